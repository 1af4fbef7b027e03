package io.warmtag.product.model;

import io.warmtag.text.Currencies;
import io.warmtag.text.Digits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A price.
 *
 * @param minor in the currency's smallest unit, not below 0
 * @param currency three letters
 */
public record Money(long minor, String currency) {
    private static final Pattern CODE = Pattern.compile("(?<![A-Za-z])[A-Za-z]{3}(?![A-Za-z])");
    /** How it is often written in Bangladesh. */
    private static final Pattern TAKA = Pattern.compile("(?i)(?<!\\p{L})(tk\\.?|taka)(?!\\p{L})|টাকা|৳");

    private static final Pattern RUPEES = Pattern.compile("(?i)(?<!\\p{L})(rs\\.?|rupees?|re\\.)(?!\\p{L})|₨");
    private static final List<String> OF_RUPEES = List.of("INR", "PKR", "LKR", "NPR", "MUR", "SCR");
    /** A sum that nothing can be added to, as it is written on bills: 1290/-. */
    private static final Pattern BILL = Pattern.compile("/\\s*[-=]\\s*$");

    private static final BigDecimal MOST = new BigDecimal("1e15");
    private static final int MOST_TEXT = 40;

    /**
     * Reads a price as feeds write it: {@code 1290.00 BDT}, {@code BDT 1,290}, {@code ৳ ১,২৯০/-}, {@code 12,50 EUR}, {@code Rs.
     * 500}. Rupees are those of {@code otherwise} where it is one of them, else India's.
     *
     * @param otherwise the currency when the text names none
     */
    public static Optional<Money> read(String typed, String otherwise) {
        if (typed.length() > MOST_TEXT) {
            return Optional.empty();
        }
        String text = BILL.matcher(typed.trim()).replaceFirst("");
        Matcher code = CODE.matcher(text);
        String currency = code.find() ? code.group().toUpperCase(Locale.ROOT) : named(text, otherwise);
        String number = text.replaceFirst("(?<![A-Za-z])[A-Za-z]{3}(?![A-Za-z])\\.?", " ");
        String rest = RUPEES.matcher(TAKA.matcher(number).replaceAll(" ")).replaceAll(" ");
        return Currencies.has(currency) ? number(rest).flatMap(sum -> of(sum, currency)) : Optional.empty();
    }

    /** By a sign or word that is one currency's. */
    private static String named(String text, String otherwise) {
        if (TAKA.matcher(text).find()) {
            return "BDT";
        }
        if (RUPEES.matcher(text).find()) {
            return OF_RUPEES.contains(otherwise) ? otherwise : "INR";
        }
        return text.contains("₹") ? "INR" : text.contains("€") ? "EUR" : otherwise;
    }

    /** Empty when it is below 0 or too much. */
    public static Optional<Money> of(BigDecimal number, String currency) {
        if (!Currencies.has(currency) || number.signum() < 0 || number.compareTo(MOST) > 0) {
            return Optional.empty();
        }
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        return Optional.of(new Money(
                number.movePointRight(digits).setScale(0, RoundingMode.HALF_UP).longValueExact(), currency));
    }

    private static Optional<BigDecimal> number(String text) {
        if (text.indexOf('/') >= 0 || text.codePoints().anyMatch(Character::isLetter)) {
            return Optional.empty();
        }
        String number = Digits.sum(Digits.latin(text).replaceAll("[^0-9.,-]", ""));
        return number.matches("\\d{1,18}(\\.\\d{0,6})?") ? Optional.of(new BigDecimal(number)) : Optional.empty();
    }

    public BigDecimal amount() {
        return BigDecimal.valueOf(
                minor, Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits()));
    }
}
