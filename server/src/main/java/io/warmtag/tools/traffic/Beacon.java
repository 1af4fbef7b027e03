package io.warmtag.tools.traffic;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.tools.Uuid7;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * A step with ids and times: what is retried with the same ids until it is answered.
 *
 * @param clockMs what the device's clock says as the events happen
 */
record Beacon(Step step, List<UUID> ids, long clockMs) {
    private static final JsonObject CONSENT = new JsonObject()
            .put("ad_storage", "granted")
            .put("ad_user_data", "granted")
            .put("ad_personalization", "granted")
            .put("analytics_storage", "granted");

    static Beacon of(Step step, long nowMs, RandomGenerator random) {
        long clock = nowMs + step.persona().clockAheadMs() - step.ageMs();
        var ids = new ArrayList<UUID>();
        for (int i = 0; i < step.acts().size(); i++) {
            ids.add(Uuid7.of(clock + i, random));
        }
        return new Beacon(step, ids, clock);
    }

    /** The body of {@code POST /e}, sent {@code nowMs}. */
    JsonObject body(String site, String origin, long nowMs) {
        Persona persona = step.persona();
        var events = new JsonArray();
        for (int i = 0; i < ids.size(); i++) {
            events.add(new JsonObject()
                    .put("id", ids.get(i).toString())
                    .put("name", step.acts().get(i).name())
                    .put("time", clockMs + i)
                    .put("data", step.acts().get(i).data()));
        }
        var context = new JsonObject()
                .put("url", origin + step.path())
                .put("referrer", persona.referrer())
                .put("title", step.title())
                .put("language", persona.language())
                .put("screen", persona.screen())
                .put("consent", CONSENT);
        return new JsonObject()
                .put("site", site)
                .put("sent", nowMs + persona.clockAheadMs())
                .put("context", context)
                .put("events", events);
    }
}
