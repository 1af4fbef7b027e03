package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.warmtag.audit.AuditStore;
import io.warmtag.catalog.Problem;
import io.warmtag.db.Database;
import io.warmtag.rule.model.Frequency;
import io.warmtag.site.Site;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many messages of all rules together one person gets at most, by site. Steps read it in their transaction. */
public final class Frequencies {
    private static final int MOST = 1_000;

    private final Database database;
    private final AuditStore audit;

    public Frequencies(Database database) {
        this.database = database;
        this.audit = new AuditStore(database);
    }

    public Future<Frequency> of(Site site) {
        return database.query("select per_day, per_week from rule_frequency where site_id = $1", site.id())
                .map(rows -> {
                    for (Row row : rows) {
                        return new Frequency(row.getInteger("per_day"), row.getInteger("per_week"));
                    }
                    return Frequency.NONE;
                });
    }

    /** What is wrong with one. */
    public static List<Problem> problems(Frequency frequency) {
        List<Problem> problems = new ArrayList<>();
        check(problems, "per_day", frequency.perDay());
        check(problems, "per_week", frequency.perWeek());
        return problems;
    }

    private static void check(List<Problem> problems, String field, @Nullable Integer most) {
        if (most != null && (most < 1 || most > MOST)) {
            problems.add(Problem.of(field, "problem.rule.frequency", "most", MOST));
        }
    }

    /** From now on; it has no problems. */
    public Future<Void> set(Site site, Frequency frequency, String author) {
        return database.query("""
                        insert into rule_frequency (site_id, per_day, per_week, author) values ($1, $2, $3, $4)
                        on conflict (site_id) do update
                        set per_day = excluded.per_day, per_week = excluded.per_week, author = excluded.author,
                            changed_at = now()""", site.id(), frequency.perDay(), frequency.perWeek(), author)
                .compose(written -> audit.add(author, "rule.frequency", site.id(), ""))
                .mapEmpty();
    }
}
