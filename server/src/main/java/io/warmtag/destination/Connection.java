package io.warmtag.destination;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.warmtag.db.Database;
import io.warmtag.db.Keyset;
import io.warmtag.event.Event;
import io.warmtag.event.EventFilter;
import io.warmtag.event.EventStore;
import io.warmtag.site.Site;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** How far a connection to Meta is, each step by what was really seen and not by what was typed. */
public final class Connection {
    private static final int LOOKED_AT = 500;

    private final Database database;
    private final EventStore events;

    /**
     * One step of connecting.
     *
     * @param code its message's key below {@code connection.}
     * @param seen when it was seen to work last; empty: not yet
     */
    public record Step(String code, Optional<Instant> seen) {}

    public Connection(Database database) {
        this.database = database;
        this.events = new EventStore(database);
    }

    public Future<List<Step>> of(Site site, Target target) {
        Future<Optional<Instant>> sent = accepted(target, "not sandbox");
        Future<Optional<Instant>> tried = accepted(target, "sandbox");
        return events.list(site, EventFilter.ALL, Keyset.NEWEST, LOOKED_AT)
                .compose(page -> sent.compose(real -> tried.map(sandbox -> List.of(
                        new Step("consent", newest(page.items(), event -> consents(site, target, event))),
                        new Step(
                                "browser",
                                newest(
                                        page.items(),
                                        event -> !event.context()
                                                .getString("fbp", "")
                                                .isEmpty())),
                        new Step("sandbox", sandbox),
                        new Step("accepted", real)))));
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
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return Optional.ofNullable(row.getOffsetDateTime(0)).map(java.time.OffsetDateTime::toInstant);
                });
    }
}
