package io.warmtag.delivery;

import org.jspecify.annotations.Nullable;

/** {@code If-None-Match}, which compares weakly (RFC 9110, 13.1.2): proxies that compress make our tags weak. */
final class Etags {
    private Etags() {}

    static boolean match(@Nullable String ifNoneMatch, String etag) {
        if (ifNoneMatch == null) {
            return false;
        }
        for (String each : ifNoneMatch.split(",")) {
            String tag = each.trim();
            if (tag.equals("*") || (tag.startsWith("W/") ? tag.substring(2) : tag).equals(etag)) {
                return true;
            }
        }
        return false;
    }
}
