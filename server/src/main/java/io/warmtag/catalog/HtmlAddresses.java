package io.warmtag.catalog;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds variables in the addresses of Custom HTML that the page can't keep from running code. It looks at each alone: one that
 * is a whole address must have a harmless scheme, all others are encoded. Two side by side could still form {@code javascript:}.
 */
final class HtmlAddresses {
    /** Stands for a variable. */
    private static final String PLACE = "\ue000";

    /** What scripts and styles hold is escaped as such. */
    private static final Pattern RAW = Pattern.compile("<(script|style)\\b[^>]*>", flags());

    private static final Pattern END = Pattern.compile("</(script|style)\\b", flags());

    private static final Pattern ADDRESS = Pattern.compile(
            "[\\s\"'/](href|src|data|action|formaction|xlink:href|srcdoc)\\s*=\\s*(\"[^\"]*\"|'[^']*'|[^\\s\"'>][^\\s>]*)",
            flags());

    /** The scheme is settled before the first variable, or the variable is all until the path begins. */
    private static final Pattern SETTLED =
            Pattern.compile("[^" + PLACE + "]*[:/?#].*|\\s*" + PLACE + "(\\s*|[/?#].*)", Pattern.DOTALL);

    private HtmlAddresses() {}

    private static int flags() {
        return Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
    }

    /** The first attribute whose address variables could turn into code. */
    static Optional<String> unsafe(String html) {
        String places = Template.parse(html).filled(name -> PLACE);
        Matcher address = ADDRESS.matcher(markup(places));
        while (address.find()) {
            String value = address.group(2).replaceAll("^[\"']|[\"']$", "");
            // The page holds addresses against their scheme where they usually stand.
            boolean isOdd = address.group(1).indexOf(':') >= 0 && value.strip().startsWith(PLACE)
                    || address.group(1).equalsIgnoreCase("srcdoc");
            if (value.contains(PLACE) && (isOdd || !SETTLED.matcher(value).matches())) {
                return Optional.of(address.group(1));
            }
        }
        return Optional.empty();
    }

    /** Without what stands in scripts and styles. */
    private static String markup(String html) {
        var markup = new StringBuilder();
        Matcher raw = RAW.matcher(html);
        Matcher end = END.matcher(html);
        int from = 0;
        while (raw.find(from)) {
            markup.append(html, from, raw.end());
            from = end.find(raw.end()) ? end.start() : html.length();
        }
        return markup.append(html, from, html.length()).toString();
    }
}
