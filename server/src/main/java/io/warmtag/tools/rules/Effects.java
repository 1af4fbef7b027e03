package io.warmtag.tools.rules;

import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.List;

/** Whether each firing has its actions: each of them once, and none without one. */
final class Effects {
    // A firing has a row for each of its actions, and no other decision has any.
    private static final String STEPS = """
            select count(*) from firing_step s join firing f on f.id = s.firing where f.site_id = ? and f.decision <> 0""";

    private static final String WITHOUT_STEPS = """
            select count(*) from firing f
            where f.site_id = ? and f.rule = ? and f.decision = 0
              and (select count(*) from firing_step s where s.firing = f.id) <> ?""";

    // With the action's place among the steps and whom it is for, both numbers.
    private static final String SENT = """
            select count(*) filter (where o.n = 0), count(*) filter (where o.n > 1)
            from firing f join firing_step s on s.firing = f.id and s.number = %1$d and s.state = 'done'
            cross join lateral (select count(*) as n from outbox o where o.site_id = f.site_id
                and o.destination = %2$d and o.key = 'firing:' || f.id || ':' || s.number) o
            where f.site_id = ? and f.rule = ?""";

    private static final String GRANTED = """
            select count(*) filter (where g.n = 0), count(*) filter (where g.n > 1)
            from firing f join firing_step s on s.firing = f.id and s.number = %1$d and s.state = 'done'
            cross join lateral (select count(*) as n from offer_grant g where g.site_id = f.site_id
                and g.offer = %2$d and g.firing = f.id) g
            where f.site_id = ? and f.rule = ?""";

    private int twice;
    private int undone;

    Effects(Books books, List<Definition> rules, List<String> examples) throws SQLException {
        books.query(STEPS, row -> twice += row.getInt(1));
        if (twice > 0) {
            examples.add(twice + " actions of decisions that are no firings");
        }
        for (Definition rule : rules) {
            int before = twice + undone;
            List<JsonObject> steps = rule.steps();
            int actions = (int) steps.stream()
                    .filter(step -> !step.getString("kind").equals("wait"))
                    .count();
            books.query(WITHOUT_STEPS, row -> undone += row.getInt(1), rule.id(), actions);
            for (int number = 0; number < steps.size(); number++) {
                count(books, rule, number, steps.get(number));
            }
            if (twice + undone > before) {
                examples.add("rule " + rule.id() + " (" + rule.json().getString("name") + "): "
                        + (twice + undone - before) + " actions are missing or there twice");
            }
        }
    }

    private void count(Books books, Definition rule, int number, JsonObject step) throws SQLException {
        String kind = step.getString("kind");
        if (kind.equals("wait")) {
            return;
        }
        boolean sends = kind.equals("send");
        int of = step.getInteger(sends ? "destination" : "offer");
        books.query(
                (sends ? SENT : GRANTED).formatted(number, of),
                row -> {
                    undone += row.getInt(1);
                    twice += row.getInt(2);
                },
                rule.id());
    }

    /** Actions that are there more than once for one firing, or for none. */
    int twice() {
        return twice;
    }

    /** Actions that are said to be done and are not there, and firings that lack one. */
    int undone() {
        return undone;
    }
}
