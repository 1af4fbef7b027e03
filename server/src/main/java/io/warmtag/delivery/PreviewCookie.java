package io.warmtag.delivery;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** What makes a browser one under preview: a token in a cookie that scripts can't read. */
final class PreviewCookie {
    static final String NAME = "_wt_preview";

    private PreviewCookie() {}

    /** Costs the many requests without it one look at their header. */
    static Optional<String> read(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.COOKIE);
        if (header == null || !header.contains(NAME)) {
            return Optional.empty();
        }
        for (String each : header.split(";")) {
            String cookie = each.trim();
            if (cookie.startsWith(NAME + "=")) {
                return Optional.of(cookie.substring(NAME.length() + 1));
            }
        }
        return Optional.empty();
    }

    /** @param seconds that it is kept; 0 removes it */
    static String header(String token, long seconds, boolean secure) {
        return NAME + "=" + token + "; Max-Age=" + seconds + "; Path=/; HttpOnly; SameSite=Lax"
                + (secure ? "; Secure" : "");
    }
}
