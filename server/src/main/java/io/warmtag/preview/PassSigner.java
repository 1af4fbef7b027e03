package io.warmtag.preview;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Writes and reads passes: their content and an HMAC-SHA256 of it. Asks nobody, so that a page's script waits for nothing. */
final class PassSigner {
    private static final int MOST_CHARACTERS = 2_000;
    private static final String SEPARATOR = "\n";
    private static final int PARTS = 6;
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] secret;

    PassSigner(byte[] secret) {
        this.secret = secret.clone();
    }

    String write(Pass pass) {
        String content = String.join(
                SEPARATOR,
                pass.session().toString(),
                pass.site(),
                pass.subject().code(),
                pass.picking() ? "pick" : "",
                String.valueOf(pass.expires()),
                pass.author());
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return base64(bytes) + "." + base64(sign(bytes));
    }

    /** Empty when it isn't ours, was changed, or has expired at {@code now} (ms). */
    Optional<Pass> read(String token, long now) {
        int dot = token.indexOf('.');
        if (dot < 0 || token.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        byte[] content;
        byte[] signature;
        try {
            content = Base64.getUrlDecoder().decode(token.substring(0, dot));
            signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return MessageDigest.isEqual(signature, sign(content))
                ? Optional.of(parse(content)).filter(pass -> pass.expires() > now)
                : Optional.empty();
    }

    /** Only of what we signed, so it has the form that we gave it. */
    private static Pass parse(byte[] content) {
        String[] parts = new String(content, StandardCharsets.UTF_8).split(SEPARATOR, PARTS);
        return new Pass(
                UUID.fromString(parts[0]),
                parts[1],
                Subject.ofCode(parts[2]).orElseThrow(),
                parts[3].equals("pick"),
                parts[5],
                Long.parseLong(parts[4]));
    }

    private byte[] sign(byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
