package io.warmtag.destination;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to one destination.
 *
 * @param destination the site's number of it
 * @param key of its cause: the same key never leaves twice
 * @param firing the rule's firing that it came from, if it did
 */
public record Outbound(
        int site,
        int destination,
        String key,
        UUID person,
        @Nullable UUID firing,
        Outgoing event) {}
