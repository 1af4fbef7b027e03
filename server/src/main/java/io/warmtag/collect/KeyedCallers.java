package io.warmtag.collect;

import io.vertx.core.Future;

/** Who may write events by an API key. */
public interface KeyedCallers {
    /** What a key allows. */
    enum Answer {
        UNKNOWN_KEY,
        MISSING_SCOPE,
        MAY_WRITE
    }

    Future<Answer> ask(String bearer, int site);

    /** Whether it was found to be a key before: says so at once and asks nobody. */
    boolean isKnown(String bearer);
}
