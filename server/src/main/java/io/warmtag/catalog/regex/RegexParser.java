package io.warmtag.catalog.regex;

import java.util.ArrayList;

/**
 * Reads a regular expression as browsers do without the flag {@code u} (ECMAScript 2020 with annex B, which takes much
 * literally that looks like a mistake).
 */
final class RegexParser {
    private final String pattern;
    private final boolean named;
    private int at;
    private int depth;

    /** What is wrong, and at which character (from 0). */
    static final class Malformed extends Exception {
        final String key;
        final int place;

        Malformed(String key, int place) {
            super(key, null, false, false);
            this.key = key;
            this.place = place;
        }
    }

    private RegexParser(String pattern) {
        this.pattern = pattern;
        this.named = pattern.contains("(?<") && pattern.matches("(?s).*\\(\\?<[A-Za-z_$].*");
    }

    static RegexNode parse(String pattern) throws Malformed {
        var parser = new RegexParser(pattern);
        RegexNode node = parser.either();
        if (parser.at < pattern.length()) {
            throw new Malformed("problem.regex.close", parser.at);
        }
        return node;
    }

    private RegexNode either() throws Malformed {
        if (++depth > 100) {
            throw new Malformed("problem.regex.complex", at);
        }
        var choices = new ArrayList<RegexNode>();
        choices.add(sequence());
        while (peek('|')) {
            at++;
            choices.add(sequence());
        }
        depth--;
        return choices.size() == 1 ? choices.get(0) : new RegexNode.Either(choices);
    }

    private RegexNode sequence() throws Malformed {
        var parts = new ArrayList<RegexNode>();
        while (at < pattern.length() && !peek('|') && !peek(')')) {
            parts.add(quantified());
        }
        return parts.size() == 1 ? parts.get(0) : new RegexNode.Sequence(parts);
    }

    private RegexNode quantified() throws Malformed {
        int start = at;
        RegexNode node = atom();
        boolean fixed = node instanceof RegexNode.Empty && !pattern.startsWith("(?", start);
        int quantifier = at;
        int[] bounds = bounds();
        if (bounds.length == 0) {
            return node;
        }
        if (fixed || pattern.startsWith("(?<=", start) || pattern.startsWith("(?<!", start)) {
            throw new Malformed("problem.regex.nothing_to_repeat", quantifier);
        }
        if (bounds[0] > bounds[1]) {
            throw new Malformed("problem.regex.order", quantifier);
        }
        return new RegexNode.Repeat(node, bounds[0], bounds[1]);
    }

    /** The quantifier that stands here, if there is one: least and most. */
    private int[] bounds() {
        int[] bounds;
        if (at == pattern.length()) {
            return new int[0];
        }
        switch (pattern.charAt(at)) {
            case '*' -> bounds = new int[] {0, RegexNode.ENDLESS};
            case '+' -> bounds = new int[] {1, RegexNode.ENDLESS};
            case '?' -> bounds = new int[] {0, 1};
            case '{' -> {
                return braces();
            }
            default -> {
                return new int[0];
            }
        }
        at++;
        lazy();
        return bounds;
    }

    private int[] braces() {
        var matcher = java.util.regex.Pattern.compile("\\{(\\d+)(,(\\d*))?\\}")
                .matcher(pattern)
                .region(at, pattern.length());
        if (!matcher.lookingAt()) {
            // Annex B: a brace that begins no quantifier is itself.
            return new int[0];
        }
        at = matcher.end();
        lazy();
        int least = number(matcher.group(1));
        String most = matcher.group(3);
        return new int[] {
            least, matcher.group(2) == null ? least : most == null || most.isEmpty() ? RegexNode.ENDLESS : number(most)
        };
    }

    private static int number(String digits) {
        return digits.length() > 8 ? RegexNode.ENDLESS - 1 : Integer.parseInt(digits);
    }

    private void lazy() {
        if (peek('?')) {
            at++;
        }
    }

    private RegexNode atom() throws Malformed {
        char c = pattern.charAt(at);
        switch (c) {
            case '^', '$' -> {
                at++;
                return new RegexNode.Empty(c == '^' ? RegexNode.Place.START : RegexNode.Place.END);
            }
            case '.' -> {
                at++;
                return new RegexNode.One(CharSet.lineEnds().not());
            }
            case '(' -> {
                return group();
            }
            case '[' -> {
                return new RegexNode.One(set());
            }
            case '\\' -> {
                return escaped();
            }
            case '*', '+', '?' -> throw new Malformed("problem.regex.nothing_to_repeat", at);
            case '{' -> {
                int before = at;
                if (braces().length > 0) {
                    throw new Malformed("problem.regex.nothing_to_repeat", before);
                }
                at++;
                return new RegexNode.One(CharSet.of(c));
            }
            default -> {
                at++;
                return new RegexNode.One(CharSet.of(c));
            }
        }
    }

    private RegexNode group() throws Malformed {
        int start = at++;
        boolean look = false;
        if (peek('?')) {
            look = pattern.startsWith("?=", at)
                    || pattern.startsWith("?!", at)
                    || pattern.startsWith("?<=", at)
                    || pattern.startsWith("?<!", at);
            if (look) {
                at += pattern.charAt(at + 1) == '<' ? 3 : 2;
            } else if (pattern.startsWith("?:", at)) {
                at += 2;
            } else {
                var name = java.util.regex.Pattern.compile("\\?<[\\p{L}_$][\\p{L}\\p{N}_$]*>")
                        .matcher(pattern)
                        .region(at, pattern.length());
                if (!name.lookingAt()) {
                    throw new Malformed("problem.regex.group", start);
                }
                at = name.end();
            }
        }
        RegexNode inner = either();
        if (!peek(')')) {
            throw new Malformed("problem.regex.open_group", start);
        }
        at++;
        return look ? new RegexNode.Look(inner) : inner;
    }

    private RegexNode escaped() throws Malformed {
        int start = at++;
        if (at == pattern.length()) {
            throw new Malformed("problem.regex.backslash", start);
        }
        char c = pattern.charAt(at);
        if (c == 'b' || c == 'B') {
            at++;
            return new RegexNode.Empty(RegexNode.Place.BORDER);
        }
        if (c >= '1' && c <= '9') {
            while (at < pattern.length() && Character.isDigit(pattern.charAt(at))) {
                at++;
            }
            return new RegexNode.Back();
        }
        if (c == 'k' && named) {
            int end = pattern.indexOf('>', at);
            if (!pattern.startsWith("k<", at) || end < 0) {
                throw new Malformed("problem.regex.group", start);
            }
            at = end + 1;
            return new RegexNode.Back();
        }
        Escape escape = Escape.read(pattern, at);
        at = escape.end();
        return new RegexNode.One(escape.chars());
    }

    private CharSet set() throws Malformed {
        int start = at++;
        boolean not = peek('^');
        if (not) {
            at++;
        }
        CharSet set = CharSet.any().not();
        while (!peek(']')) {
            if (at >= pattern.length()) {
                throw new Malformed("problem.regex.open_set", start);
            }
            set = set.or(member(start));
        }
        at++;
        return not ? set.not() : set;
    }

    private CharSet member(int start) throws Malformed {
        Escape from = setCharacter(start);
        if (!peek('-') || at + 1 >= pattern.length() || pattern.charAt(at + 1) == ']') {
            return from.chars();
        }
        int dash = at++;
        Escape to = setCharacter(start);
        if (from.single() < 0 || to.single() < 0) {
            return from.chars().or(to.chars()).or(CharSet.of('-'));
        }
        if (to.single() < from.single()) {
            throw new Malformed("problem.regex.order", dash);
        }
        return CharSet.range(from.single(), to.single());
    }

    private Escape setCharacter(int start) throws Malformed {
        char c = pattern.charAt(at++);
        Escape character;
        if (c != '\\') {
            character = new Escape(CharSet.of(c), c, at);
        } else if (at == pattern.length()) {
            throw new Malformed("problem.regex.open_set", start);
        } else if (peek('b')) {
            character = new Escape(CharSet.of('\b'), '\b', at + 1);
        } else {
            character = Escape.read(pattern, at);
        }
        at = character.end();
        return character;
    }

    private boolean peek(char c) {
        return at < pattern.length() && pattern.charAt(at) == c;
    }
}
