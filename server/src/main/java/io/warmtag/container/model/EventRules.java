package io.warmtag.container.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which events a strict site takes: those that are defined, with all that their definitions ask for. Immutable. */
public final class EventRules {
    /** What every container sends by itself. */
    private static final Set<String> AUTOMATIC = Set.of("page_view", "user_engagement");

    private static final Fault UNDEFINED = new Fault(
            "name", "this site takes only defined events: define the event in the console, or switch strict mode off");

    private final Map<String, EventDefinition> byName;

    /**
     * Why an event is refused.
     *
     * @param field of the event
     * @param reason with its remedy; the same for all events that have the same fault
     */
    public record Fault(String field, String reason) {}

    public EventRules(List<EventDefinition> definitions) {
        var all = new HashMap<String, EventDefinition>();
        definitions.forEach(definition -> all.put(definition.name(), definition));
        byName = Map.copyOf(all);
    }

    /** @param data a JSON object */
    public @Nullable Fault fault(String name, String data) {
        EventDefinition definition = byName.get(name);
        if (definition == null) {
            return AUTOMATIC.contains(name) ? null : UNDEFINED;
        }
        List<EventFit.Misfit> misfits = EventFit.misfits(definition, data);
        return misfits.isEmpty() ? null : fault(definition, misfits.get(0));
    }

    private static Fault fault(EventDefinition definition, EventFit.Misfit misfit) {
        String field = "data." + misfit.param();
        String type = definition.params().stream()
                .filter(param -> param.name().equals(misfit.param()))
                .map(param -> param.type().code())
                .findFirst()
                .orElse("any");
        return switch (misfit.what()) {
            case MISSING ->
                new Fault(field, field + " is missing: " + definition.name() + " is defined with it (" + type + ")");
            case WRONG_TYPE -> new Fault(field, field + " must be of type " + type + ", as the event is defined");
        };
    }
}
