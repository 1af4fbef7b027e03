package io.warmtag.destination;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.warmtag.db.Database;
import io.warmtag.db.Keyset;
import io.warmtag.event.Event;
import io.warmtag.event.EventFilter;
import io.warmtag.event.EventStore;
import io.warmtag.site.Site;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** How far a connection to Meta is, each step by what was really seen and not by what was typed. */
public final class Connection {
    private static final int LOOKED_AT = 500;
    private static final String KIND = "meta";

    private final Database database;
    private final EventStore events;

    /**
     * One step of connecting.
     *
     * @param code its message's key below {@code connection.}
     * @param seen when it was seen to work last; empty: not yet
     * @param lists what the other side finds by audiences that it has counted
     */
    public record Step(String code, Optional<Instant> seen, List<Filled> lists) {
        Step(String code, Optional<Instant> seen) {
            this(code, seen, List.of());
        }
    }

    /**
     * An audience there.
     *
     * @param list the destination's number
     */
    public record Filled(int list, String name, Lists.Found found) {}

    /** Only the events' own side is connected in steps; an audience there shows its own standing. */
    public static boolean isOf(Target target) {
        return target.kind().equals(KIND);
    }

    public Connection(Database database) {
        this.database = database;
        this.events = new EventStore(database);
    }

    /** @param pixel the events at which a browser was seen to call the pixel */
    public Future<List<Step>> of(Site site, Target target, Map<UUID, Instant> pixel) {
        Future<Optional<Instant>> sent = accepted(target, "not sandbox");
        Future<Optional<Instant>> tried = accepted(target, "sandbox");
        Future<Optional<Instant>> both = both(target, pixel);
        Future<Optional<Instant>> filling = filling(site);
        Future<List<Filled>> filled = filled(site);
        Optional<Instant> called = pixel.values().stream().max(Comparator.naturalOrder());
        return events.list(site, EventFilter.ALL, Keyset.NEWEST, LOOKED_AT)
                .compose(page -> Future.all(sent, tried, both, filling, filled)
                        .map(all -> List.of(
                                new Step("consent", newest(page.items(), event -> consents(site, target, event))),
                                new Step(
                                        "browser",
                                        called.or(() -> newest(
                                                page.items(),
                                                event -> !event.context()
                                                        .getString("fbp", "")
                                                        .isEmpty()))),
                                new Step("sandbox", tried.result()),
                                new Step("accepted", sent.result()),
                                new Step("dedup", both.result()),
                                new Step("audience", filling.result(), filled.result()))));
    }

    /** When the server's side took an event that the browser's pixel was called with too: Meta counts the two once. */
    private Future<Optional<Instant>> both(Target target, Map<UUID, Instant> pixel) {
        return pixel.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : database.query("""
                        select max(done_at) from (select event, state, done_at from outbox
                            where site_id = $1 and destination = $2 order by number desc limit 2000) newest
                        where state = 1 and event = any($3)
                        """, target.site(), target.id(), pixel.keySet().toArray(UUID[]::new))
                        .map(Connection::time);
    }

    /** When an audience of the site was last told of somebody. */
    private Future<Optional<Instant>> filling(Site site) {
        return database.query("""
                        select max(told.at) from destination d
                        cross join lateral (select max(told_at) as at from list_member
                            where site_id = d.site_id and destination = d.id and told is not null) told
                        where d.site_id = $1 and d.kind = 'meta_audience' and d.state <> 3
                        """, site.id()).map(Connection::time);
    }

    /** The audiences of the site that the other side has said something of, those told last first. */
    private Future<List<Filled>> filled(Site site) {
        return database.query("""
                        select d.id, d.name, l.size_least, l.size_most, l.size_trouble, l.sized_at from destination d
                        join people_list l on l.site_id = d.site_id and l.destination = d.id and l.sandbox = d.sandbox
                        where d.site_id = $1 and d.kind = 'meta_audience' and d.state <> 3 and l.sized_at is not null
                        order by l.sized_at desc limit 5
                        """, site.id()).map(rows -> {
            var filled = new ArrayList<Filled>();
            rows.forEach(row -> filled.add(new Filled(
                    row.getInteger("id"), row.getString("name"), Objects.requireNonNull(Lists.Found.of(row)))));
            return filled;
        });
    }

    private static Optional<Instant> time(RowSet<Row> rows) {
        return Optional.ofNullable(rows.iterator().next().getOffsetDateTime(0)).map(OffsetDateTime::toInstant);
    }

    private static boolean consents(Site site, Target target, Event event) {
        JsonObject context = event.context();
        return event.visitor() != null
                && Consent.isGranted(context, target.settings().purpose(), site.consent() == Site.Consent.ASK);
    }

    private static Optional<Instant> newest(List<Event> events, Predicate<Event> wanted) {
        return events.stream().filter(wanted).findFirst().map(Event::received);
    }

    private Future<Optional<Instant>> accepted(Target target, String where) {
        return database.query(
                        "select max(at) from attempt where site_id = $1 and destination = $2 and outcome = 0 and "
                                + where,
                        target.site(),
                        target.id())
                .map(Connection::time);
    }
}
