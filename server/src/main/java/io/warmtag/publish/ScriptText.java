package io.warmtag.publish;

/** JSON that may stand inside a script, inline too. */
final class ScriptText {
    private ScriptText() {}

    static String quoted(String text) {
        return '"' + escaped(text) + '"';
    }

    /** What stands between the quotes: no end of a string, of a line or of a script element is in it. */
    static String escaped(String text) {
        var json = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < ' ' || c == '<' || c == '\u2028' || c == '\u2029') {
                        json.append(String.format("\\u%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        return json.toString();
    }
}
