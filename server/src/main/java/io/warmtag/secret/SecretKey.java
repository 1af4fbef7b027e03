package io.warmtag.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The installation's key, of {@value Seal#KEY_BYTES} bytes; what is used is derived from it, by purpose. */
public final class SecretKey {
    private final byte[] key;

    public SecretKey(byte[] key) {
        this.key = key.clone();
    }

    /** A key of 32 bytes for one purpose; from one purpose's key nobody comes to another's. */
    public byte[] derive(String purpose) {
        return hmac(key, purpose);
    }

    /** HMAC-SHA-256. */
    public static byte[] hmac(byte[] key, String text) {
        return hmac(key, text.getBytes(StandardCharsets.UTF_8));
    }

    /** HMAC-SHA-256 of bytes as they came. */
    public static byte[] hmac(byte[] key, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA-256", e);
        }
    }
}
