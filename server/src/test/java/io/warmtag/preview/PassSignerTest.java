package io.warmtag.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PassSignerTest {
    private static final long NOW = 1_800_000_000_000L;

    private final PassSigner signer = new PassSigner(new byte[] {1, 2, 3});

    private static Pass pass(Subject subject) {
        return new Pass(new UUID(1, 2), "WT-BAKERY1", subject, true, "ada@bakery.example", NOW + 1000);
    }

    @Test
    void readsWhatItWrote() {
        for (Subject subject : new Subject[] {
            new Subject.Draft(), new Subject.Numbered(17), new Subject.Served("staging, of bread: \"শাখা\"")
        }) {
            assertEquals(Optional.of(pass(subject)), signer.read(signer.write(pass(subject)), NOW));
        }
    }

    @Test
    void refusesWhatHasExpired() {
        String token = signer.write(pass(new Subject.Draft()));
        assertEquals(Optional.empty(), signer.read(token, NOW + 1000));
    }

    @Test
    void refusesAChangeOfAnyCharacter() {
        String token = signer.write(pass(new Subject.Draft()));
        for (int i = 0; i < token.length(); i++) {
            // The last character of base64 holds bits that mean nothing: it is changed in its first bit.
            char other = token.charAt(i) == 'A' ? 'g' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            if (!changed.equals(token)) {
                assertEquals(Optional.empty(), signer.read(changed, NOW), "character " + i);
            }
        }
    }

    @Test
    void refusesWhatAnotherSecretSignedAndWhatIsNoToken() {
        String foreign = new PassSigner(new byte[] {3, 2, 1}).write(pass(new Subject.Draft()));
        String unsigned = Base64.getUrlEncoder().encodeToString("1\nWT-BAKERY1\ndraft\n\n9\na".getBytes()) + ".";
        for (String token : new String[] {"", ".", "a.b", "€.€", "....", foreign, unsigned, "A".repeat(5000)}) {
            assertEquals(Optional.empty(), signer.read(token, NOW), token);
        }
    }
}
