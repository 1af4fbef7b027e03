package io.warmtag.destination.meta;

import io.warmtag.people.contact.ContactField;
import io.warmtag.people.contact.Phone;
import io.warmtag.people.contact.Sha256;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Contact data as Meta compares it, by its page on customer information parameters; empty where nothing is left, and then
 * the field is left out. Phones by libphonenumber: Meta's own libraries get Bangladeshi ones wrong. Pure.
 */
public final class Normal {
    private static final Pattern HASHED = Pattern.compile("[0-9a-fA-F]{64}(\\.[A-Za-z0-9_-]{2,8})?|[0-9a-fA-F]{32}");

    private Normal() {}

    /** Was hashed before: handed on, never hashed again. */
    public static boolean isHashed(String text) {
        return HASHED.matcher(text).matches();
    }

    /** In small letters, but for what Meta's libraries append; empty for the hash of nothing. */
    static Optional<String> hash(String hashed) {
        int point = hashed.indexOf('.');
        int end = point < 0 ? hashed.length() : point;
        String hash = hashed.substring(0, end).toLowerCase(Locale.ROOT);
        return hash.equals(Sha256.hex("")) ? Optional.empty() : Optional.of(hash + hashed.substring(end));
    }

    public static Optional<String> email(String text) {
        return ContactField.EMAIL.normalise(text, "");
    }

    /**
     * With the country's code and without a plus.
     *
     * @param region ISO 3166-1 alpha-2, for numbers that name no country
     */
    public static Optional<String> phone(String text, String region) {
        return Phone.parse(text, region.toUpperCase(Locale.ROOT)).map(Phone::digits);
    }

    /** First and last names: small letters of any script, without punctuation and spaces. */
    public static Optional<String> name(String text) {
        return ContactField.FIRST_NAME.normalise(text, "");
    }

    public static Optional<String> city(String text) {
        return ContactField.CITY.normalise(text, "");
    }

    public static Optional<String> state(String text) {
        return ContactField.STATE.normalise(text, "");
    }

    /** Without the part after a dash; in the US its first five digits. */
    public static Optional<String> zip(String text, String country) {
        return ContactField.ZIP.normalise(text, country.toUpperCase(Locale.ROOT));
    }

    /** A code or a name in English or Bengali. */
    public static Optional<String> country(String text) {
        return ContactField.COUNTRY.normalise(text, "");
    }

    /** {@code YYYYMMDD}, from that or an ISO date. */
    public static Optional<String> birthday(String text) {
        return ContactField.BIRTH_DATE.normalise(text, "");
    }

    /** {@code f} or {@code m}. */
    public static Optional<String> gender(String text) {
        return ContactField.GENDER.normalise(text, "");
    }
}
