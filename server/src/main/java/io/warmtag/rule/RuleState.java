package io.warmtag.rule;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a rule acts. */
public enum RuleState {
    /** Not yet. */
    DRAFT,
    /** Only for its testers. */
    TESTING,
    ON,
    /** Not now: what is due meanwhile is given up. */
    PAUSED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<RuleState> ofWord(String word) {
        return Stream.of(values()).filter(state -> state.word().equals(word)).findFirst();
    }

    public boolean acts() {
        return this == TESTING || this == ON;
    }
}
