package io.warmtag.destination.webhook;

import io.vertx.core.json.JsonObject;
import io.warmtag.people.KnownContact;
import io.warmtag.people.contact.ContactField;
import io.warmtag.people.contact.ContactValue;
import io.warmtag.people.contact.Phone;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a person is called and reached by, in clear, as far as anybody here has seen it so. Pure. */
final class Called {
    private static final List<ContactField> FIELDS =
            List.of(ContactField.EMAIL, ContactField.PHONE, ContactField.FIRST_NAME, ContactField.LAST_NAME);

    private Called() {}

    /** Of several values of one kind the one that was heard last; what is known hashed only is left out. */
    static JsonObject of(List<KnownContact> contacts) {
        var called = new JsonObject();
        inClear(contacts)
                .sorted(Comparator.comparing(KnownContact::lastSeen))
                .map(KnownContact::value)
                .forEach(value -> called.put(value.field().code(), value.text()));
        return called;
    }

    private static Stream<KnownContact> inClear(List<KnownContact> contacts) {
        return contacts.stream()
                .filter(contact -> FIELDS.contains(contact.value().field()))
                .filter(contact -> !contact.value().hashed());
    }

    /** These values as somebody else may write them: a phone number with its country's code or without. */
    static Set<String> texts(List<KnownContact> contacts) {
        return inClear(contacts).map(KnownContact::value).flatMap(Called::texts).collect(Collectors.toSet());
    }

    private static Stream<String> texts(ContactValue value) {
        if (value.field() != ContactField.PHONE) {
            return Stream.of(value.text());
        }
        var phone = new Phone(value.text());
        return Stream.of(phone.e164(), phone.digits(), phone.national());
    }
}
