package io.warmtag.collect;

/** JSON as text: what PostgreSQL takes apart again is a little less than what JSON allows. */
final class JsonText {
    private static final char REPLACEMENT = '\uFFFD';

    private JsonText() {}

    /**
     * Replaces the escapes that jsonb functions refuse, {@code \u0000} and surrogates without their other half, by U+FFFD.
     *
     * @param json valid JSON; without such escapes the very same text comes back
     */
    static String safe(String json) {
        if (!json.contains("\\u")) {
            return json;
        }
        var safe = new StringBuilder(json.length());
        int i = 0;
        while (i < json.length()) {
            char c = json.charAt(i);
            if (c != '\\') {
                safe.append(c);
                i++;
            } else if (json.charAt(i + 1) != 'u') {
                safe.append(c).append(json.charAt(i + 1));
                i += 2;
            } else {
                i = unicode(json, i, safe);
            }
        }
        return safe.toString();
    }

    private static int unicode(String json, int at, StringBuilder safe) {
        char first = unit(json, at);
        if (Character.isHighSurrogate(first)
                && json.startsWith("\\u", at + 6)
                && Character.isLowSurrogate(unit(json, at + 6))) {
            safe.append(json, at, at + 12);
            return at + 12;
        }
        if (first == 0 || Character.isSurrogate(first)) {
            safe.append(REPLACEMENT);
        } else {
            safe.append(json, at, at + 6);
        }
        return at + 6;
    }

    private static char unit(String json, int at) {
        return (char) Integer.parseInt(json, at + 2, at + 6, 16);
    }

    /** Appends {@code text} as a JSON string with its quotes; what jsonb functions refuse becomes U+FFFD. */
    static void quote(StringBuilder out, String text) {
        out.append('"');
        if (isPlain(text)) {
            out.append(text);
        } else {
            escape(out, text);
        }
        out.append('"');
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private static void escape(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == 0) {
                out.append(REPLACEMENT);
            } else if (c < ' ') {
                out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else if (!Character.isSurrogate(c)) {
                out.append(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.append(c).append(text.charAt(++i));
            } else {
                out.append(REPLACEMENT);
            }
        }
    }
}
