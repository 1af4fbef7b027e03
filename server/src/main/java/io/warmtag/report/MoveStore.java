package io.warmtag.report;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import io.warmtag.report.Move.Place;
import io.warmtag.site.Site;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How people moved in a span of days, counted out of the log of changes and kept. */
public final class MoveStore {
    // Weighing everybody by other settings is nobody's move, nor is finding out who is one person with whom. Hot
    // ends by time alone when the last order has become too old. Newcomers who stayed where they began are told by
    // "except": a plan made for any span expects few of them, and an anti-join would compare each with everybody who
    // moved.
    private static final String COUNT = """
            insert into temperature_move (site_id, day, days, from_state, to_state, people, computed_at)
            with moved as materialized (
                select coalesce(own.person, log.person) as someone, log.person, number, from_state, to_state, logged_at
                from transition log
                left join person_visitor own on own.site_id = $1 and own.visitor = log.person
                where log.site_id = $1::int and logged_at >= $2 and logged_at < $3 and cause not in ('settings', 'joined', 'parted')
            ), opening as materialized (
                select distinct on (someone) someone, person, number, from_state from moved
                order by someone, logged_at, number
            ), closing as materialized (
                select distinct on (someone) someone, person, number, to_state from moved
                order by someone, logged_at desc, number desc
            ), placed as (
                select case when known.first_seen >= $2 then 4
                            when from_state = 0 and exists (
                                select from transition past where past.site_id = $1 and past.person = opening.person
                                  and past.number < opening.number and past.from_state = 2 and past.cause = 'time') then 3
                            else from_state end as since,
                       case when to_state = 0 and exists (
                                select from transition past where past.site_id = $1 and past.person = closing.person
                                  and past.number <= closing.number and past.from_state = 2 and past.cause = 'time') then 3
                            else to_state end as until
                from opening join closing using (someone)
                left join person known on known.site_id = $1 and known.id = someone
            ), counted as (
                select since, until, count(*) as people from placed group by 1, 2
                union all
                select 4, 0, count(*) from (
                    select id from person
                    where site_id = $1 and last_seen >= $2 and first_seen >= $2 and first_seen < $3
                    except
                    select visitor from person_visitor where site_id = $1 and person_visitor.person <> visitor
                    except
                    select someone from opening) stayed
                union all
                select 0, 0, 0
            )
            select $1, $4::date, $5::smallint, since, until, sum(people), now() from counted group by since, until
            """;

    private final Database database;

    /** @param computedAt empty: not counted yet */
    public record Span(List<Move> moves, Optional<Instant> computedAt) {
        public long people(Place from, Place to) {
            return moves.stream()
                    .filter(move -> move.from() == from && move.to() == to)
                    .mapToLong(Move::people)
                    .sum();
        }

        /** Those who stand elsewhere now. */
        public long people() {
            return moves.stream()
                    .filter(move -> move.from() != move.to())
                    .mapToLong(Move::people)
                    .sum();
        }
    }

    /** @param day the last one of the span */
    record Key(LocalDate day, int days) {}

    public MoveStore(Database database) {
        this.database = database;
    }

    /** A span of 7 or 28 days. */
    public Future<Span> span(Site site, LocalDate lastDay, int days) {
        return database.query("""
                        select from_state, to_state, people, computed_at from temperature_move
                        where site_id = $1 and day = $2 and days = $3
                        """, site.id(), lastDay, days).map(rows -> {
            var moves = new ArrayList<Move>();
            Optional<Instant> at = Optional.empty();
            for (Row row : rows) {
                at = Optional.of(row.getOffsetDateTime("computed_at").toInstant());
                if (row.getLong("people") > 0) {
                    moves.add(new Move(
                            Place.values()[row.getInteger("from_state")],
                            Place.values()[row.getInteger("to_state")],
                            row.getLong("people")));
                }
            }
            return new Span(moves, at);
        });
    }

    /** When the spans that end since a day were counted. */
    Future<Map<Key, Instant>> counted(Site site, LocalDate since) {
        return database.query("""
                        select day, days, computed_at from temperature_move
                        where site_id = $1 and day >= $2 and from_state = 0 and to_state = 0
                        """, site.id(), since).map(rows -> {
            var counted = new HashMap<Key, Instant>();
            rows.forEach(row -> counted.put(
                    new Key(row.getLocalDate("day"), row.getInteger("days")),
                    row.getOffsetDateTime("computed_at").toInstant()));
            return counted;
        });
    }

    Future<Void> count(Site site, Key key) {
        return database.inTransaction(transaction -> transaction
                .preparedQuery("delete from temperature_move where site_id = $1 and day = $2 and days = $3")
                .execute(Tuple.of(site.id(), key.day, key.days))
                .compose(gone -> transaction
                        .preparedQuery(COUNT)
                        .execute(Tuple.of(
                                site.id(),
                                start(site, key.day.minusDays(key.days - 1L)),
                                start(site, key.day.plusDays(1)),
                                key.day,
                                key.days)))
                .mapEmpty());
    }

    private static OffsetDateTime start(Site site, LocalDate day) {
        return day.atStartOfDay(site.timeZone()).toInstant().atOffset(ZoneOffset.UTC);
    }
}
