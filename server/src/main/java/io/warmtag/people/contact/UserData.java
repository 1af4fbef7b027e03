package io.warmtag.people.contact;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads contact data as pages and servers send it: Google's {@code user_data} ({@code email}, {@code phone_number},
 * {@code address} and their {@code sha256_…} forms), Meta's short names, and what forms call the same.
 */
public final class UserData {
    private static final int MOST_VALUES = 20;
    private static final Map<String, ContactField> FIELDS = Map.ofEntries(
            Map.entry("user_id", ContactField.USER_ID),
            Map.entry("external_id", ContactField.USER_ID),
            Map.entry("email", ContactField.EMAIL),
            Map.entry("email_address", ContactField.EMAIL),
            Map.entry("em", ContactField.EMAIL),
            Map.entry("phone", ContactField.PHONE),
            Map.entry("phone_number", ContactField.PHONE),
            Map.entry("ph", ContactField.PHONE),
            Map.entry("first_name", ContactField.FIRST_NAME),
            Map.entry("fn", ContactField.FIRST_NAME),
            Map.entry("last_name", ContactField.LAST_NAME),
            Map.entry("ln", ContactField.LAST_NAME),
            Map.entry("city", ContactField.CITY),
            Map.entry("ct", ContactField.CITY),
            Map.entry("region", ContactField.STATE),
            Map.entry("state", ContactField.STATE),
            Map.entry("st", ContactField.STATE),
            Map.entry("postal_code", ContactField.ZIP),
            Map.entry("zip", ContactField.ZIP),
            Map.entry("zp", ContactField.ZIP),
            Map.entry("country", ContactField.COUNTRY),
            Map.entry("birth_date", ContactField.BIRTH_DATE),
            Map.entry("db", ContactField.BIRTH_DATE),
            Map.entry("gender", ContactField.GENDER),
            Map.entry("ge", ContactField.GENDER));
    private static final String HASHED = "sha256_";
    // What identifies somebody is cut out of an event's data wherever an event has it at its top.
    private static final Set<String> PRIVATE = Set.of(
            "user_data",
            "user_id",
            "email",
            "email_address",
            "phone",
            "phone_number",
            "sha256_email_address",
            "sha256_email",
            "sha256_phone_number");

    private UserData() {}

    /** Whether a field of an event's data is contact data, which is kept apart and not in the event. */
    public static boolean isPrivate(String field) {
        return PRIVATE.contains(field);
    }

    /**
     * What can be used of it, each value once, in the order in which it was sent.
     *
     * @param sent JSON as maps, lists, texts, numbers
     * @param region of the site; a country that is sent along says better where a phone number is from
     */
    public static List<ContactValue> read(Map<String, ?> sent, String region) {
        List<ContactValue> values = new ArrayList<>();
        List<String> regions = Stream.concat(country(sent).stream(), Stream.of(region))
                .map(code -> code.toUpperCase(Locale.ROOT))
                .toList();
        read(sent, regions, values);
        return values.stream().distinct().limit(MOST_VALUES).toList();
    }

    private static Optional<String> country(@Nullable Object sent) {
        if (sent instanceof List<?> list) {
            return list.stream().flatMap(one -> country(one).stream()).findFirst();
        }
        if (!(sent instanceof Map<?, ?> fields)) {
            return Optional.empty();
        }
        Optional<String> own = fields.get("country") instanceof String text
                ? ContactField.COUNTRY.normalise(text, "")
                : Optional.empty();
        return own.or(() -> country(fields.get("address"))).or(() -> country(fields.get("user_data")));
    }

    private static void read(Map<String, ?> sent, List<String> regions, List<ContactValue> values) {
        sent.forEach((name, value) -> {
            if (name.equals("user_data") || name.equals("address")) {
                objects(value, regions, values);
            } else {
                texts(name, value, regions, values);
            }
        });
    }

    private static void objects(@Nullable Object value, List<String> regions, List<ContactValue> values) {
        if (value instanceof Map<?, ?> object) {
            Map<String, Object> fields = new java.util.LinkedHashMap<>();
            object.forEach((name, inner) -> fields.put(String.valueOf(name), inner));
            read(fields, regions, values);
        } else if (value instanceof List<?> list) {
            list.forEach(one -> objects(one, regions, values));
        }
    }

    private static void texts(String name, @Nullable Object value, List<String> regions, List<ContactValue> values) {
        if (value instanceof List<?> list) {
            list.forEach(one -> texts(name, one, regions, values));
        } else if (value instanceof String || value instanceof Number) {
            String text = value.toString();
            boolean hashed = name.startsWith(HASHED);
            ContactField field = FIELDS.get(hashed ? name.substring(HASHED.length()) : name);
            if (field != null) {
                Optional<ContactValue> metas =
                        name.equals("ph") ? ContactValue.ofMetaHash(field, text) : Optional.empty();
                metas.or(() -> hashed ? ContactValue.ofHash(field, text) : first(field, text, regions))
                        .ifPresent(values::add);
            }
        }
    }

    private static Optional<ContactValue> first(ContactField field, String text, List<String> regions) {
        return regions.stream()
                .flatMap(region -> ContactValue.of(field, text, region).stream())
                .findFirst();
    }
}
