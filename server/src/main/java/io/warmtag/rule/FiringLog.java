package io.warmtag.rule;

import static io.warmtag.rule.DecidingStore.utc;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.warmtag.db.Database;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.rule.model.Decision;
import io.warmtag.site.Site;
import io.warmtag.visitor.model.Temperature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What rules did, as people read it. */
public final class FiringLog {
    private static final String SELECT = """
            select firing.id, rule, person, occasion_key, occasion, event, transition, temperature, version, decision, test,
                   occurred_at, at,
                   (select json_agg(json_build_object('number', number, 'state', step.state, 'due', due, 'note', note,
                                                      'ended_at', ended_at) order by number)::text
                    from firing_step step where step.firing = firing.id) as steps
            from firing
            """;

    private static final int MOST_OF_PERSON = 20;

    private final Database database;

    /**
     * What came of an occasion.
     *
     * @param key of the occasion
     * @param occasion its number in the order of arrival, if it had one
     * @param temperature of the person at that time, if he had been seen before
     * @param version of the rule
     * @param at when it was decided
     */
    public record Firing(
            UUID id,
            int rule,
            UUID person,
            String key,
            @Nullable Long occasion,
            @Nullable UUID event,
            @Nullable Integer transition,
            @Nullable Temperature temperature,
            int version,
            Decision decision,
            boolean test,
            Instant occurredAt,
            Instant at,
            List<Fate> steps) {}

    /**
     * What became of a step.
     *
     * @param number its place among the version's steps
     * @param state waiting, done, given_up or failed
     * @param note why, as a code or as an error; null when there is nothing to say
     */
    public record Fate(
            int number,
            String state,
            @Nullable Instant due,
            @Nullable String note,
            @Nullable Instant endedAt) {}

    public FiringLog(Database database) {
        this.database = database;
    }

    /** The newest first. */
    public Future<Page<Firing>> of(Site site, int rule, Optional<Decision> decision, Keyset after, int limit) {
        return database.query(
                        SELECT + """
                        where site_id = $1 and rule = $2 and at <= $3 and (at, id) < ($3, $4)
                          and ($5::smallint is null or decision = $5)
                        order by at desc, id desc limit $6
                        """,
                        site.id(),
                        rule,
                        utc(after.instant()),
                        after.id(),
                        decision.map(Decision::code).orElse(null),
                        limit + 1)
                .map(rows -> Page.of(firings(rows), limit, firing -> Keyset.of(firing.at(), firing.id())));
    }

    /** What one rule did for one person, the newest first. */
    Future<List<Firing>> of(Site site, int rule, UUID visitor) {
        return database.query(SELECT + """
                        where site_id = $1 and rule = $2 and person in (select visitors_of($1, $3))
                        order by at desc limit $4
                        """, site.id(), rule, visitor, MOST_OF_PERSON)
                .map(FiringLog::firings);
    }

    /** Of a visitor's person, the newest first. */
    public Future<List<Firing>> ofPerson(Site site, UUID visitor, int limit) {
        return database.query(
                        SELECT
                                + "where site_id = $1 and person in (select visitors_of($1, $2)) order by at desc limit $3",
                        site.id(),
                        visitor,
                        limit)
                .map(FiringLog::firings);
    }

    private static List<Firing> firings(RowSet<Row> rows) {
        var firings = new ArrayList<Firing>(rows.size());
        for (Row row : rows) {
            Short temperature = row.getShort("temperature");
            firings.add(new Firing(
                    row.getUUID("id"),
                    row.getInteger("rule"),
                    row.getUUID("person"),
                    row.getString("occasion_key"),
                    row.getLong("occasion"),
                    row.getUUID("event"),
                    row.getInteger("transition"),
                    temperature == null ? null : Temperature.values()[temperature],
                    row.getInteger("version"),
                    Decision.of(row.getShort("decision")),
                    row.getBoolean("test"),
                    row.getOffsetDateTime("occurred_at").toInstant(),
                    row.getOffsetDateTime("at").toInstant(),
                    fates(row.getString("steps"))));
        }
        return firings;
    }

    private static List<Fate> fates(@Nullable String json) {
        var fates = new ArrayList<Fate>();
        if (json != null) {
            for (Object each : new JsonArray(json)) {
                JsonObject step = (JsonObject) each;
                fates.add(new Fate(
                        step.getInteger("number"),
                        step.getString("state"),
                        step.getInstant("due"),
                        step.getString("note"),
                        step.getInstant("ended_at")));
            }
        }
        return fates;
    }
}
