package io.warmtag.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what is stored and must be read again: tokens, contact data. AES-256-GCM with a random nonce for each; the purpose
 * (like {@code destination:12}) is authenticated, so that a sealed value put into another row doesn't open there.
 */
public final class Seal {
    /** Bytes of a key. */
    public static final int KEY_BYTES = 32;

    private static final byte FORMAT = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    /** The value was sealed with another key, for another purpose, or was changed since. */
    public static final class CannotOpen extends RuntimeException {
        CannotOpen(String why) {
            super(why);
        }
    }

    /** @param key {@value #KEY_BYTES} bytes */
    public Seal(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key has " + KEY_BYTES + " bytes, not " + key.length);
        }
        this.key = new SecretKeySpec(key, "AES");
    }

    public byte[] seal(String plain, String purpose) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, purpose, plain.getBytes(StandardCharsets.UTF_8), 0);
        byte[] all = new byte[1 + NONCE_BYTES + sealed.length];
        all[0] = FORMAT;
        System.arraycopy(nonce, 0, all, 1, NONCE_BYTES);
        System.arraycopy(sealed, 0, all, 1 + NONCE_BYTES, sealed.length);
        return all;
    }

    /** @throws CannotOpen when it isn't what this key sealed for this purpose */
    public String open(byte[] sealed, String purpose) {
        if (sealed.length < 1 + NONCE_BYTES + TAG_BITS / 8 || sealed[0] != FORMAT) {
            throw new CannotOpen("not a sealed value");
        }
        byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES);
        return new String(run(Cipher.DECRYPT_MODE, nonce, purpose, sealed, 1 + NONCE_BYTES), StandardCharsets.UTF_8);
    }

    private byte[] run(int mode, byte[] nonce, String purpose, byte[] input, int from) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input, from, input.length - from);
        } catch (AEADBadTagException e) {
            throw new CannotOpen("sealed with another key or for another purpose");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-GCM", e);
        }
    }
}
