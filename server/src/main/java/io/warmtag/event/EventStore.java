package io.warmtag.event;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.warmtag.db.Database;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.site.Site;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of a site. No question costs more with more events stored: each walks an index from a known place and
 * stops at its limit, or after {@link #MOST_WALKED} events where a filter finds little.
 */
public final class EventStore {
    private static final int SLICE = 20_000;
    private static final int MOST_SLICES = 3;
    /** How many events one page looks through for a name or a mark; a page that found fewer says where it stopped. */
    static final int MOST_WALKED = SLICE * MOST_SLICES;

    private static final String COLUMNS = "id, visitor, name, time, received, mark, remarks, data, context";

    private final Database database;

    public EventStore(Database database) {
        this.database = database;
    }

    /**
     * Newest first: by the time received, or of one visitor by the time at which they happened, in pages by their ids. A page
     * may hold fewer than {@code limit} and still have a next one.
     */
    public Future<Page<Event>> list(Site site, EventFilter filter, Keyset after, int limit) {
        if (filter.visitor().isPresent()) {
            return ofVisitor(site, filter.visitor().get(), filter, after, limit);
        }
        return filter.name().isEmpty() && filter.mark().isEmpty()
                ? all(site, after, limit)
                : walk(site, filter, after, limit, MOST_SLICES);
    }

    private Future<Page<Event>> all(Site site, Keyset after, int limit) {
        return database.query(
                        "select " + COLUMNS + """
                         from event
                        where site_id = $1 and received <= $2 and (received, id) < ($2, $3)
                        order by received desc, id desc limit $4
                        """,
                        site.id(),
                        after.instant().atOffset(ZoneOffset.UTC),
                        after.id(),
                        limit + 1)
                .map(rows -> Page.of(events(rows), limit, EventStore::place));
    }

    private Future<Page<Event>> ofVisitor(Site site, UUID visitor, EventFilter filter, Keyset after, int limit) {
        return database.query(
                        "select " + COLUMNS + """
                         from event
                        where site_id = $1 and visitor = $2 and id < $3
                          and ($4::text is null or name = $4) and ($5::smallint is null or mark = $5)
                        order by id desc limit $6
                        """,
                        site.id(),
                        visitor,
                        after.id(),
                        filter.name().orElse(null),
                        filter.mark().map(Mark::code).orElse(null),
                        limit + 1)
                .map(rows -> byTime(events(rows), limit));
    }

    /** The events of some visitors together, paged and sorted as those of one. */
    public Future<Page<Event>> ofVisitors(Site site, List<UUID> visitors, Keyset after, int limit) {
        return database.query(
                        "select " + COLUMNS + " from unnest($2::uuid[]) as asked (one) cross join lateral (select "
                                + COLUMNS
                                + """
                         from event where site_id = $1 and event.visitor = asked.one and id < $3
                            order by id desc limit $4) newest
                        order by id desc limit $4
                        """,
                        site.id(),
                        visitors.toArray(UUID[]::new),
                        after.id(),
                        limit + 1)
                .map(rows -> byTime(events(rows), limit));
    }

    /**
     * What is on a page is decided by the ids, in whose order the index has them. An id was made when its event was told, which
     * may be after it happened, and many at once have no order: on their page events stand as they happened.
     */
    private static Page<Event> byTime(List<Event> found, int limit) {
        Page<Event> page = Page.of(found, limit, event -> Keyset.of(event.id()));
        List<Event> sorted = page.items().stream()
                .sorted(Comparator.comparing(Event::time)
                        .thenComparing(Event::id)
                        .reversed())
                .toList();
        return new Page<>(sorted, page.next());
    }

    private Future<Page<Event>> walk(Site site, EventFilter filter, Keyset after, int limit, int slices) {
        return slice(site, filter, after, limit).compose(page -> {
            if (!page.items().isEmpty() || page.next().isEmpty() || slices == 1) {
                return Future.succeededFuture(page);
            }
            return jump(site, filter, page.next().get())
                    .compose(place -> place.map(from -> walk(site, filter, from, limit, slices - 1))
                            .orElseGet(() -> Future.succeededFuture(new Page<>(List.of(), Optional.empty()))));
        });
    }

    /** Looks through the next {@link #SLICE} events; the last of them is always read, to know where the slice ended. */
    private Future<Page<Event>> slice(Site site, EventFilter filter, Keyset after, int limit) {
        return database.query(
                        "select " + COLUMNS + ", number from (select *, row_number() over () as number from (select "
                                + COLUMNS + """
                         from event
                        where site_id = $1 and received <= $2 and (received, id) < ($2, $3)
                        order by received desc, id desc limit $4) newest) numbered
                        where number = $4 or ($5::text is null or name = $5) and ($6::smallint is null or mark = $6)
                        order by number limit $7
                        """,
                        site.id(),
                        after.instant().atOffset(ZoneOffset.UTC),
                        after.id(),
                        SLICE,
                        filter.name().orElse(null),
                        filter.mark().map(Mark::code).orElse(null),
                        limit + 1)
                .map(rows -> page(rows, filter, limit));
    }

    private static Page<Event> page(RowSet<Row> rows, EventFilter filter, int limit) {
        List<Event> found = events(rows);
        var hits = Page.of(found.stream().filter(filter::takes).toList(), limit, EventStore::place);
        boolean sliceEnded = false;
        for (Row row : rows) {
            sliceEnded = row.getLong("number") == SLICE;
        }
        if (hits.next().isPresent() || !sliceEnded) {
            return hits;
        }
        return new Page<>(hits.items(), Optional.of(place(found.get(found.size() - 1))));
    }

    /** Where a name may be found next: from the hour in which it last came before. Empty when it never did. */
    private Future<Optional<Keyset>> jump(Site site, EventFilter filter, Keyset from) {
        if (filter.name().isEmpty()) {
            return Future.succeededFuture(Optional.of(from));
        }
        return database.query(
                        """
                        select hour + case when shard = $4 then interval '1 day' else interval '1 hour' end as until
                        from event_count where site_id = $1 and name = $2 and hour <= $3
                        order by hour desc limit 1
                        """,
                        site.id(),
                        filter.name().get(),
                        from.instant().atOffset(ZoneOffset.UTC),
                        EventCountStore.DAY_SHARD)
                .map(rows -> {
                    for (Row row : rows) {
                        Instant until = row.getOffsetDateTime("until").toInstant();
                        return Optional.of(until.isBefore(from.instant()) ? Keyset.of(until, from.id()) : from);
                    }
                    return Optional.empty();
                });
    }

    /**
     * What a view that follows sees when it looks.
     *
     * @param events those that are wanted, newest first
     * @param newest when the newest of all was received, wanted or not; null: there is none
     */
    record Look(List<Event> events, @Nullable Instant newest) {}

    /**
     * What was received at or after an instant, of the newest {@link #SLICE}; for a view that follows, see {@link LiveTail}. The
     * newest of all is always read, to know where the next look goes on.
     */
    Future<Look> since(Site site, EventFilter filter, Instant from, int limit) {
        return database.query(
                        "select " + COLUMNS + " from (select *, row_number() over () as number from (select "
                                + COLUMNS + """
                         from event where site_id = $1 and received >= $2
                        order by received desc, id desc limit $3) newest) numbered
                        where number = 1 or (($4::uuid is null or visitor = $4)
                          and ($5::text is null or name = $5) and ($6::smallint is null or mark = $6))
                        order by number limit $7
                        """,
                        site.id(),
                        from.atOffset(ZoneOffset.UTC),
                        filter.takesAll() ? limit : SLICE,
                        filter.visitor().orElse(null),
                        filter.name().orElse(null),
                        filter.mark().map(Mark::code).orElse(null),
                        limit + 1)
                .map(rows -> look(events(rows), filter, limit));
    }

    private static Look look(List<Event> found, EventFilter filter, int limit) {
        return new Look(
                found.stream().filter(filter::takes).limit(limit).toList(),
                found.isEmpty() ? null : found.get(0).received());
    }

    private static Keyset place(Event event) {
        return Keyset.of(event.received(), event.id());
    }

    private static List<Event> events(RowSet<Row> rows) {
        var events = new ArrayList<Event>(rows.size());
        for (Row row : rows) {
            events.add(event(row));
        }
        return events;
    }

    /** Reads the columns of an event out of a row that may have others too. */
    public static Event event(Row row) {
        String[] remarks = row.getArrayOfStrings("remarks");
        return new Event(
                row.getUUID("id"),
                row.getUUID("visitor"),
                row.getString("name"),
                row.getOffsetDateTime("time").toInstant(),
                row.getOffsetDateTime("received").toInstant(),
                Mark.of(row.getShort("mark")),
                remarks == null ? List.of() : List.of(remarks),
                new JsonObject(row.getString("data")),
                new JsonObject(row.getString("context")));
    }
}
