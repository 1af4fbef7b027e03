package io.warmtag.visitor;

import io.vertx.core.json.JsonObject;
import io.warmtag.visitor.model.CountedOrders;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.SettingsHistory;
import io.warmtag.visitor.model.Standing;
import io.warmtag.visitor.model.SubState;
import io.warmtag.visitor.model.Temperature;
import io.warmtag.visitor.model.TemperatureModel;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A person's temperature at a moment.
 *
 * @param since ms
 * @param orders how many count
 * @param daysSinceLastOrder whole days; null when he has placed none
 * @param isNew whether this is his first visit; null when his state doesn't tell: he came before his temperature changed, and
 *     that was a moment ago
 */
public record Reading(
        Temperature temperature,
        SubState subState,
        double score,
        long since,
        int orders,
        @Nullable Long daysSinceLastOrder,
        @Nullable Boolean isNew) {
    private static final long DAY_MS = 86_400_000;
    /** As long as a visit is taken for one; the page knows better when it goes on for longer. */
    private static final long VISIT_MS = 1_800_000;

    static Reading of(PersonState state, SettingsHistory history, long now) {
        long at = Math.max(now, state.position());
        CountedOrders orders = state.orders();
        return new Reading(
                state.temperature(),
                TemperatureModel.subState(state, history, at),
                TemperatureModel.score(state, history, at),
                state.since(),
                orders.count(),
                orders.isEmpty() ? null : Long.valueOf((at - orders.latest()) / DAY_MS),
                isNew(state.standing(), at));
    }

    private static @Nullable Boolean isNew(Standing standing, long at) {
        if (at - standing.since() >= VISIT_MS) {
            return false;
        }
        // Nothing has changed since he first came.
        return standing.changes() == 0 ? true : null;
    }

    /** As the page is told. */
    public JsonObject toJson() {
        var json = new JsonObject()
                .put("temperature", temperature.name().toLowerCase(Locale.ROOT))
                .put("score", Math.round(score * 1_000) / 1_000.0)
                .put("since", Instant.ofEpochMilli(since).toString())
                .put("orders", orders)
                .put("daysSinceLastOrder", daysSinceLastOrder);
        return isNew == null ? json : json.put("isNew", isNew);
    }
}
