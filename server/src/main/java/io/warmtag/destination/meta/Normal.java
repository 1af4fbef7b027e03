package io.warmtag.destination.meta;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Contact data as Meta compares it, by its page on customer information parameters; empty where nothing is left, and then
 * the field is left out. Phones by libphonenumber: Meta's own libraries get Bangladeshi ones wrong. Pure.
 */
public final class Normal {
    private static final Pattern HASHED = Pattern.compile("[0-9a-fA-F]{64}(\\.[A-Za-z0-9_-]{2,8})?|[0-9a-fA-F]{32}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,255}\\.[^@\\s.]{2,63}");
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]");
    private static final Pattern DIGITS_8 = Pattern.compile("(\\d{4})-?(\\d{2})-?(\\d{2})");

    private Normal() {}

    /** Was hashed before: handed on as it is, never hashed again. */
    public static boolean isHashed(String text) {
        return HASHED.matcher(text).matches();
    }

    public static Optional<String> email(String text) {
        String email = text.strip().toLowerCase(Locale.ROOT);
        return Optional.of(email).filter(each -> EMAIL.matcher(each).matches());
    }

    /**
     * With the country's code and without a plus.
     *
     * @param region ISO 3166-1 alpha-2, for numbers that name no country
     */
    public static Optional<String> phone(String text, String region) {
        String digits = digits(text);
        if (digits.isEmpty()) {
            return Optional.empty();
        }
        try {
            PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
            PhoneNumber number = phones.parse(digits, region.toUpperCase(Locale.ROOT));
            return phones.isValidNumber(number)
                    ? Optional.of(phones.format(number, PhoneNumberFormat.E164).substring(1))
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    /** Digits of any script and a plus before them: words like "(bkash)" would be dialled as letters otherwise. */
    private static String digits(String text) {
        var digits = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isDigit(c)) {
                digits.append(Character.digit(c, 10));
            } else if ((c == '+' || c == '＋') && digits.isEmpty()) {
                digits.append('+');
            }
        });
        return digits.toString();
    }

    /** First and last names: small letters of any script, without punctuation and spaces. */
    public static Optional<String> name(String text) {
        return letters(text);
    }

    public static Optional<String> city(String text) {
        return letters(text);
    }

    public static Optional<String> state(String text) {
        return letters(text);
    }

    private static Optional<String> letters(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return nonEmpty(NO_LETTER.matcher(composed).replaceAll(""));
    }

    /** Without the part after a dash; in the US its first five digits. */
    public static Optional<String> zip(String text, String country) {
        String whole =
                latin(text).toLowerCase(Locale.ROOT).replaceAll("-.*", "").replaceAll("[^\\p{L}\\p{N}]", "");
        boolean us = country.equalsIgnoreCase("us") && whole.length() > 5;
        return nonEmpty(us ? whole.substring(0, 5) : whole);
    }

    /** A code or a name in English or Bengali. */
    public static Optional<String> country(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return Stream.of(Locale.getISOCountries())
                .filter(code -> code.toLowerCase(Locale.ROOT).equals(wanted)
                        || named(code, Locale.ENGLISH).equals(wanted)
                        || named(code, Locale.forLanguageTag("bn")).equals(wanted))
                .findFirst()
                .map(code -> code.toLowerCase(Locale.ROOT));
    }

    private static String named(String country, Locale language) {
        return new Locale.Builder()
                .setRegion(country)
                .build()
                .getDisplayCountry(language)
                .toLowerCase(Locale.ROOT);
    }

    /** {@code YYYYMMDD}, from that or an ISO date. */
    public static Optional<String> birthday(String text) {
        var date = DIGITS_8.matcher(latin(text).strip());
        return date.matches() ? Optional.of(date.group(1) + date.group(2) + date.group(3)) : Optional.empty();
    }

    private static String latin(String text) {
        var latin = new StringBuilder();
        text.codePoints().forEach(c -> latin.appendCodePoint(Character.isDigit(c) ? '0' + Character.digit(c, 10) : c));
        return latin.toString();
    }

    private static Optional<String> nonEmpty(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
