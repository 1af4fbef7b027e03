package io.warmtag.people.contact;

import io.warmtag.text.Digits;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be known of a person, and the form in which two values of it are the same. The first three identify him. */
public enum ContactField {
    USER_ID,
    EMAIL,
    PHONE,
    FIRST_NAME,
    LAST_NAME,
    CITY,
    STATE,
    ZIP,
    COUNTRY,
    /** As {@code yyyyMMdd}. */
    BIRTH_DATE,
    /** {@code f} or {@code m}. */
    GENDER;

    private static final int MOST_USER_ID = 200;
    private static final int US_ZIP = 5;
    /** Four digits; people write the town before them. */
    private static final Pattern BANGLADESH = Pattern.compile("(?<!\\d)\\d{4}(?!\\d)");

    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(T.*)?");

    /** As it stands in the database, in the API and in message keys. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ContactField> ofCode(String code) {
        for (ContactField field : values()) {
            if (field.code().equals(code)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    public boolean identifies() {
        return this == USER_ID || this == EMAIL || this == PHONE;
    }

    /**
     * What somebody typed, in the form that is stored, compared and hashed (Meta's, for what it takes; a phone number is E.164).
     *
     * @param region of the site (ISO 3166-1 alpha-2)
     * @return empty when nothing is left: such a field is left out, never sent as the hash of an empty text
     */
    public Optional<String> normalise(String typed, String region) {
        return switch (this) {
            case USER_ID -> some(Characters.visible(typed)).filter(id -> id.length() <= MOST_USER_ID);
            case EMAIL -> Email.parse(typed).map(Email::address);
            case PHONE -> Phone.parse(typed, region).map(Phone::e164);
            case FIRST_NAME, LAST_NAME, CITY, STATE -> some(Characters.lettersOnly(typed));
            case ZIP -> zip(typed, region);
            case COUNTRY -> Countries.code(typed);
            case BIRTH_DATE -> birthDate(Digits.latin(Characters.visible(typed)));
            case GENDER -> gender(Characters.lettersOnly(typed));
        };
    }

    private static Optional<String> some(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static Optional<String> zip(String typed, String region) {
        String digits = Digits.latin(Characters.visible(typed));
        Matcher four = BANGLADESH.matcher(digits);
        if (region.equals("BD") && four.find()) {
            return Optional.of(four.group());
        }
        String code = Characters.lettersOnly(beforeDash(digits));
        return some(region.equals("US") && code.length() > US_ZIP ? code.substring(0, US_ZIP) : code);
    }

    /** Without the part after a dash; but people write the town before it, too: Dhaka-1205. */
    private static String beforeDash(String typed) {
        int dash = typed.indexOf('-');
        boolean town = dash > 0
                && typed.substring(0, dash).chars().noneMatch(Character::isDigit)
                && typed.substring(dash).chars().anyMatch(Character::isDigit);
        if (town) {
            return typed.substring(dash + 1);
        }
        return dash > 0 ? typed.substring(0, dash) : typed;
    }

    /** The year first, since of 3/5/1990 nobody knows the month; a time behind it doesn't matter. */
    private static Optional<String> birthDate(String text) {
        try {
            Matcher parts = YEAR_FIRST.matcher(text);
            LocalDate date = parts.matches()
                    ? LocalDate.of(
                            Integer.parseInt(parts.group(1)),
                            Integer.parseInt(parts.group(2)),
                            Integer.parseInt(parts.group(3)))
                    : LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
            return Optional.of(date.format(DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> gender(String text) {
        return switch (text) {
            case "f", "female", "woman", "girl", "নারী", "মহিলা" -> Optional.of("f");
            case "m", "male", "man", "boy", "পুরুষ", "ছেলে" -> Optional.of("m");
            default -> Optional.empty();
        };
    }
}
