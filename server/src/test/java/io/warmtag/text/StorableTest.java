package io.warmtag.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class StorableTest {
    @Test
    void takesEverythingButZeroAndHalvesOfPairs() {
        for (String good : List.of("", "Cup", "কাপ", "\uD83C\uDF70", "a\uD83C\uDF70b", "\n\t\u0001")) {
            assertTrue(Storable.is(good), good);
            assertEquals(good, Storable.made(good));
        }
        for (String bad : List.of("\0", "a\0b", "\uD83C", "\uDF70", "\uDF70\uD83C", "\uD83C\uD83C\uDF70")) {
            assertFalse(Storable.is(bad));
            assertTrue(Storable.is(Storable.made(bad)));
        }
        assertEquals("a\uFFFDb\uFFFD\uD83C\uDF70", Storable.made("a\0b\uD83C\uD83C\uDF70"));
    }
}
