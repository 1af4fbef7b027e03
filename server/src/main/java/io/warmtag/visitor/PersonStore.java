package io.warmtag.visitor;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.warmtag.db.Database;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.event.VisitorId;
import io.warmtag.site.Site;
import io.warmtag.visitor.model.Temperature;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads the lists and counts of persons, and the log of what changed their temperature. */
public final class PersonStore {
    /**
     * In a statement about {@code transition}: when what made the change had come in, which is later than it by the way that the
     * event had to go. Whoever decides about a change decides with that known.
     */
    public static final String KNOWN = """
            case cause when 'time' then at else greatest(at, coalesce(
                (select received from event made
                 where made.site_id = transition.site_id
                   and made.id = case when cause = 'event' then cause_id::uuid end), logged_at)) end""";

    private static final String COLUMNS = "id, temperature, since, score, first_seen, last_seen, next_change";

    // Whose own id begins so comes by the primary key, as many as are wanted; whom a joined visitor leads to, by
    // an index of the joined.
    private static final String SEARCH = """
            with own as (
                select * from person
                where site_id = $1 and id between $2 and $3 and id > $4 and joined_to is null
                  and ($5::smallint is null or temperature = $5)
                order by id limit $6),
            led as (
                select known.*
                from (select distinct joined_to as id from person
                      where site_id = $1 and id between $2 and $3 and joined_to > $4
                        and joined_to not between $2 and $3) target
                cross join lateral (select * from person where site_id = $1 and person.id = target.id offset 0) known
                where $5::smallint is null or temperature = $5
                order by id limit $6)
            select id, temperature, since, score, first_seen, last_seen, next_change
            from (select * from own union all select * from led) found
            order by id limit $6
            """;

    private final Database database;

    public PersonStore(Database database) {
        this.database = database;
    }

    /** The code of a temperature in the database. */
    public static short code(Temperature temperature) {
        return (short) temperature.ordinal();
    }

    public static Temperature temperature(short code) {
        return Temperature.values()[code];
    }

    /** Last seen first. */
    public Future<Page<Person>> list(Site site, Optional<Temperature> temperature, Keyset after, int limit) {
        // Two statements, so that each has its index in the order wanted.
        String only = temperature.isPresent() ? " and temperature = $5" : " and $5::smallint is null";
        return database.query(
                        "select " + COLUMNS + """
                         from person
                        where site_id = $1 and joined_to is null and last_seen <= $2 and (last_seen, id) < ($2, $3)""" + only + """

                        order by last_seen desc, id desc limit $4
                        """,
                        site.id(),
                        after.instant().atOffset(ZoneOffset.UTC),
                        after.id(),
                        limit + 1,
                        temperature.map(PersonStore::code).orElse(null))
                .map(rows -> Page.of(persons(rows), limit, person -> Keyset.of(person.lastSeen(), person.id())));
    }

    /** The persons one of whose visitors' id begins as asked, by id. */
    public Future<Page<Person>> search(
            Site site, VisitorId.Range range, Optional<Temperature> temperature, Keyset after, int limit) {
        UUID from = after.equals(Keyset.NEWEST) ? new UUID(0, 0) : after.id();
        return database.query(
                        SEARCH,
                        site.id(),
                        range.first(),
                        range.last(),
                        from,
                        temperature.map(PersonStore::code).orElse(null),
                        limit + 1)
                .map(rows -> Page.of(persons(rows), limit, person -> Keyset.of(person.id())));
    }

    /** The person of a visitor. */
    public Future<Optional<Person>> find(Site site, UUID visitor) {
        return database.query(
                        "select " + COLUMNS + " from person where site_id = $1 and id = ("
                                + "select coalesce(joined_to, id) from person where site_id = $1 and id = $2)",
                        site.id(),
                        visitor)
                .map(rows -> persons(rows).stream().findFirst());
    }

    public Future<TemperatureCounts> counts(Site site) {
        return database.query("""
                        select coalesce(sum(count) filter (where temperature = $2), 0)::bigint as hot,
                               coalesce(sum(count) filter (where temperature = $3), 0)::bigint as warm,
                               coalesce(sum(count) filter (where temperature = $4), 0)::bigint as cold
                        from temperature_count where site_id = $1
                        """, site.id(), code(Temperature.HOT), code(Temperature.WARM), code(Temperature.COLD))
                .map(rows -> counts(rows.iterator().next()));
    }

    /** The counts as they were noted on a day; empty when there was no note. */
    public Future<Optional<TemperatureCounts>> countsOn(Site site, LocalDate day) {
        return database.query(
                        "select hot, warm, cold from temperature_day where site_id = $1 and day = $2", site.id(), day)
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(counts(row));
                    }
                    return Optional.empty();
                });
    }

    /** What changed the temperature of a visitor's person, the newest first. */
    public Future<Page<LoggedTransition>> transitions(Site site, UUID visitor, Keyset after, int limit) {
        return database.query("""
                        select number, from_state, to_state, at, cause, cause_id, model_version from transition
                        where site_id = $1 and number < $3
                          and person = coalesce(
                              (select joined_to from person where person.site_id = $1 and person.id = $2), $2)
                        order by number desc limit $4
                        """, site.id(), visitor, (int) Math.min(after.number(), Integer.MAX_VALUE), limit + 1)
                .map(rows -> {
                    var transitions = new ArrayList<LoggedTransition>();
                    for (Row row : rows) {
                        transitions.add(transition(row));
                    }
                    return Page.of(transitions, limit, each -> Keyset.of(each.number()));
                });
    }

    private static LoggedTransition transition(Row row) {
        return new LoggedTransition(
                row.getInteger("number"),
                temperature(row.getShort("from_state")),
                temperature(row.getShort("to_state")),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("cause"),
                row.getString("cause_id"),
                row.getInteger("model_version"));
    }

    private static TemperatureCounts counts(Row row) {
        return new TemperatureCounts(row.getLong("hot"), row.getLong("warm"), row.getLong("cold"));
    }

    private static List<Person> persons(RowSet<Row> rows) {
        var persons = new ArrayList<Person>(rows.size());
        for (Row row : rows) {
            OffsetDateTime next = row.getOffsetDateTime("next_change");
            persons.add(new Person(
                    row.getUUID("id"),
                    temperature(row.getShort("temperature")),
                    row.getOffsetDateTime("since").toInstant(),
                    row.getFloat("score"),
                    row.getOffsetDateTime("first_seen").toInstant(),
                    row.getOffsetDateTime("last_seen").toInstant(),
                    next == null ? null : next.toInstant()));
        }
        return persons;
    }
}
