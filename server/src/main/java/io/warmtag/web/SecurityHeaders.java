package io.warmtag.web;

import io.vertx.core.http.HttpServerResponse;
import java.security.SecureRandom;
import java.util.Base64;

/** What the browser is told to refuse on a page of ours. */
public final class SecurityHeaders {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_BYTES = 16;

    private SecurityHeaders() {}

    /** Puts the headers of a page and returns the nonce of its scripts. */
    public static String onPage(HttpServerResponse response) {
        byte[] random = new byte[NONCE_BYTES];
        RANDOM.nextBytes(random);
        String nonce = Base64.getEncoder().encodeToString(random);
        response.putHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'self' 'nonce-" + nonce + "'; style-src 'self'; "
                                + "img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self'; "
                                + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                // One-time links stand in the address: no other site may learn it.
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
                .putHeader("Cache-Control", "no-store");
        return nonce;
    }
}
