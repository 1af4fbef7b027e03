package io.warmtag.visitor;

import io.vertx.core.json.JsonObject;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.SettingsHistory;
import io.warmtag.visitor.model.SubState;
import io.warmtag.visitor.model.Temperature;
import io.warmtag.visitor.model.TemperatureModel;
import java.time.Instant;
import java.util.Locale;

/**
 * A person's temperature at a moment.
 *
 * @param since ms
 */
public record Reading(Temperature temperature, SubState subState, double score, long since) {

    static Reading of(PersonState state, SettingsHistory history, long now) {
        long at = Math.max(now, state.position());
        return new Reading(
                state.temperature(),
                TemperatureModel.subState(state, history, at),
                TemperatureModel.score(state, history, at),
                state.since());
    }

    /** As the page is told. */
    public JsonObject toJson() {
        return new JsonObject()
                .put("temperature", temperature.name().toLowerCase(Locale.ROOT))
                .put("score", Math.round(score * 1_000) / 1_000.0)
                .put("since", Instant.ofEpochMilli(since).toString());
    }
}
