package io.warmtag.rule;

/**
 * Up to when it is certain what time alone has brought: all that came in by then is stored, on whichever node. An event that is
 * being committed would else be overtaken by what follows from its not being there.
 */
final class CertainUntil {
    // A node notes how far it is between two looks at its clock. Whoever is gone without a word must not stop the time
    // for all.
    private static final String SQL = """
            greatest(least(%1$s, (select min(applied_until) - interval '100 milliseconds' from node)),
                     %1$s - interval '1 minute')""";

    private CertainUntil() {}

    /** @param now an SQL expression: the present time */
    static String sql(String now) {
        return SQL.formatted(now);
    }
}
