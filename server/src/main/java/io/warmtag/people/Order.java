package io.warmtag.people;

import io.warmtag.event.OrderReport.Stage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order and how far it has come.
 *
 * @param number the shop's own, its transaction id
 * @param person the visitor who was first stored with it; null: he was erased
 * @param stages when each was first reached, as far as it was heard of
 * @param value in the currency's major unit, or null when nobody said it
 */
public record Order(
        String number,
        @Nullable UUID person,
        Map<Stage, Instant> stages,
        @Nullable BigDecimal value,
        @Nullable String currency,
        Instant firstSeen) {

    /** What it is now: what ended it, else how far it came. */
    public Stage stage() {
        Stage last = Stage.PLACED;
        for (Stage stage : Stage.values()) {
            if (stages.containsKey(stage)) {
                last = stage;
            }
        }
        return last;
    }
}
