package io.warmtag.tools.traffic;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a server said to {@code POST /e}. */
record Answer(
        int status,
        String body,
        List<String> setCookies,
        @Nullable String retryAfter) {
    private static final String VISITOR = "_wt=";

    boolean isGood() {
        return status == 200 || status == 204;
    }

    /** To be sent again, as a page would. */
    boolean isTemporary() {
        return status == 429 || status >= 500;
    }

    long retryAfterMs() {
        return retryAfter == null || !retryAfter.matches("\\d{1,4}") ? 0 : Long.parseLong(retryAfter) * 1_000;
    }

    /** The value of the visitor's cookie, when it was set. */
    Optional<String> cookie() {
        return setCookies.stream()
                .filter(cookie -> cookie.startsWith(VISITOR))
                .map(cookie -> cookie.substring(VISITOR.length()).replaceFirst(";.*", ""))
                .findFirst();
    }
}
