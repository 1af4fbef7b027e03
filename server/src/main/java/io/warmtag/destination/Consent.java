package io.warmtag.destination;

import io.vertx.core.json.JsonObject;
import io.warmtag.event.Answer;
import java.util.List;

/** What destinations ask of visitors. Pure. */
public final class Consent {
    /** What a destination can ask for. */
    public static final List<String> PURPOSES =
            List.of("ad_user_data", "ad_storage", "ad_personalization", "analytics_storage");

    private Consent() {}

    /** @param asked the site asks its visitors: without a grant the answer is no */
    public static boolean isGranted(JsonObject context, String purpose, boolean asked) {
        return Answer.of(context, purpose).grants(asked);
    }
}
