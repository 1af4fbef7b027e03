package io.warmtag.rule.audience.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a condition holds, and what that was found from.
 *
 * @param number what was counted, added up or measured; of a last event, the minutes since. Null when there is nothing to say
 * @param text what was found of words: the temperature, the campaign. Null when there is nothing to say
 * @param parts of a group, or of the audience that it refers to
 */
public record Finding(
        Condition condition,
        boolean holds,
        @Nullable Double number,
        @Nullable String text,
        List<Finding> parts) {
    public Finding {
        parts = List.copyOf(parts);
    }
}
