package io.warmtag.api;

import io.vertx.core.Future;
import io.warmtag.visitor.model.ModelSettings;
import io.warmtag.visitor.model.SettingsHistory;

/** The sites' temperature settings, of which versions are only ever added. */
public interface TemperatureSettings {
    SettingsHistory history(int site);

    /**
     * Adds a version and returns its number.
     *
     * @param settings checked; its own version number is ignored
     * @param fromBeginning everybody's past is weighed anew; else it counts from now on
     */
    Future<Integer> save(int site, ModelSettings settings, boolean fromBeginning, String author);
}
