package io.warmtag.text;

import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;

/** The codes of ISO 4217. Pure. */
public final class Currencies {
    // Asked of every item that is seen, and the platform copies all of them for each answer.
    private static final Set<String> CODES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private Currencies() {}

    /** Whether it is one, in capitals. */
    public static boolean has(String code) {
        return CODES.contains(code);
    }
}
