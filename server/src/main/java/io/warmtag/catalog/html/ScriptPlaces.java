package io.warmtag.catalog.html;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Tells which variables of a script are code and which stand within a string, a template, a regular expression or a comment.
 * It reads tokens, not grammar, so that code which no parser of ours knows passes too. Where it is wrong (a slash after a
 * brace is the one doubt left) the tag's script may fail, but no value can become code: what pages write in either place is
 * letters, digits and escapes, quoted or not.
 */
final class ScriptPlaces {
    /** Words after which an operand comes, so that a slash begins a regular expression. */
    private static final Set<String> BEFORE_OPERAND = Set.of(
            "await",
            "case",
            "delete",
            "do",
            "else",
            "in",
            "instanceof",
            "new",
            "of",
            "return",
            "throw",
            "typeof",
            "void",
            "yield");

    private static final Set<String> BEFORE_CONDITION = Set.of("if", "while", "for", "with");
    private static final Set<String> BEFORE_BLOCK =
            Set.of("", ";", "{", "}", ")", "=>", "else", "do", "try", "finally");

    /** What was opened and isn't closed yet. */
    private enum Open {
        PAREN,
        CONDITION,
        BRACKET,
        BLOCK,
        OBJECT,
        /** {@code ${} in a template. */
        HOLE
    }

    private final String code;
    private final char mark;
    private final Place expression;
    private final List<Place> places = new ArrayList<>();
    private final Deque<Open> opened = new ArrayDeque<>();
    private int at;
    /** Whether the last token ended an operand: a slash then divides. */
    private boolean operand;

    /** The last token; x for what is only an operand. */
    private String last = "";

    private ScriptPlaces(String code, char mark, Place expression) {
        this.code = code;
        this.mark = mark;
        this.expression = expression;
    }

    /**
     * The place of each variable.
     *
     * @param mark stands for a variable
     * @param expression what is neither in a string nor in anything like one
     */
    static List<Place> of(String code, char mark, Place expression) {
        var places = new ScriptPlaces(code, mark, expression);
        while (places.at < code.length()) {
            places.token();
        }
        return places.places;
    }

    private void token() {
        char c = code.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (c == mark) {
            places.add(expression);
            next("x", 1, true);
        } else if (starts("//") || starts("<!--") || starts("-->") && beginsLine()) {
            within(lineEnd());
        } else if (starts("/*")) {
            int end = code.indexOf("*/", at + 2);
            within(end < 0 ? code.length() : end + 2);
        } else if (c == '"' || c == '\'') {
            within(stringEnd(c));
            next("''", 0, true);
        } else if (c == '`') {
            at++;
            template();
        } else if (isOfWord(c)) {
            word();
        } else {
            punctuator(c);
        }
    }

    private void next(String token, int length, boolean isOperand) {
        at += length;
        last = token;
        operand = isOperand;
    }

    private boolean starts(String with) {
        return code.startsWith(with, at);
    }

    private boolean beginsLine() {
        int line = Math.max(code.lastIndexOf('\n', at), code.lastIndexOf('\r', at)) + 1;
        return code.substring(line, at).isBlank();
    }

    private int lineEnd() {
        int end = at;
        while (end < code.length() && !isLineEnd(end)) {
            end++;
        }
        return end;
    }

    private boolean isLineEnd(int index) {
        return "\n\r\u2028\u2029".indexOf(code.charAt(index)) >= 0;
    }

    /** Goes on to an end; the variables up to there are not code. */
    private void within(int end) {
        for (; at < end; at++) {
            if (code.charAt(at) == mark) {
                places.add(Place.STRING);
            }
        }
    }

    private int stringEnd(char quote) {
        int end = at + 1;
        while (end < code.length() && code.charAt(end) != quote && code.charAt(end) != '\n') {
            end += code.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end + 1, code.length());
    }

    /** The text of a template up to its end or to code in it. */
    private void template() {
        while (at < code.length()) {
            if (starts("`")) {
                next("''", 1, true);
                return;
            } else if (starts("${")) {
                opened.push(Open.HOLE);
                next("(", 2, false);
                return;
            }
            within(Math.min(at + (starts("\\") ? 2 : 1), code.length()));
        }
    }

    private boolean isOfWord(char c) {
        return c != mark && (Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '\\' || c > 0x7f);
    }

    private void word() {
        int end = at;
        while (end < code.length() && isOfWord(code.charAt(end))) {
            end++;
        }
        String word = code.substring(at, end);
        boolean isProperty = last.equals(".");
        next(isProperty ? "x" : word, word.length(), isProperty || !BEFORE_OPERAND.contains(word));
    }

    private void punctuator(char c) {
        switch (c) {
            case '/' -> slash();
            case '(' -> open(BEFORE_CONDITION.contains(last) ? Open.CONDITION : Open.PAREN);
            case '[' -> open(Open.BRACKET);
            case '{' -> open(isBlock() ? Open.BLOCK : Open.OBJECT);
            case ')', ']', '}' -> close();
            case '+', '-' -> {
                boolean isDouble = starts("++") || starts("--");
                // a++ / 2, but also: a + ++b.
                next(String.valueOf(c), isDouble ? 2 : 1, isDouble && operand);
            }
            case '=' -> {
                boolean isArrow = starts("=>");
                next(isArrow ? "=>" : "=", isArrow ? 2 : 1, false);
            }
            default -> next(String.valueOf(c), 1, false);
        }
    }

    private void slash() {
        int end = operand ? -1 : regexEnd();
        if (end < 0) {
            next("/", 1, false);
        } else {
            within(end);
            next("x", 0, true);
        }
    }

    /** Behind the slash that ends a regular expression; -1 where the line has none. */
    private int regexEnd() {
        boolean isClass = false;
        for (int end = at + 1; end < code.length() && !isLineEnd(end); end++) {
            char c = code.charAt(end);
            if (c == '\\') {
                end++;
            } else if (c == '[') {
                isClass = true;
            } else if (c == ']') {
                isClass = false;
            } else if (c == '/' && !isClass) {
                return end + 1;
            }
        }
        return -1;
    }

    private boolean isBlock() {
        boolean isLabel = last.equals(":") && (opened.isEmpty() || opened.peek() == Open.BLOCK);
        return operand || isLabel || BEFORE_BLOCK.contains(last);
    }

    private void open(Open what) {
        opened.push(what);
        next(String.valueOf(code.charAt(at)), 1, false);
    }

    private void close() {
        Open what = opened.isEmpty() ? Open.PAREN : opened.pop();
        if (what == Open.HOLE) {
            at++;
            template();
        } else {
            next(String.valueOf(code.charAt(at)), 1, what != Open.CONDITION && what != Open.BLOCK);
        }
    }
}
