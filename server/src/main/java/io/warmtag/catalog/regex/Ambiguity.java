package io.warmtag.catalog.regex;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the number of ways to read a text grows with its length, and so the time of a search that fails. Exponential when a
 * loop can go round in two ways over the same characters; else a power of the length, by how many loops in a row can share
 * the same characters. (Weber and Seidl, "On the degree of ambiguity of finite automata", 1991.)
 */
final class Ambiguity {
    /**
     * How often a search may have to choose how far something goes before it can begin with the next. Once is the square of the
     * text's length: 8 million steps in the longest text that the engine looks at (4,000 characters). Twice is its cube: 10,000
     * million.
     */
    static final int MOST_CHOICES = 1;
    /** Places, outside of loops, where two ways meet: each may double the ways. Where nothing else is to be chosen. */
    static final int MOST_MEETINGS = 14;
    /** The same beside a choice. */
    static final int FEW_MEETINGS = 4;

    private static final long MOST_WORK = 20_000_000;

    private final Automaton automaton;
    private final int[] loopOf;
    private final List<List<Integer>> loops = new ArrayList<>();
    private long work;

    Ambiguity(Automaton automaton) {
        this.automaton = automaton;
        this.loopOf = new int[automaton.takes.size()];
        findLoops();
    }

    /** States that lead to each other, and those that lead to themselves. */
    private void findLoops() {
        int size = loopOf.length;
        var reach = new BitSet[size];
        for (int state = 0; state < size; state++) {
            reach[state] = reachable(state);
        }
        java.util.Arrays.fill(loopOf, -1);
        for (int state = 0; state < size; state++) {
            if (loopOf[state] < 0 && reach[state].get(state)) {
                var loop = new ArrayList<Integer>();
                for (int other = reach[state].nextSetBit(0); other >= 0; other = reach[state].nextSetBit(other + 1)) {
                    if (reach[other].get(state)) {
                        loop.add(other);
                        loopOf[other] = loops.size();
                    }
                }
                loops.add(loop);
            }
        }
    }

    private BitSet reachable(int from) {
        var seen = new BitSet();
        Deque<Integer> open = new ArrayDeque<>(automaton.next.get(from).keySet());
        while (!open.isEmpty()) {
            int state = open.pop();
            if (!seen.get(state)) {
                seen.set(state);
                open.addAll(automaton.next.get(state).keySet());
            }
            spend(1);
        }
        return seen;
    }

    boolean isExponential() {
        return automaton.repeatsNothing || loops.stream().anyMatch(this::goesRoundTwice);
    }

    /** Two different ways from a state of the loop back to one state over the same characters. */
    private boolean goesRoundTwice(List<Integer> loop) {
        Set<Long> seen = new HashSet<>();
        Deque<Long> open = new ArrayDeque<>();
        for (int state : loop) {
            open.add(pair(state, state));
        }
        while (!open.isEmpty()) {
            long pair = open.pop();
            int one = (int) (pair >> 32);
            int other = (int) pair;
            for (Map.Entry<Integer, Integer> left : automaton.next.get(one).entrySet()) {
                if (loopOf[left.getKey()] != loopOf[one]) {
                    continue;
                }
                if (one == other && left.getValue() > 1) {
                    return true;
                }
                for (int right : automaton.next.get(other).keySet()) {
                    spend(1);
                    if (loopOf[right] != loopOf[one] || !meet(left.getKey(), right)) {
                        continue;
                    }
                    if (left.getKey() == right && one != other) {
                        return true;
                    }
                    if (left.getKey() != right && seen.add(pair(left.getKey(), right))) {
                        open.add(pair(left.getKey(), right));
                    }
                }
            }
        }
        return false;
    }

    /** How many states outside of loops are reached in two ways over the same characters. */
    int meetings() {
        Set<Integer> met = new HashSet<>();
        automaton.starts.forEach((state, ways) -> {
            if (ways > 1) {
                met.add(state);
            }
        });
        Set<Long> seen = new HashSet<>();
        Deque<Long> open = new ArrayDeque<>();
        reachPairs(automaton.starts.keySet(), automaton.starts.keySet(), seen, open);
        while (!open.isEmpty()) {
            long pair = open.pop();
            Map<Integer, Integer> left = automaton.next.get((int) (pair >> 32));
            Map<Integer, Integer> right = automaton.next.get((int) pair);
            boolean apart = (int) (pair >> 32) != (int) pair;
            left.forEach((state, ways) -> {
                if (loopOf[state] < 0 && (apart ? right.containsKey(state) : ways > 1)) {
                    met.add(state);
                }
            });
            reachPairs(left.keySet(), right.keySet(), seen, open);
        }
        return met.size();
    }

    private void reachPairs(Set<Integer> left, Set<Integer> right, Set<Long> seen, Deque<Long> open) {
        for (int one : left) {
            for (int other : right) {
                spend(1);
                if (one <= other && meet(one, other) && seen.add(pair(one, other))) {
                    open.add(pair(one, other));
                } else if (other < one && meet(one, other) && seen.add(pair(other, one))) {
                    open.add(pair(other, one));
                }
            }
        }
    }

    /** The most choices of one search: where it begins, and between loops that can share the same characters. */
    int choices(Borders borders) {
        int[] most = new int[loops.size() + 1];
        java.util.Arrays.fill(most, -1);
        if (!borders.anchored()) {
            return choices(loops.size(), most, borders);
        }
        int found = 0;
        for (int loop = 0; loop < loops.size(); loop++) {
            found = Math.max(found, choices(loop, most, borders));
        }
        return found;
    }

    /** @param from a loop, or behind all of them the beginning of the search, which may take any characters before */
    private int choices(int from, int[] most, Borders borders) {
        if (most[from] < 0) {
            int found = 0;
            for (int later = 0; later < loops.size(); later++) {
                if (later != from && leads(from, later, CharSet.any())) {
                    boolean shared = isChoice(later, borders)
                            && leads(from, later, characters(from).and(characters(later)));
                    found = Math.max(found, choices(later, most, borders) + (shared ? 1 : 0));
                }
            }
            most[from] = found;
        }
        return most[from];
    }

    /** Not one that may be the last: the search is over then, and need not come back to it. */
    private boolean isChoice(int loop, Borders borders) {
        List<Integer> states = loops.get(loop);
        if (states.stream().allMatch(automaton.found::get)) {
            return false;
        }
        boolean mayBeLast = states.stream().anyMatch(automaton.ends::contains);
        // ".*$" comes back in texts of several lines only, which addresses and names are not.
        boolean comesToTheEnd = !borders.atEnd()
                || !characters(loop).not().meets(CharSet.lineEnds().not());
        return !mayBeLast || borders.elsewhere() || !comesToTheEnd;
    }

    /** Whether a way over some characters leads from one loop to another. */
    private boolean leads(int from, int to, CharSet over) {
        var seen = new BitSet();
        Deque<Integer> open = new ArrayDeque<>();
        if (from == loops.size()) {
            step(automaton.starts.keySet(), over, seen, open);
        } else {
            loops.get(from).forEach(state -> step(automaton.next.get(state).keySet(), over, seen, open));
        }
        while (!open.isEmpty()) {
            int state = open.pop();
            if (loopOf[state] == to) {
                return true;
            }
            step(automaton.next.get(state).keySet(), over, seen, open);
        }
        return false;
    }

    private void step(Set<Integer> states, CharSet over, BitSet seen, Deque<Integer> open) {
        for (int state : states) {
            spend(1);
            if (!seen.get(state) && automaton.takes.get(state).meets(over)) {
                seen.set(state);
                open.add(state);
            }
        }
    }

    private CharSet characters(int loop) {
        if (loop == loops.size()) {
            return CharSet.any();
        }
        CharSet all = CharSet.any().not();
        for (int state : loops.get(loop)) {
            all = all.or(automaton.takes.get(state));
        }
        return all;
    }

    private boolean meet(int one, int other) {
        return one == other || automaton.takes.get(one).meets(automaton.takes.get(other));
    }

    private static long pair(int one, int other) {
        return (long) one << 32 | other;
    }

    private void spend(int steps) {
        work += steps;
        if (work > MOST_WORK) {
            throw new Automaton.TooLarge();
        }
    }
}
