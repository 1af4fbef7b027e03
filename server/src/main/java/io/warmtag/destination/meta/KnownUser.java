package io.warmtag.destination.meta;

import io.vertx.core.json.JsonObject;
import io.warmtag.people.KnownContact;
import io.warmtag.people.contact.ContactField;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What is known of a person as Meta's {@code user_data} has it: hashed, by its own names. */
public final class KnownUser {
    private static final Map<ContactField, String> NAMES = Map.of(
            ContactField.EMAIL, "em",
            ContactField.PHONE, "ph",
            ContactField.FIRST_NAME, "fn",
            ContactField.LAST_NAME, "ln",
            ContactField.CITY, "ct",
            ContactField.STATE, "st",
            ContactField.ZIP, "zp",
            ContactField.COUNTRY, "country",
            ContactField.BIRTH_DATE, "db",
            ContactField.GENDER, "ge");

    private KnownUser() {}

    /** Of several values of one kind the one that was heard last. */
    public static JsonObject of(List<KnownContact> contacts) {
        var user = new JsonObject();
        contacts.stream()
                .sorted(Comparator.comparing(KnownContact::lastSeen))
                .filter(contact -> NAMES.containsKey(contact.value().field()))
                .forEach(contact -> contact.value()
                        .forMeta()
                        .ifPresent(hash -> user.put(NAMES.get(contact.value().field()), hash)));
        return user;
    }
}
