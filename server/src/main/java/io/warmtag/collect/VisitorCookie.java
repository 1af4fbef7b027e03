package io.warmtag.collect;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.warmtag.event.VisitorId;
import java.security.SecureRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The first-party cookies that the server reads and sets; scripts can't. */
final class VisitorCookie {
    static final String NAME = "_wt";
    static final String STAFF = "_wt_staff";

    // The longest that browsers keep a cookie.
    private static final String ATTRIBUTES = "; Max-Age=34560000; Path=/; HttpOnly; SameSite=Lax";

    private static final SecureRandom RANDOM = new SecureRandom();

    private VisitorCookie() {}

    static UUID newVisitor() {
        return new UUID(RANDOM.nextLong(), RANDOM.nextLong());
    }

    static @Nullable UUID read(HttpServerRequest request) {
        String value = value(request, NAME);
        return value == null ? null : VisitorId.parse(value);
    }

    /** The cookie's value, found without parsing the others; null when there is none. */
    static @Nullable String value(HttpServerRequest request, String name) {
        String header = request.getHeader(HttpHeaders.COOKIE);
        if (header == null) {
            return null;
        }
        int at = 0;
        while (at < header.length()) {
            int end = header.indexOf(';', at);
            int stop = end < 0 ? header.length() : end;
            while (at < stop && header.charAt(at) == ' ') {
                at++;
            }
            if (header.startsWith(name, at) && at + name.length() < stop && header.charAt(at + name.length()) == '=') {
                return header.substring(at + name.length() + 1, stop).trim();
            }
            at = stop + 1;
        }
        return null;
    }

    static void write(HttpServerResponse response, UUID visitor, boolean secure) {
        response.putHeader(
                HttpHeaders.SET_COOKIE, NAME + "=" + VisitorId.text(visitor) + ATTRIBUTES + (secure ? "; Secure" : ""));
    }
}
