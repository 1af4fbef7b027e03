package io.warmtag.catalog;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether a text can be a CSS selector: brackets and quotes are closed, no part is empty, nothing in it is jQuery's. What
 * browsers know of pseudo-classes differs; the engine treats one that a browser refuses as matching nothing.
 */
public final class Selectors {
    private static final Pattern ODD_START = Pattern.compile("^\\s*[>+~,)\\]\\d]");
    private static final Pattern ODD_END = Pattern.compile("[>+~,.#]\\s*$");
    private static final Pattern EMPTY_PART = Pattern.compile(",\\s*,|[.#]\\s|[.#]{2}|[>+~]\\s*[>+~,]");

    /** No part of a name or of a text. */
    private static final Pattern QUOTED =
            Pattern.compile("\\\\.|\"(\\\\.|[^\"\\\\])*\"|'(\\\\.|[^'\\\\])*'", Pattern.DOTALL);

    private static final Pattern JQUERY = Pattern.compile(
            "(?<!:):(contains|visible|hidden|eq|gt|lt|first|last|even|odd|parent|header|animated|selected|input|button|submit"
                    + "|reset|text|password|checkbox|radio|file|image)(?![\\w-])",
            Pattern.CASE_INSENSITIVE);

    private Selectors() {}

    /** What is wrong with it: the key of a message. */
    public static Optional<String> problem(String selector) {
        if (selector.isBlank()) {
            return Optional.of("problem.selector.empty");
        }
        Optional<String> outside = withoutStrings(selector);
        if (outside.isEmpty()) {
            return Optional.of("problem.selector.open");
        }
        String rest = outside.get();
        if (rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0 || rest.indexOf(';') >= 0 || rest.indexOf('<') >= 0) {
            return Optional.of("problem.selector.form");
        }
        boolean odd = ODD_START.matcher(rest).find()
                || ODD_END.matcher(rest).find()
                || EMPTY_PART.matcher(rest).find();
        if (odd) {
            return Optional.of("problem.selector.form");
        }
        boolean isJquery =
                JQUERY.matcher(QUOTED.matcher(selector).replaceAll("x")).find();
        return isJquery ? Optional.of("problem.selector.jquery") : Optional.empty();
    }

    /** What stands outside of brackets and quotes, each pair of them as one {@code x}; empty when one stays open. */
    private static Optional<String> withoutStrings(String selector) {
        var outside = new StringBuilder();
        Deque<Character> open = new ArrayDeque<>();
        char quote = 0;
        for (int i = 0; i < selector.length(); i++) {
            char c = selector.charAt(i);
            if (c == '\\') {
                if (++i == selector.length()) {
                    return Optional.empty();
                }
                c = 'x';
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
                continue;
            } else if (c == '"' || c == '\'') {
                quote = c;
                continue;
            } else if (c == '[' || c == '(') {
                open.push(c == '[' ? ']' : ')');
                outside.append(open.size() == 1 ? "x" : "");
                continue;
            } else if (c == ']' || c == ')') {
                if (open.isEmpty() || open.pop() != c) {
                    return Optional.empty();
                }
                continue;
            }
            if (open.isEmpty()) {
                outside.append(c);
            }
        }
        return quote == 0 && open.isEmpty() ? Optional.of(outside.toString()) : Optional.empty();
    }
}
