package io.warmtag.db;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeysetTest {

    @Test
    void survivesItsText() {
        for (Keyset keyset : List.of(
                Keyset.NEWEST,
                Keyset.of(17),
                Keyset.of(new UUID(-3, 4)),
                Keyset.of(Instant.parse("2026-05-20T12:00:00.123456Z"), new UUID(1, 2)))) {
            assertEquals(Optional.of(keyset), Keyset.parse(keyset.text()));
        }
        assertEquals(
                Instant.parse("2026-05-20T12:00:00.123456Z"),
                Keyset.of(Instant.parse("2026-05-20T12:00:00.123456Z"), new UUID(1, 2))
                        .instant());
    }

    @Test
    void refusesWhatItDidNotWrite() {
        for (String text : List.of("", "x", "!!!!", "AAAA", "f".repeat(32), "/".repeat(32))) {
            assertEquals(Optional.empty(), Keyset.parse(text), text);
        }
    }
}
