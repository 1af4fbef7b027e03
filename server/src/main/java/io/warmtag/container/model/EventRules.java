package io.warmtag.container.model;

import io.warmtag.event.Refusal;
import io.warmtag.event.RefusalCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which events a strict site takes: those that are defined, with all that their definitions ask for. Immutable. */
public final class EventRules {
    /** What every container sends by itself. */
    private static final Set<String> AUTOMATIC =
            Set.of("page_view", "user_engagement", "offer_shown", "offer_clicked", "offer_dismissed", "generate_lead");

    private static final Refusal UNDEFINED = Refusal.of("name", RefusalCode.EVENT_UNDEFINED);

    private final Map<String, EventDefinition> byName;

    public EventRules(List<EventDefinition> definitions) {
        var all = new HashMap<String, EventDefinition>();
        definitions.forEach(definition -> all.put(definition.name(), definition));
        byName = Map.copyOf(all);
    }

    /**
     * Why an event is refused; null when it is taken.
     *
     * @param data a JSON object
     */
    public @Nullable Refusal refusal(String name, String data) {
        EventDefinition definition = byName.get(name);
        if (definition == null) {
            return AUTOMATIC.contains(name) ? null : UNDEFINED;
        }
        List<EventFit.Misfit> misfits = EventFit.misfits(definition, data);
        return misfits.isEmpty() ? null : refusal(definition, misfits.get(0));
    }

    private static Refusal refusal(EventDefinition definition, EventFit.Misfit misfit) {
        String field = "data." + misfit.param();
        String type = definition.params().stream()
                .filter(param -> param.name().equals(misfit.param()))
                .map(param -> param.type().code())
                .findFirst()
                .orElse("any");
        return switch (misfit.what()) {
            case MISSING ->
                new Refusal(field, RefusalCode.PARAMETER_MISSING, Map.of("event", definition.name(), "type", type));
            case WRONG_TYPE -> new Refusal(field, RefusalCode.PARAMETER_TYPE, Map.of("type", type));
        };
    }
}
