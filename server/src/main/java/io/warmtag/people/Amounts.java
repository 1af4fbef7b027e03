package io.warmtag.people;

import io.warmtag.text.Digits;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sums of money as people type them: ৳ ১,২৯০.৫০, Tk. 1290, 1290/-, 1290,50 BDT. Pure. */
public final class Amounts {
    private static final int MOST = 18;

    /** The currency before or behind it; a point after its letters is not one of the number. */
    private static final Pattern SUM = Pattern.compile(
            "[\\p{L}\\p{M}\\p{Sc}\\p{Z}]*+(?:(?<=[\\p{L}\\p{M}])\\.)?\\p{Z}*(\\d[\\d.,\\p{Z}]*)(?:/[-=]?)?[\\p{L}\\p{M}\\p{Sc}\\p{Z}]*+\\.?");

    private Amounts() {}

    /** Not below zero, at most 18 characters; empty for what is no sum. */
    public static Optional<BigDecimal> read(String typed) {
        boolean words = typed.codePoints().filter(Character::isLetter).count() > 4;
        Matcher sum = SUM.matcher(Digits.latin(typed.trim()));
        if (words || !sum.matches()) {
            return Optional.empty();
        }
        String number = Digits.sum(sum.group(1).replaceAll("\\p{Z}", "").replaceFirst("\\.$", ""));
        return number.length() <= MOST && number.matches("\\d+(\\.\\d+)?")
                ? Optional.of(new BigDecimal(number))
                : Optional.empty();
    }
}
