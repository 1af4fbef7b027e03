package io.warmtag.catalog.regex;

import io.warmtag.catalog.Message;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Whether a browser takes a regular expression, and whether it comes to an end with it. */
public final class Regexes {
    private Regexes() {}

    /**
     * What is wrong with a pattern. One whose time grows exponentially is always found, at the price of refusing a few that
     * would be harmless: what is looked ahead for and what stands at the borders of words is not followed.
     */
    public static Optional<Message> problem(String pattern) {
        Deque<RegexNode> open = new ArrayDeque<>();
        try {
            open.add(RegexParser.parse(pattern));
            while (!open.isEmpty()) {
                var automaton = Automaton.of(open.pop());
                open.addAll(automaton.looks);
                Optional<Message> problem = problem(new Ambiguity(automaton));
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

    private static Optional<Message> problem(Ambiguity ambiguity) {
        if (ambiguity.isExponential()) {
            return Optional.of(Message.of("problem.regex.explodes"));
        }
        int adjacent = ambiguity.loopsInARow(true);
        if (adjacent > Ambiguity.MOST_ADJACENT) {
            return Optional.of(Message.of("problem.regex.adjacent", "count", adjacent));
        }
        int loops = ambiguity.loopsInARow(false);
        if (loops > Ambiguity.MOST_LOOPS) {
            return Optional.of(Message.of("problem.regex.loops", "count", loops, "most", Ambiguity.MOST_LOOPS));
        }
        return ambiguity.meetings() > Ambiguity.MOST_MEETINGS
                ? Optional.of(Message.of("problem.regex.explodes"))
                : Optional.empty();
    }
}
