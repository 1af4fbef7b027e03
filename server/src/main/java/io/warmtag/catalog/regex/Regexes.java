package io.warmtag.catalog.regex;

import io.warmtag.catalog.Message;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a browser takes a regular expression, and whether it comes to an end with it. */
public final class Regexes {
    private static final String EXPLODES = "problem.regex.explodes";
    private static final Pattern LIST = Pattern.compile("\\^(?:(\\w+)|\\((?:\\?:)?([\\w|]+)\\))\\$");

    private Regexes() {}

    /**
     * The same question, with less to try: whether something stands anywhere in a text doesn't depend on what is before it.
     * Only for who asks whether a text matches, not which part of it.
     */
    public static String lean(String pattern) {
        return pattern.startsWith(".*?")
                ? pattern.substring(3)
                : pattern.startsWith(".*") ? pattern.substring(2) : pattern;
    }

    /** The texts that match, where the pattern does nothing but list whole ones of letters, digits and _; else none. */
    public static List<String> listed(String pattern) {
        Matcher list = LIST.matcher(pattern);
        return list.matches()
                ? Arrays.stream((list.group(1) == null ? list.group(2) : list.group(1)).split("\\|"))
                        .filter(text -> !text.isEmpty())
                        .distinct()
                        .toList()
                : List.of();
    }

    /**
     * What is wrong with a pattern. One whose time grows exponentially is always found, at the price of refusing a few that
     * would be harmless: what is looked ahead for and what stands at the borders of words is not followed.
     */
    public static Optional<Message> problem(String pattern) {
        return problem(pattern, pattern);
    }

    /** The same where the {@link #lean} form of the pattern is looked for. */
    public static Optional<Message> problemWhenLean(String pattern) {
        return problem(pattern, lean(pattern));
    }

    /** The same where a whole text has to match. */
    public static Optional<Message> problemWhenWhole(String pattern) {
        return problem(pattern, "^(?:" + pattern + ")$");
    }

    /** Whether a search for it may take time that grows exponentially; false for what can't be read. */
    public static boolean explodes(String pattern) {
        return problem(pattern).map(Message::key).filter(EXPLODES::equals).isPresent();
    }

    private static Optional<Message> problem(String written, String used) {
        Deque<RegexNode> open = new ArrayDeque<>();
        try {
            // Places are told in the pattern as it was written.
            RegexNode whole = RegexParser.parse(written);
            open.add(used.equals(written) ? whole : RegexParser.parse(used));
            while (!open.isEmpty()) {
                RegexNode node = open.pop();
                var automaton = Automaton.of(node);
                open.addAll(automaton.looks);
                Optional<Message> problem = problem(new Ambiguity(automaton), Borders.of(node));
                if (problem.isPresent()) {
                    return problem;
                }
            }
            return Optional.empty();
        } catch (RegexParser.Malformed e) {
            return Optional.of(Message.of(e.key, "place", e.place + 1));
        } catch (Automaton.TooLarge e) {
            return Optional.of(Message.of("problem.regex.complex", "place", 1));
        }
    }

    private static Optional<Message> problem(Ambiguity ambiguity, Borders borders) {
        if (ambiguity.isExponential()) {
            return Optional.of(Message.of(EXPLODES));
        }
        int choices = ambiguity.choices(borders);
        if (choices > Ambiguity.MOST_CHOICES) {
            return Optional.of(Message.of("problem.regex.loops"));
        }
        int most = choices < Ambiguity.MOST_CHOICES ? Ambiguity.MOST_MEETINGS : Ambiguity.FEW_MEETINGS;
        return ambiguity.meetings() > most ? Optional.of(Message.of(EXPLODES)) : Optional.empty();
    }
}
