package io.warmtag.event;

import java.util.Map;

/**
 * What is wrong with an event.
 *
 * @param field of the event, like {@code data.value}
 * @param arguments of the sentence beside {@code field}: texts and whole numbers, none of them from the event itself, so that
 *     equal refusals are counted together
 */
public record Refusal(String field, RefusalCode code, Map<String, Object> arguments) {
    public Refusal {
        arguments = Map.copyOf(arguments);
    }

    public static Refusal of(String field, RefusalCode code) {
        return new Refusal(field, code, Map.of());
    }

    /** One that says how many there may be. */
    public static Refusal of(String field, RefusalCode code, int most) {
        return new Refusal(field, code, Map.of("most", most));
    }
}
