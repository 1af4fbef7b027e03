package io.warmtag.catalog.html;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;

/** Whether a place in HTML is within a drawing or a formula, where elements of the same names are read in another way. */
final class Foreign {
    /** Their outermost elements, and those in each in which HTML stands again. */
    private static final Map<String, Set<String>> ROOTS =
            Map.of("svg", Set.of("foreignobject", "desc", "title"), "math", Set.of("mi", "mo", "mn", "ms", "mtext"));

    /** Elements of HTML that end them. */
    private static final Set<String> ENDS = Set.of(
            ("b big blockquote body br center code dd div dl dt em embed font h1 h2 h3 h4 h5 h6 head hr i img li listing menu"
                            + " meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var")
                    .split(" "));

    private final Deque<String> open = new ArrayDeque<>();

    boolean isHere() {
        return !open.isEmpty() && ROOTS.containsKey(open.peek());
    }

    void start(String name, boolean isEmpty) {
        if (isHere() && ENDS.contains(name)) {
            while (isHere()) {
                open.pop();
            }
        } else if (!isEmpty && (ROOTS.containsKey(name) || doors().contains(name))) {
            open.push(name);
        }
    }

    private Set<String> doors() {
        return open.isEmpty() ? Set.of() : ROOTS.getOrDefault(open.peek(), Set.of());
    }

    void end(String name) {
        if (open.contains(name)) {
            while (!open.pop().equals(name)) {
                // What was left open in it ends too.
            }
        }
    }
}
