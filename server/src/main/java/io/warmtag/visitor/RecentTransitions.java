package io.warmtag.visitor;

import io.vertx.core.Future;
import io.warmtag.db.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Whose temperature has changed lately, on whichever node that was noticed. */
public final class RecentTransitions {
    private final Database database;

    /**
     * @param visitor one of the person's
     * @param number of the change in the person's log
     */
    public record Changed(int site, UUID visitor, int number) {}

    public RecentTransitions(Database database) {
        this.database = database;
    }

    /** What was logged within a span until now; an entry appears with its commit, which is a little later than its time. */
    public Future<List<Changed>> within(Duration span, Collection<Integer> sites) {
        return database.query("""
                        select t.site_id, coalesce(v.visitor, t.person) as visitor, number from transition t
                        left join person_visitor v on v.site_id = t.site_id and v.person = t.person
                        where t.site_id = any($1) and logged_at > now() - $2 * interval '1 millisecond'
                        """, sites.toArray(Integer[]::new), (double) span.toMillis())
                .map(rows -> {
                    List<Changed> changed = new ArrayList<>();
                    rows.forEach(row -> changed.add(
                            new Changed(row.getInteger("site_id"), row.getUUID("visitor"), row.getInteger("number"))));
                    return changed;
                });
    }
}
