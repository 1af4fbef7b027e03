package io.warmtag.people;

import java.math.BigDecimal;
import java.util.Optional;

/** Sums of money as people type them: ৳ ১,২৯০.৫০, BDT 1290. Pure. */
public final class Amounts {
    private static final int MOST = 18;

    private Amounts() {}

    /** Not below zero, at most 18 characters; empty for what is no sum. */
    public static Optional<BigDecimal> read(String typed) {
        var latin = new StringBuilder();
        typed.codePoints()
                .filter(c -> Character.isDigit(c) || c == '.' || c == '-')
                .forEach(c -> latin.append(Character.isDigit(c) ? (char) ('0' + Character.digit(c, 10)) : (char) c));
        boolean words = typed.codePoints().filter(Character::isLetter).count() > 4;
        if (words || latin.length() > MOST || !latin.toString().matches("\\d+(\\.\\d+)?\\.?")) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(latin.toString().replaceAll("\\.$", "")));
    }
}
