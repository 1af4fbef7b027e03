package io.warmtag.rule.past;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule had done with somebody before the past that it is run over.
 *
 * @param heldOut whether he is among those to compare with; null while nobody has drawn for him
 * @param counted ms at which it fired, or would have
 */
public record Before(@Nullable Boolean heldOut, List<Long> counted) {
    public static final Before NOTHING = new Before(null, List.of());

    public Before {
        counted = List.copyOf(counted);
    }
}
