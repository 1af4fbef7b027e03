package io.warmtag.container.code;

import com.google.javascript.rhino.Node;
import io.warmtag.catalog.Message;
import io.warmtag.catalog.regex.Regexes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The regular expressions that stand in a function as they are: as literals, or as texts given to {@code RegExp}. */
final class RegexLiterals {
    private RegexLiterals() {}

    /** Refuses the first that doesn't come to an end. What is only slow, or unknown to us, is the author's own affair. */
    static void check(Node node) throws Unreadable {
        Node pattern = pattern(node);
        if (pattern != null && pattern.isStringLit() && Regexes.explodes(pattern.getString())) {
            // The first line is the parser's, columns count from 0.
            throw new Unreadable(new Message(
                    "problem.code.explodes", Map.of("line", node.getLineno() - 1, "column", node.getCharno() + 1)));
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            check(child);
        }
    }

    private static @Nullable Node pattern(Node node) {
        if (node.isRegExp()) {
            return node.getFirstChild();
        }
        boolean makesOne =
                (node.isNew() || node.isCall()) && node.getFirstChild().matchesName("RegExp");
        return makesOne ? node.getSecondChild() : null;
    }
}
