package io.warmtag.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class Uuid7Test {
    private static final long NOW = 1_763_760_000_123L;

    @Test
    void carriesItsTimeVersionAndVariant() {
        UUID id = Uuid7.of(NOW, new Random(1));

        assertEquals(NOW, id.getMostSignificantBits() >>> 16);
        assertEquals(7, id.version());
        assertEquals(2, id.variant());
    }

    @Test
    void writesTheTextOfTheSameId() {
        byte[] text = new byte[Uuid7.TEXT_LENGTH + 4];
        Uuid7.write(text, 2, NOW, new Random(1));

        String written = new String(text, 2, Uuid7.TEXT_LENGTH, StandardCharsets.US_ASCII);
        assertEquals(Uuid7.of(NOW, new Random(1)).toString(), written);
    }
}
