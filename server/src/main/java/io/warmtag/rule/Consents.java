package io.warmtag.rule;

import io.vertx.core.json.JsonObject;
import io.warmtag.site.Site;

/** What a person has granted, by what stands in the context of an event of his. */
final class Consents {
    private Consents() {}

    /** A site that asks needs a yes; any other takes what was not refused. */
    static boolean grants(JsonObject context, String purpose, Site site) {
        String said = context.getValue("consent") instanceof JsonObject consent ? consent.getString(purpose) : null;
        return said == null ? site.consent() == Site.Consent.NONE : said.equals("granted");
    }
}
