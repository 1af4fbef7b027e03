package io.warmtag.tools.traffic;

import java.util.UUID;

/** Hears of every event that the server has answered with 2xx and not rejected. Called on one thread. */
public interface Acknowledged {
    Acknowledged IGNORED = (id, visitor) -> {};

    /** @param visitor the value of the visitor's cookie, empty while he has none */
    void add(UUID id, String visitor);
}
