package io.warmtag.people;

import io.warmtag.people.contact.ContactValue;
import java.util.List;
import java.util.UUID;

/**
 * What somebody said of himself, or a shop of him, with his consent.
 *
 * @param time ms at which he said so
 * @param source the name of the event that said it
 */
public record Heard(UUID visitor, List<ContactValue> values, long time, String source) {}
