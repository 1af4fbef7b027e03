package io.warmtag.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SealTest {
    private final Seal seal = new Seal(key(1));

    @Test
    void opensWhatItSealed() {
        byte[] sealed = seal.seal("EAAB-টোকেন", "destination:12");

        assertEquals("EAAB-টোকেন", seal.open(sealed, "destination:12"));
        assertFalse(new String(sealed, StandardCharsets.UTF_8).contains("EAAB"));
    }

    @Test
    void sealsTheSameTextDifferentlyEachTime() {
        assertFalse(Arrays.equals(seal.seal("token", "a"), seal.seal("token", "a")));
    }

    @Test
    void refusesAnotherPurposeAnotherKeyAndWhatWasChanged() {
        byte[] sealed = seal.seal("token", "destination:12");

        assertThrows(Seal.CannotOpen.class, () -> seal.open(sealed, "destination:13"));
        assertThrows(Seal.CannotOpen.class, () -> new Seal(key(2)).open(sealed, "destination:12"));
        assertThrows(Seal.CannotOpen.class, () -> seal.open(new byte[3], "destination:12"));
        sealed[sealed.length - 1] ^= 1;
        assertThrows(Seal.CannotOpen.class, () -> seal.open(sealed, "destination:12"));
    }

    private static byte[] key(int fill) {
        byte[] key = new byte[Seal.KEY_BYTES];
        Arrays.fill(key, (byte) fill);
        return key;
    }
}
