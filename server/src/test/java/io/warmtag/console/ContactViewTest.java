package io.warmtag.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.people.KnownContact;
import io.warmtag.people.contact.ContactField;
import io.warmtag.people.contact.ContactValue;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ContactViewTest {
    private static final Instant YESTERDAY = Instant.parse("2026-05-19T12:00:00Z");
    private static final Instant TODAY = Instant.parse("2026-05-20T12:00:00Z");

    /** Somebody's phone and computer both say who he is. */
    @Test
    void showsOnceWhatSeveralVisitorsSaid() {
        List<ContactView> shown = ContactView.clear(List.of(
                heard(ContactField.CITY, "dhaka", TODAY),
                heard(ContactField.PHONE, "+8801913557799", YESTERDAY),
                heard(ContactField.PHONE, "+8801913557799", TODAY),
                heard(ContactField.PHONE, "+8801712345678", YESTERDAY)));
        assertEquals(
                List.of("+8801913557799", "+8801712345678", "dhaka"),
                shown.stream().map(ContactView::clear).toList());
        assertEquals(TODAY, shown.get(0).lastSeen());
    }

    @Test
    void hidesWhatMayNotBeSeen() {
        List<ContactView> shown = ContactView.hidden(List.of(heard(ContactField.EMAIL, "rina@example.com", TODAY)));
        assertEquals(12, shown.get(0).hash().length());
        assertTrue(shown.get(0).clear().isEmpty());
    }

    private static KnownContact heard(ContactField field, String text, Instant lastSeen) {
        return new KnownContact(
                UUID.randomUUID(), new ContactValue(field, text, false), YESTERDAY, lastSeen, "identify");
    }
}
