package io.warmtag.rule;

import io.warmtag.rule.audience.model.Finding;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a rule did something for a person, or didn't: all that it depends on, as it is now.
 *
 * @param checks in the order in which they are made
 * @param condition what the rule's own condition comes to; null when it has none
 * @param past what was decided for him before, the newest first
 */
public record Why(List<Check> checks, @Nullable Finding condition, List<FiringLog.Firing> past) {

    /** Whether something speaks for it. */
    public enum Verdict {
        YES,
        NO,
        /** It depends on what comes. */
        OPEN
    }

    /**
     * One thing that it depends on.
     *
     * @param code what, and how it is: {@code why.<code>} among the messages
     * @param arguments of the message: numbers, texts and {@link java.time.Instant}s
     */
    public record Check(String code, Verdict verdict, Map<String, Object> arguments) {}
}
