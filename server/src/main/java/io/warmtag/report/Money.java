package io.warmtag.report;

import java.util.Currency;

/** Sums are kept in a currency's minor unit (poisha), and shown in its major one (taka). */
public final class Money {
    private Money() {}

    /** How many minor units the major one has. */
    public static long minorUnits(String currency) {
        return Math.round(
                Math.pow(10, Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits())));
    }

    public static double major(double minor, String currency) {
        return minor / minorUnits(currency);
    }
}
