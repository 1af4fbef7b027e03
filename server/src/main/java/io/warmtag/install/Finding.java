package io.warmtag.install;

import java.util.Map;
import java.util.TreeMap;

/**
 * Something about an installation.
 *
 * @param code its message's key below {@code check.}
 * @param values what the message names
 */
public record Finding(Level level, String code, Map<String, String> values) {
    public enum Level {
        /** It has to be changed: nothing or too little comes in. */
        WRONG,
        /** It works, with a drawback. */
        CAUTION,
        GOOD
    }

    static Finding wrong(String code, String... values) {
        return of(Level.WRONG, code, values);
    }

    static Finding caution(String code, String... values) {
        return of(Level.CAUTION, code, values);
    }

    static Finding good(String code, String... values) {
        return of(Level.GOOD, code, values);
    }

    private static Finding of(Level level, String code, String[] values) {
        var named = new TreeMap<String, String>();
        for (int i = 0; i < values.length; i += 2) {
            named.put(values[i], values[i + 1]);
        }
        return new Finding(level, code, Map.copyOf(named));
    }
}
