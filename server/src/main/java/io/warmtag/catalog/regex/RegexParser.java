package io.warmtag.catalog.regex;

import java.util.ArrayList;
import java.util.List;

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
                return new RegexNode.Empty();
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
            return new RegexNode.Empty();
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
        return new RegexNode.One(characters());
    }

    /** What an escape stands for, in a set or outside; {@code at} is behind the backslash. */
    private CharSet characters() {
        char c = pattern.charAt(at++);
        return switch (c) {
            case 'd' -> CharSet.digits();
            case 'D' -> CharSet.digits().not();
            case 'w' -> CharSet.word();
            case 'W' -> CharSet.word().not();
            case 's' -> CharSet.space();
            case 'S' -> CharSet.space().not();
            default -> CharSet.of(character(c));
        };
    }

    private char character(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'f' -> '\f';
            case 'v' -> '\u000b';
            case '0' -> '\0';
            case 'x' -> hex(2, c);
            case 'u' -> hex(4, c);
            case 'c' -> {
                boolean letter = at < pattern.length()
                        && String.valueOf(pattern.charAt(at)).matches("[A-Za-z]");
                yield letter ? (char) (pattern.charAt(at++) % 32) : '\\';
            }
            default -> c;
        };
    }

    /** Annex B: without its digits the letter stands for itself. */
    private char hex(int digits, char letter) {
        int end = at + digits;
        if (end <= pattern.length() && pattern.substring(at, end).matches("[0-9A-Fa-f]+")) {
            char c = (char) Integer.parseInt(pattern.substring(at, end), 16);
            at = end;
            return c;
        }
        return letter;
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
        int first = at;
        int from = setCharacter(start);
        if (!peek('-') || at + 1 >= pattern.length() || pattern.charAt(at + 1) == ']') {
            return from >= 0 ? CharSet.of((char) from) : classAt(first);
        }
        int dash = at++;
        int second = at;
        int to = setCharacter(start);
        if (from < 0 || to < 0) {
            return (from < 0 ? classAt(first) : CharSet.of((char) from))
                    .or(to < 0 ? classAt(second) : CharSet.of((char) to))
                    .or(CharSet.of('-'));
        }
        if (to < from) {
            throw new Malformed("problem.regex.order", dash);
        }
        return CharSet.range(from, to);
    }

    /** One character of a set, or -1 when a whole class stands there. */
    private int setCharacter(int start) throws Malformed {
        if (at >= pattern.length()) {
            throw new Malformed("problem.regex.open_set", start);
        }
        char c = pattern.charAt(at++);
        if (c != '\\') {
            return c;
        }
        if (at == pattern.length()) {
            throw new Malformed("problem.regex.open_set", start);
        }
        char escape = pattern.charAt(at++);
        if ("dDwWsS".indexOf(escape) >= 0) {
            return -1;
        }
        return escape == 'b' ? '\b' : character(escape);
    }

    private CharSet classAt(int place) {
        int behind = at;
        at = place + 1;
        CharSet set = characters();
        at = behind;
        return set;
    }

    private boolean peek(char c) {
        return at < pattern.length() && pattern.charAt(at) == c;
    }

    static List<RegexNode> parts(RegexNode node) {
        return node instanceof RegexNode.Sequence sequence ? sequence.parts() : List.of(node);
    }
}
