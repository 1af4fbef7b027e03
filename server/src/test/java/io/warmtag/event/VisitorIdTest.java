package io.warmtag.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VisitorIdTest {

    @Test
    void writesAndReadsTheSame22Characters() {
        UUID visitor = UUID.fromString("0197f3a2-7c00-7abc-8def-0123456789ab");
        assertEquals("AZfzonwAerye7wEjRWeJqw".length(), VisitorId.text(visitor).length());
        assertEquals(visitor, VisitorId.parse(VisitorId.text(visitor)));
    }

    @Test
    void takesNoOtherTextForAVisitor() {
        for (String text : List.of(
                "",
                "abc",
                "AAAAAAAAAAAAAAAAAAAAAB", // the last bits say nothing: a second name of all zeros
                "AAAAAAAAAAAAAAAAAAAAA=",
                "AAAAAAAAAAAAAAAAAAAAA/",
                "AAAAAAAAAAAAAAAAAAAAAAA",
                "আAAAAAAAAAAAAAAAAAAAAA")) {
            assertNull(VisitorId.parse(text), text);
        }
    }

    @Test
    void makesARangeOfAPrefixOfFourCharactersOrMore() {
        assertEquals(
                Optional.of(
                        new VisitorId.Range(new UUID(0, 0), UUID.fromString("000000ff-ffff-ffff-ffff-ffffffffffff"))),
                VisitorId.range("AAAA"));
        assertEquals(Optional.empty(), VisitorId.range("AAA"));
        assertEquals(Optional.empty(), VisitorId.range("AA/A"));
    }
}
