package io.warmtag.container;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.warmtag.container.model.EventDefinition;
import io.warmtag.container.model.EventFit;
import io.warmtag.db.Database;
import io.warmtag.site.Site;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Holds the definitions of events against what arrives: how often each was seen, and what was wrong with the newest. Reads
 * counts and a bounded number of events, so that it takes the same time however many are stored.
 */
public final class EventChecks {
    /** The site's newest events, of all names together. */
    private static final int LOOKED_AT = 5_000;

    private final Vertx vertx;
    private final Database database;

    /**
     * How a definition fits what arrives.
     *
     * @param seen how often the name came, ever
     * @param last when it came last; empty: never
     * @param checked of how many of the newest events the parameters were looked at
     * @param missing how many of these lack a required parameter, by its name
     * @param wrong how many have another type in a parameter, by its name
     */
    public record Check(
            EventDefinition definition,
            long seen,
            Optional<Instant> last,
            int checked,
            Map<String, Integer> missing,
            Map<String, Integer> wrong) {
        public Check {
            missing = Map.copyOf(missing);
            wrong = Map.copyOf(wrong);
        }

        public boolean isGood() {
            return missing.isEmpty() && wrong.isEmpty();
        }
    }

    /** A name that arrives and isn't defined. */
    public record Undefined(String name, long seen, Instant last) {}

    /** @param undefined the most frequent first */
    public record Report(List<Check> checks, List<Undefined> undefined) {}

    private record Seen(long count, Instant last) {}

    public EventChecks(Vertx vertx, Database database) {
        this.vertx = vertx;
        this.database = database;
    }

    public Future<Report> report(Site site, List<EventDefinition> definitions) {
        Future<RowSet<Row>> counts = database.query("""
                select name, sum(count)::bigint as count, max(last) as last from event_count
                where site_id = $1 group by name order by count desc
                """, site.id());
        String[] names = definitions.stream()
                .filter(definition -> !definition.params().isEmpty())
                .map(EventDefinition::name)
                .toArray(String[]::new);
        Future<RowSet<Row>> newest = database.query("""
                select name, data
                from (select name, data from event where site_id = $1 order by received desc limit $2) newest
                where name = any($3)
                """, site.id(), LOOKED_AT, names);
        return Future.all(counts, newest)
                .compose(both ->
                        vertx.executeBlocking(() -> report(definitions, counts.result(), newest.result()), false));
    }

    private static Report report(List<EventDefinition> definitions, RowSet<Row> counts, RowSet<Row> newest) {
        var seen = new TreeMap<String, Seen>();
        var undefined = new ArrayList<Undefined>();
        for (Row row : counts) {
            String name = row.getString("name");
            Instant last = row.getOffsetDateTime("last").toInstant();
            seen.put(name, new Seen(row.getLong("count"), last));
            if (definitions.stream().noneMatch(definition -> definition.name().equals(name))) {
                undefined.add(new Undefined(name, row.getLong("count"), last));
            }
        }
        Map<String, List<String>> data = new HashMap<>();
        for (Row row : newest) {
            data.computeIfAbsent(row.getString("name"), name -> new ArrayList<>())
                    .add(row.getString("data"));
        }
        return new Report(
                definitions.stream()
                        .map(definition -> check(
                                definition,
                                Optional.ofNullable(seen.get(definition.name())),
                                data.getOrDefault(definition.name(), List.of())))
                        .toList(),
                undefined);
    }

    private static Check check(EventDefinition definition, Optional<Seen> seen, List<String> newest) {
        Map<String, Integer> missing = new TreeMap<>();
        Map<String, Integer> wrong = new TreeMap<>();
        for (String data : newest) {
            for (EventFit.Misfit misfit : EventFit.misfits(definition, data)) {
                (misfit.what() == EventFit.What.MISSING ? missing : wrong).merge(misfit.param(), 1, Integer::sum);
            }
        }
        return new Check(
                definition, seen.map(Seen::count).orElse(0L), seen.map(Seen::last), newest.size(), missing, wrong);
    }
}
