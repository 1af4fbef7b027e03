package io.warmtag.rule.audience.model;

import org.jspecify.annotations.Nullable;

/**
 * From least to most, both included.
 *
 * @param least null: no lower end
 * @param most null: no upper end
 */
public record Range(@Nullable Double least, @Nullable Double most) {
    /** At least once. */
    public static final Range SOME = new Range(1.0, null);
    /** Never. */
    public static final Range NONE = new Range(null, 0.0);

    public boolean includes(double value) {
        return (least == null || value >= least) && (most == null || value <= most);
    }

    /** The same with both ends multiplied. */
    Range times(double factor) {
        return new Range(least == null ? null : least * factor, most == null ? null : most * factor);
    }
}
