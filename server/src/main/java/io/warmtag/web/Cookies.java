package io.warmtag.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Cookies of pages, which scripts can't read. */
public final class Cookies {
    /** The longest that browsers keep one: 400 days. */
    public static final long LONGEST_SECONDS = 34_560_000;

    private Cookies() {}

    /** What sets one for the whole host. */
    public static String header(String name, String value, long seconds, boolean secure) {
        return name + "=" + value + "; Max-Age=" + seconds + "; Path=/; HttpOnly; SameSite=Lax"
                + (secure ? "; Secure" : "");
    }

    /** Its value, found without parsing the others; null when there is none. */
    public static @Nullable String value(HttpServerRequest request, String name) {
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
}
