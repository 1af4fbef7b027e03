package io.warmtag.text;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The two letters of ISO 3166-1. Pure. */
public final class CountryCodes {
    private static final Set<String> ALL = Set.of(Locale.getISOCountries());

    private CountryCodes() {}

    /** In capitals; empty for what is no country, like XX of somebody whose country nobody knows. */
    public static Optional<String> of(String typed) {
        String code = typed.trim().toUpperCase(Locale.ROOT);
        return ALL.contains(code) ? Optional.of(code) : Optional.empty();
    }
}
