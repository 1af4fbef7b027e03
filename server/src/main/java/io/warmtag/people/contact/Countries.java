package io.warmtag.people.contact;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;

/** Countries by what people call them: their codes, and their names in English and Bengali. */
final class Countries {
    /** What people write and no list of countries has. */
    private static final Map<String, String> ALSO = Map.of(
            "uk", "gb",
            "greatbritain", "gb",
            "england", "gb",
            "uae", "ae",
            "unitedstatesofamerica", "us",
            "america", "us",
            "ksa", "sa",
            "আমেরিকা", "us");

    private static final Map<String, String> CODES = codes();

    private Countries() {}

    /** The code in lower case (ISO 3166-1 alpha-2). */
    static Optional<String> code(String called) {
        return Optional.ofNullable(CODES.get(Characters.lettersOnly(called)));
    }

    private static Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>();
        for (String country : Locale.getISOCountries()) {
            var locale = new Locale.Builder().setRegion(country).build();
            String code = country.toLowerCase(Locale.ROOT);
            for (Locale language : new Locale[] {Locale.ENGLISH, Locale.forLanguageTag("bn")}) {
                codes.putIfAbsent(Characters.lettersOnly(locale.getDisplayCountry(language)), code);
            }
            try {
                codes.putIfAbsent(locale.getISO3Country().toLowerCase(Locale.ROOT), code);
            } catch (MissingResourceException noSuchCode) {
                continue;
            } finally {
                codes.put(code, code);
            }
        }
        ALSO.forEach((called, code) -> codes.putIfAbsent(Characters.lettersOnly(called), code));
        return Map.copyOf(codes);
    }
}
