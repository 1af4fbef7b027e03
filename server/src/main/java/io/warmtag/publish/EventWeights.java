package io.warmtag.publish;

import io.vertx.core.Future;
import io.warmtag.container.model.EventDefinition;
import io.warmtag.site.Site;
import io.warmtag.visitor.ModelSettingsStore;
import io.warmtag.visitor.model.ModelSettings;
import io.warmtag.visitor.model.SettingsCheck;
import io.warmtag.visitor.model.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the weights of event definitions into the temperature when they go live: from then on, never into the past. */
final class EventWeights {
    private static final Logger LOG = LoggerFactory.getLogger(EventWeights.class);

    private final ModelSettingsStore settings;

    EventWeights(ModelSettingsStore settings) {
        this.settings = settings;
    }

    /** @param now ms */
    Future<Void> bring(Site site, List<EventDefinition> definitions, String author, long now) {
        ModelSettings current = settings.history(site.id()).at(now);
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
