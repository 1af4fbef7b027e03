package io.warmtag.rule.past;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A date in a profile, from an instant on until the next one of the same visitor.
 *
 * @param heard ms
 * @param day null: it is none any more
 */
public record ProfileDay(UUID visitor, long heard, @Nullable LocalDate day) {}
