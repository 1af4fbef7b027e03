package io.warmtag.container;

import java.time.Instant;
import java.util.Optional;

/**
 * A place where a version is served.
 *
 * @param token the unguessable part of its script's address; of the live one it means nothing
 * @param release the version it serves; empty: none yet
 */
public record Environment(int id, int site, String name, String token, Instant createdAt, Optional<Release> release) {
    public static final String LIVE = "live";
    public static final String STAGING = "staging";

    /** What an environment serves since when. */
    public record Release(long id, int version, String author, Instant at) {}

    /** Whether an environment may have this name. */
    public static boolean isName(String name) {
        return name.matches("[A-Za-z0-9_-]{1,40}");
    }

    public boolean isLive() {
        return name.equals(LIVE);
    }
}
