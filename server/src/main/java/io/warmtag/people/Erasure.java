package io.warmtag.people;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That somebody was erased.
 *
 * @param actor who did it, as the audit names him
 * @param visitors how many ids he had
 * @param events how many of his events were emptied
 * @param orders how many were unlinked from him
 * @param outside how many lists outside may still have him
 * @param finished when nothing of him was left here, nor on lists outside as far as they have answered; null: not yet
 */
public record Erasure(
        UUID id,
        Instant at,
        String actor,
        int visitors,
        long events,
        long orders,
        int outside,
        @Nullable Instant finished) {}
