package io.warmtag.destination.meta;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HubSignatureTest {
    private static final String SECRET = "shop-secret-1";
    // printf '%s' '…' | openssl dgst -sha256 -hmac shop-secret-1
    private static final String BODY = "{\"object\":\"page\",\"entry\":[{\"text\":\"\\u0995\\u09a4\"}]}";
    private static final String SIGNED = "1bd22aeca440485f298dddc05689c10a42cd96919e777c377eec2ba16c9047a9";

    @Test
    void knowsWhatWasSignedWithTheSecret() {
        assertTrue(of(SECRET, BODY, "sha256=" + SIGNED));
    }

    @Test
    void isOfTheBytesAndNotOfWhatTheyMean() {
        assertFalse(of(SECRET, BODY.replace("\\u0995\\u09a4", "\u0995\u09a4"), "sha256=" + SIGNED));
        assertFalse(of(SECRET, BODY + " ", "sha256=" + SIGNED));
    }

    @Test
    void refusesWhateverElseStandsThere() {
        assertFalse(of("shop-secret-2", BODY, "sha256=" + SIGNED));
        assertFalse(of(SECRET, BODY, null));
        assertFalse(of(SECRET, BODY, ""));
        assertFalse(of(SECRET, BODY, SIGNED));
        assertFalse(of(SECRET, BODY, "sha1=" + SIGNED));
        assertFalse(of(SECRET, BODY, "sha256=" + SIGNED.substring(2)));
        assertFalse(of(SECRET, BODY, "sha256=" + SIGNED + "00"));
        assertFalse(of("", BODY, "sha256=" + SIGNED), "no secret, no signature");
    }

    private static boolean of(String secret, String body, @Nullable String header) {
        return HubSignature.isOf(secret, body.getBytes(StandardCharsets.UTF_8), header);
    }
}
