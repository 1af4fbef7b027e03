package io.warmtag.catalog.regex;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The ways through a regular expression: one state for each place that takes a character (Glushkov's construction), and how
 * many ways lead from one to the next without taking another. A backtracking search tries all of them.
 */
final class Automaton {
    /** A repetition of at least so many counts as one without an end. */
    static final int MANY = 10;

    private static final int MOST_STATES = 3_000;
    /** Ways are told apart up to here. */
    private static final int SEVERAL = 2;

    final List<CharSet> takes = new ArrayList<>();
    final List<Map<Integer, Integer>> next = new ArrayList<>();
    /** What is looked for without taking characters, each by itself. */
    final List<RegexNode> looks = new ArrayList<>();

    /** States that stand for what a group has found: that is fixed, so there is nothing to try. */
    final BitSet found = new BitSet();

    Map<Integer, Integer> starts = Map.of();
    /** States after which the whole may be over. */
    Set<Integer> ends = Set.of();
    /** An optional part is repeated so often that the ways of leaving it out can't be counted. */
    boolean repeatsNothing;

    /** More states than anybody has read. */
    static final class TooLarge extends RuntimeException {
        TooLarge() {
            super("too many states", null, false, false);
        }
    }

    /** @param empty ways of taking no character */
    private record Part(Map<Integer, Integer> first, Map<Integer, Integer> last, int empty) {
        static final Part NOTHING = new Part(Map.of(), Map.of(), 1);
    }

    private Automaton() {}

    static Automaton of(RegexNode node) {
        var automaton = new Automaton();
        Part whole = automaton.part(node);
        automaton.starts = whole.first;
        automaton.ends = whole.last.keySet();
        return automaton;
    }

    private Part part(RegexNode node) {
        if (node instanceof RegexNode.One one) {
            return state(one.of());
        } else if (node instanceof RegexNode.Sequence sequence) {
            Part whole = Part.NOTHING;
            for (RegexNode each : sequence.parts()) {
                whole = chain(whole, part(each));
            }
            return whole;
        } else if (node instanceof RegexNode.Either either) {
            return either(either);
        } else if (node instanceof RegexNode.Repeat repeat) {
            return repeat.most() >= MANY ? loop(repeat) : copies(repeat);
        } else if (node instanceof RegexNode.Back) {
            Part any = state(CharSet.any());
            found.set(takes.size() - 1);
            link(any, any);
            return new Part(any.first, any.last, 1);
        } else if (node instanceof RegexNode.Look look) {
            looks.add(look.what());
        }
        return Part.NOTHING;
    }

    private Part state(CharSet chars) {
        if (takes.size() == MOST_STATES) {
            throw new TooLarge();
        }
        takes.add(chars);
        next.add(new HashMap<>());
        Map<Integer, Integer> self = Map.of(takes.size() - 1, 1);
        return new Part(self, self, 0);
    }

    private Part either(RegexNode.Either either) {
        var first = new HashMap<Integer, Integer>();
        var last = new HashMap<Integer, Integer>();
        int empty = 0;
        for (RegexNode choice : either.choices()) {
            Part part = part(choice);
            first.putAll(part.first);
            last.putAll(part.last);
            empty += part.empty;
        }
        return new Part(first, last, Math.min(SEVERAL, empty));
    }

    private Part chain(Part one, Part other) {
        link(one, other);
        return new Part(
                together(one.first, other.first, one.empty),
                together(other.last, one.last, other.empty),
                Math.min(SEVERAL, one.empty * other.empty));
    }

    private static Map<Integer, Integer> together(Map<Integer, Integer> near, Map<Integer, Integer> far, int ways) {
        if (ways == 0) {
            return near;
        }
        var all = new HashMap<>(near);
        far.forEach((state, count) -> all.merge(state, Math.min(SEVERAL, count * ways), Automaton::sum));
        return all;
    }

    private void link(Part from, Part to) {
        from.last.forEach((last, ways) -> to.first.forEach(
                (first, more) -> next.get(last).merge(first, Math.min(SEVERAL, ways * more), Automaton::sum)));
    }

    private static int sum(int one, int other) {
        return Math.min(SEVERAL, one + other);
    }

    private Part loop(RegexNode.Repeat repeat) {
        Part inner = part(repeat.what());
        link(inner, inner);
        // Browsers refuse an empty turn only after the least number of turns.
        repeatsNothing |= inner.empty > 0 && repeat.least() > 1;
        return new Part(inner.first, inner.last, repeat.least() == 0 ? 1 : inner.empty);
    }

    private Part copies(RegexNode.Repeat repeat) {
        Part whole = Part.NOTHING;
        for (int i = repeat.least(); i < repeat.most(); i++) {
            Part one = chain(part(repeat.what()), whole);
            whole = new Part(one.first, one.last, 1);
        }
        for (int i = 0; i < repeat.least(); i++) {
            whole = chain(part(repeat.what()), whole);
        }
        return whole;
    }
}
