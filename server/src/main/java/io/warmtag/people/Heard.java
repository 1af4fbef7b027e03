package io.warmtag.people;

import io.warmtag.people.contact.ContactValue;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What somebody said of himself, or a shop of him, with his consent.
 *
 * @param properties what his profile says of him, by name; an empty value takes it back
 * @param time ms at which he said so
 * @param source the name of the event that said it
 */
public record Heard(UUID visitor, List<ContactValue> values, Map<String, String> properties, long time, String source) {
    public Heard {
        values = List.copyOf(values);
        properties = Map.copyOf(properties);
    }

    public Heard(UUID visitor, List<ContactValue> values, long time, String source) {
        this(visitor, values, Map.of(), time, source);
    }
}
