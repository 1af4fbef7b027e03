package io.warmtag.publish;

import io.vertx.core.Future;
import io.warmtag.container.Environment;
import io.warmtag.container.VersionStore;
import io.warmtag.container.model.EventDefinition;
import io.warmtag.db.Database;
import io.warmtag.site.Site;
import io.warmtag.visitor.ModelSettingsStore;
import io.warmtag.visitor.model.ModelSettings;
import io.warmtag.visitor.model.SettingsCheck;
import io.warmtag.visitor.model.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the weights of event definitions into the temperature when they go live, also by going back to an older version:
 * from then on, never into the past.
 */
public final class EventWeights {
    private static final Logger LOG = LoggerFactory.getLogger(EventWeights.class);

    private final VersionStore versions;
    private final ModelSettingsStore settings;
    private final LongSupplier clock;

    /** @param clock ms */
    public EventWeights(Database database, ModelSettingsStore settings, LongSupplier clock) {
        this.versions = new VersionStore(database);
        this.settings = settings;
        this.clock = clock;
    }

    /** To be called once for each release. */
    public Future<Void> released(Site site, Environment environment, int version, String author) {
        return environment.isLive()
                ? versions.content(site.id(), version)
                        .compose(content -> bring(site, content.orElseThrow().events(), author))
                : Future.succeededFuture();
    }

    private Future<Void> bring(Site site, List<EventDefinition> definitions, String author) {
        ModelSettings current = settings.history(site.id()).at(clock.getAsLong());
        ModelSettings wanted = with(current, definitions);
        if (wanted.equals(current)) {
            return Future.succeededFuture();
        }
        if (!SettingsCheck.problems(wanted).isEmpty()) {
            // The settings are full, or a view would warm by itself: the marketer's settings are worth more.
            LOG.warn("weights of {} not taken: {}", site.publicId(), SettingsCheck.problems(wanted));
            return Future.succeededFuture();
        }
        return settings.save(site.id(), wanted, false, author).mapEmpty();
    }

    private static ModelSettings with(ModelSettings current, List<EventDefinition> definitions) {
        Map<String, Double> actions = new HashMap<>(current.weights().actions());
        Map<String, Double> views = new HashMap<>(current.weights().views());
        for (EventDefinition definition : definitions) {
            definition.weight().ifPresent(weight -> {
                Map<String, Double> place = views.containsKey(definition.name()) ? views : actions;
                place.put(definition.name(), weight);
            });
        }
        var weights = new Weights(actions, views, current.weights().viewCap());
        return new ModelSettings(current.version(), weights, current.halfLife(), current.warm(), current.buyers());
    }
}
