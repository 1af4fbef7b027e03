package io.warmtag.console;

import io.warmtag.people.KnownContact;
import java.time.Instant;
import java.util.List;

/**
 * A thing that is known of a person, as it is shown.
 *
 * @param field as named in the message files under {@code contact.field.}
 * @param hash the first digits of SHA-256, enough to compare
 * @param clear empty unless it may be seen; a thing that was given hashed has none
 */
record ContactView(String field, String hash, String clear, boolean hashed, Instant lastSeen) {
    private static final int DIGITS = 12;

    static List<ContactView> hidden(List<KnownContact> contacts) {
        return contacts.stream().map(one -> of(one, false)).distinct().toList();
    }

    static List<ContactView> clear(List<KnownContact> contacts) {
        return contacts.stream().map(one -> of(one, true)).distinct().toList();
    }

    private static ContactView of(KnownContact contact, boolean clear) {
        boolean hashed = contact.value().hashed();
        return new ContactView(
                contact.value().field().code(),
                contact.value().sha256().substring(0, DIGITS),
                clear && !hashed ? contact.value().text() : "",
                hashed,
                contact.lastSeen());
    }
}
