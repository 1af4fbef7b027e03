package io.warmtag.visitor;

import io.warmtag.visitor.model.Temperature;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person as lists show him. Written soon after his state changed; the state itself is the truth.
 *
 * @param since when he got this temperature
 * @param score as of the last write
 * @param nextChange when his temperature changes by time alone, at the earliest; null: never
 */
public record Person(
        UUID id,
        Temperature temperature,
        Instant since,
        double score,
        Instant firstSeen,
        Instant lastSeen,
        @Nullable Instant nextChange) {}
