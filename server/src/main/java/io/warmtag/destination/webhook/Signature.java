package io.warmtag.destination.webhook;

import io.warmtag.secret.SecretKey;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Signatures by Standard Webhooks. Pure. */
public final class Signature {
    /** What a secret begins with; base64 of 24 to 64 bytes follows. */
    public static final String PREFIX = "whsec_";

    private Signature() {}

    /**
     * One signature for each secret, so that the receiver can change over at his own time.
     *
     * @param seconds since 1970
     */
    public static String header(List<String> secrets, String id, long seconds, String body) {
        return secrets.stream()
                .map(secret -> "v1,"
                        + Base64.getEncoder()
                                .encodeToString(SecretKey.hmac(key(secret), id + "." + seconds + "." + body)))
                .collect(Collectors.joining(" "));
    }

    private static byte[] key(String secret) {
        return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    }
}
