package io.warmtag.collect;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.warmtag.event.VisitorId;
import io.warmtag.web.Cookies;
import java.security.SecureRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The first-party cookies that the server reads and sets; scripts can't. */
final class VisitorCookie {
    static final String NAME = "_wt";
    static final String STAFF = "_wt_staff";

    private static final SecureRandom RANDOM = new SecureRandom();

    private VisitorCookie() {}

    static UUID newVisitor() {
        return new UUID(RANDOM.nextLong(), RANDOM.nextLong());
    }

    static @Nullable UUID read(HttpServerRequest request) {
        String value = value(request, NAME);
        return value == null ? null : VisitorId.parse(value);
    }

    /** The cookie's value; null when there is none. */
    static @Nullable String value(HttpServerRequest request, String name) {
        return Cookies.value(request, name);
    }

    static void expire(HttpServerResponse response, boolean secure) {
        response.putHeader(HttpHeaders.SET_COOKIE, Cookies.header(NAME, "", 0, secure));
    }

    static void write(HttpServerResponse response, UUID visitor, boolean secure) {
        response.putHeader(
                HttpHeaders.SET_COOKIE, Cookies.header(NAME, VisitorId.text(visitor), Cookies.LONGEST_SECONDS, secure));
    }
}
