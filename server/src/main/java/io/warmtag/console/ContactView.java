package io.warmtag.console;

import io.warmtag.people.KnownContact;
import io.warmtag.people.contact.ContactValue;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        return views(contacts, false);
    }

    static List<ContactView> clear(List<KnownContact> contacts) {
        return views(contacts, true);
    }

    /** Each thing once, however many of the person's visitors said it: as it was last seen. */
    private static List<ContactView> views(List<KnownContact> contacts, boolean clear) {
        Map<ContactValue, ContactView> newest = new LinkedHashMap<>();
        contacts.stream()
                .sorted(Comparator.comparing((KnownContact one) -> one.value().field())
                        .thenComparing(
                                Comparator.comparing(KnownContact::lastSeen).reversed()))
                .forEach(one -> newest.putIfAbsent(one.value(), of(one, clear)));
        return List.copyOf(newest.values());
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
