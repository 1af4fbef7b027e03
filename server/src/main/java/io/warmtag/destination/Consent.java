package io.warmtag.destination;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** Whether something may leave, by what stands in an event's context. Pure. */
public final class Consent {
    /** What a destination can ask for. */
    public static final List<String> PURPOSES =
            List.of("ad_user_data", "ad_storage", "ad_personalization", "analytics_storage");

    private Consent() {}

    /** @param asked the site asks its visitors: without a grant the answer is no */
    public static boolean isGranted(JsonObject context, String purpose, boolean asked) {
        String said = context.getValue("consent") instanceof JsonObject consent ? consent.getString(purpose) : null;
        return said == null ? !asked : said.equals("granted");
    }

    public static boolean isDenied(JsonObject context, String purpose) {
        return context.getValue("consent") instanceof JsonObject consent && "denied".equals(consent.getString(purpose));
    }
}
