package io.warmtag.people.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.warmtag.text.Digits;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A phone number that can exist.
 *
 * @param e164 with its plus, like {@code +8801712345678}
 */
public record Phone(String e164) {
    private static final int MOST_TEXT = 200;
    // Without letters: libphonenumber would read "(bkash)" as the digits on the keys.
    private static final Pattern RUN = Pattern.compile("\\+?[\\s(]*\\+?\\d[\\d\\s()._\\-\\p{Pd}]*");
    private static final int LEAST_DIGITS = 6;
    // A mobile number without its leading zero: below that, a part of a run may be anything.
    private static final int DIGITS_OF_A_WHOLE = 10;
    private static final Pattern TABLE_FRACTION = Pattern.compile("(\\d{10,})\\.0+");

    /**
     * The first number in what somebody typed, in any script's digits; words before and behind it don't matter.
     *
     * @param region where a number without a country's code is from (ISO 3166-1 alpha-2)
     * @return empty when there is none
     */
    public static Optional<Phone> parse(String typed, String region) {
        if (typed.length() > MOST_TEXT) {
            return Optional.empty();
        }
        Matcher runs = RUN.matcher(Digits.latin(Characters.visible(typed)).replace('＋', '+'));
        while (runs.find()) {
            String run = runs.group();
            if (run.chars().filter(Character::isDigit).count() >= LEAST_DIGITS) {
                Optional<Phone> phone = number(run, region).or(() -> oneOf(run, region));
                if (phone.isPresent()) {
                    return phone;
                }
            }
        }
        return Optional.empty();
    }

    /** Two numbers with a space between them, or the number of an order before one; not where a country is named. */
    private static Optional<Phone> oneOf(String run, String region) {
        if (run.indexOf('+') >= 0) {
            return Optional.empty();
        }
        return Stream.of(run.trim().split("\\s+"))
                .map(part -> TABLE_FRACTION.matcher(part).replaceFirst("$1"))
                .filter(part -> part.chars().filter(Character::isDigit).count() >= DIGITS_OF_A_WHOLE)
                .flatMap(part -> number(part, region).stream())
                .findFirst();
    }

    private static Optional<Phone> number(String run, String region) {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        try {
            PhoneNumber number = numbers.parse(run.replace('_', ' '), region);
            return numbers.isValidNumber(number)
                    ? Optional.of(new Phone(numbers.format(number, PhoneNumberFormat.E164)))
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    /** Without the country's code. */
    public String national() {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        try {
            return numbers.getNationalSignificantNumber(numbers.parse(e164, null));
        } catch (NumberParseException e) {
            return digits();
        }
    }

    /** Without the plus, which is how Meta wants it. */
    public String digits() {
        return e164.substring(1);
    }
}
