package io.warmtag.account;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** 256 random bits that somebody holds; the database knows only their hash. */
public record Token(String value) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** SHA-256 is enough for what can't be guessed anyway. */
    public record Hash(Buffer bytes) {}

    public static Token random() {
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    public Hash hash() {
        return new Hash(Buffer.buffer(sha256(value)));
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
