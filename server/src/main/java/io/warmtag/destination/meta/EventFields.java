package io.warmtag.destination.meta;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What a mapping adds to an event beside its {@code custom_data}. Pure. */
final class EventFields {
    private static final String OPTIONS = "data_processing_options";
    private static final List<String> PLACES = List.of(OPTIONS + "_country", OPTIONS + "_state");
    private static final Map<String, Predicate<Object>> FORMS = Map.of(
            "opt_out",
            Boolean.class::isInstance,
            OPTIONS,
            value -> value.equals(new JsonArray()) || value.equals(new JsonArray().add("LDU")),
            PLACES.get(0),
            Integer.class::isInstance,
            PLACES.get(1),
            Integer.class::isInstance,
            "app_data",
            JsonObject.class::isInstance,
            "original_event_data",
            JsonObject.class::isInstance,
            "attribution_data",
            JsonObject.class::isInstance,
            "advanced_measurement_table",
            String.class::isInstance,
            ActionSource.FIELD,
            ActionSource.ALL::contains);

    private EventFields() {}

    /** Not {@code custom_data}: said of the event, or of whose it is. */
    static boolean isElsewhere(String field) {
        return FORMS.containsKey(field) || UserData.FIELDS.contains(field) || Messaging.NAMES.contains(field);
    }

    /** The first field whose value can't be one. */
    static Optional<String> wrong(JsonObject extra) {
        return FORMS.entrySet().stream()
                .filter(form ->
                        extra.containsKey(form.getKey()) && !form.getValue().test(extra.getValue(form.getKey())))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }

    /** Limited use without a place lets Meta find out where it was. */
    static void add(JsonObject event, JsonObject extra) {
        FORMS.keySet().stream().filter(extra::containsKey).forEach(field -> event.put(field, extra.getValue(field)));
        if (event.getValue(OPTIONS) instanceof JsonArray options && !options.isEmpty()) {
            PLACES.stream().filter(place -> !event.containsKey(place)).forEach(place -> event.put(place, 0));
        }
    }
}
