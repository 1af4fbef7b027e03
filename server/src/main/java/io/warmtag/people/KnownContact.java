package io.warmtag.people;

import io.warmtag.people.contact.ContactValue;
import java.time.Instant;
import java.util.UUID;

/**
 * A thing that is known of a person.
 *
 * @param visitor of whom it was heard
 * @param source the name of the event that said it first; empty for what identifies nobody
 */
public record KnownContact(UUID visitor, ContactValue value, Instant firstSeen, Instant lastSeen, String source) {}
