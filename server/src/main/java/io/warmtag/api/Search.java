package io.warmtag.api;

import io.warmtag.catalog.ValueJson;
import io.warmtag.container.model.Entity;
import io.warmtag.container.model.EntityJson;
import java.util.Locale;

/** Looks for a text in all that an entity says. */
final class Search {
    private Search() {}

    static boolean finds(String text, Entity entity) {
        return ValueJson.write(EntityJson.write(entity))
                .toLowerCase(Locale.ROOT)
                .contains(text.strip().toLowerCase(Locale.ROOT));
    }
}
