package io.warmtag.destination.meta;

import io.warmtag.secret.SecretKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * By what a webhook of Meta's is known to be Meta's: the header {@code X-Hub-Signature-256}, an HMAC of the body's bytes as they
 * came, with the app's secret (Meta, Webhooks, "Validating payloads"). Read as JSON and written again they would be others:
 * Meta writes everything beyond ASCII as lower-case escapes. Pure.
 */
public final class HubSignature {
    public static final String HEADER = "X-Hub-Signature-256";

    private static final String SCHEME = "sha256=";

    private HubSignature() {}

    /** @param header as it came; null or of another scheme: nobody's */
    public static boolean isOf(String appSecret, byte[] body, @Nullable String header) {
        if (appSecret.isEmpty() || header == null || !header.startsWith(SCHEME)) {
            return false;
        }
        byte[] mac = SecretKey.hmac(appSecret.getBytes(StandardCharsets.UTF_8), body);
        String expected = SCHEME + HexFormat.of().formatHex(mac);
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), header.getBytes(StandardCharsets.UTF_8));
    }
}
