package io.warmtag.destination.meta;

import io.vertx.core.json.JsonObject;
import io.warmtag.people.KnownContact;
import io.warmtag.people.contact.ContactField;
import io.warmtag.people.contact.Sha256;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

    /** Year, month and day of birth, each hashed; empty texts when no date is known in clear. */
    static List<String> birth(List<KnownContact> contacts) {
        return contacts.stream()
                .filter(contact -> contact.value().field() == ContactField.BIRTH_DATE)
                .filter(contact -> !contact.value().hashed())
                .max(Comparator.comparing(KnownContact::lastSeen))
                .map(contact -> contact.value().text())
                .map(date -> Stream.of(date.substring(0, 4), date.substring(4, 6), date.substring(6))
                        .map(Sha256::hex)
                        .toList())
                .orElse(List.of("", "", ""));
    }
}
