package io.warmtag.people;

import io.warmtag.text.Digits;
import java.math.BigDecimal;
import java.util.Optional;

/** Sums of money as people type them: ৳ ১,২৯০.৫০, BDT 1290. Pure. */
public final class Amounts {
    private static final int MOST = 18;

    private Amounts() {}

    /** Not below zero, at most 18 characters; empty for what is no sum. */
    public static Optional<BigDecimal> read(String typed) {
        String latin = Digits.latin(typed).replaceAll("[^0-9.-]", "");
        boolean words = typed.codePoints().filter(Character::isLetter).count() > 4;
        if (words || latin.length() > MOST || !latin.matches("\\d+(\\.\\d+)?\\.?")) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(latin.replaceAll("\\.$", "")));
    }
}
