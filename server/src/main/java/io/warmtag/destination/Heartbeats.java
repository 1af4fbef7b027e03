package io.warmtag.destination;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import io.warmtag.visitor.PersonStore;
import io.warmtag.visitor.model.Temperature;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Says the temperature of people again while they have it, so that website audiences outside, which forget, keep them: once a
 * period each, at the person's own time in it, which follows from his id. The leader does it; whoever does it again says the
 * same.
 */
final class Heartbeats {
    /** The setting of a kind that wants it: days of a period, 0 for never. */
    static final String PERIOD = "heartbeat_days";

    /** Who was not seen for so many days is not said any more. */
    static final String ACTIVE = "active_days";

    private static final long EVERY_MS = 30_000;
    private static final int SLICE = 500;
    private static final String DUE = """
            select p.id, p.temperature, answer.context from person p
            cross join lateral consent_of($1, p.id, $7, 'infinity') answer
            where p.site_id = $1 and p.id > $2 and p.id <= $3 and p.temperature = any($4) and p.joined_to is null
              and (p.temperature <> $8 or not has_bought($1, p.id))
              and p.last_seen > now() - $5 * interval '1 day'
            order by p.id limit $6
            """;

    private final Database database;
    private final Targets targets;
    private final SiteDirectory sites;
    private final Outbox outbox;

    /**
     * A stretch of a period: those whose ids lie in it are due.
     *
     * @param period its number since 1970
     * @param after not included
     */
    record Stretch(long period, UUID after, UUID last) {
        /** What of the periods lies between two instants, at most one period of it. */
        static List<Stretch> between(Instant reached, Instant now, Duration length) {
            long ms = length.toMillis();
            long to = now.toEpochMilli();
            long from = Math.max(reached.toEpochMilli(), to - ms);
            var stretches = new ArrayList<Stretch>();
            while (from < to) {
                long period = Math.floorDiv(from, ms);
                long end = Math.min(to, (period + 1) * ms);
                stretches.add(new Stretch(period, at(from - period * ms, ms), at(end - period * ms, ms)));
                from = end;
            }
            return stretches;
        }

        /** Ids are random, so they divide a period evenly. */
        private static UUID at(long ms, long length) {
            if (ms >= length) {
                return new UUID(-1, -1);
            }
            long bits = (long) (ms / (double) length * (1L << 53)) << 11;
            return ms == 0 ? new UUID(0, 0) : new UUID(bits, -1);
        }
    }

    Heartbeats(Database database, Targets targets, SiteDirectory sites, Outbox outbox) {
        this.database = database;
        this.targets = targets;
        this.sites = sites;
        this.outbox = outbox;
    }

    void start(Leadership leadership) {
        leadership.every(EVERY_MS, EVERY_MS, "saying temperatures again", () -> run(Instant.now()));
    }

    Future<Void> run(Instant now) {
        Future<Void> done = Future.succeededFuture();
        for (Target target : targets.all()) {
            if (target.isOn() && days(target, PERIOD) > 0) {
                done = done.compose(before -> run(target, now));
            }
        }
        return done;
    }

    private static int days(Target target, String setting) {
        String said = target.settings().values().getOrDefault(setting, "");
        return said.matches("\\d{1,3}") ? Integer.parseInt(said) : 0;
    }

    /** Begins with the moment at which the destination is first seen to be on. */
    private Future<Void> run(Target target, Instant now) {
        return database.query("""
                        insert into heartbeat (site_id, destination, reached) values ($1, $2, $3)
                        on conflict (site_id, destination) do update set reached = heartbeat.reached returning reached
                        """, target.site(), target.id(), now.atOffset(ZoneOffset.UTC))
                .map(rows -> rows.iterator().next().getOffsetDateTime(0).toInstant())
                .compose(reached -> {
                    Future<Void> done = Future.succeededFuture();
                    for (Stretch stretch : Stretch.between(reached, now, Duration.ofDays(days(target, PERIOD)))) {
                        done = done.compose(before -> say(target, stretch, now));
                    }
                    return done;
                })
                .compose(said -> database.query("""
                        update heartbeat set reached = greatest(reached, $3) where site_id = $1 and destination = $2
                        """, target.site(), target.id(), now.atOffset(ZoneOffset.UTC)))
                .mapEmpty();
    }

    private Future<Void> say(Target target, Stretch stretch, Instant now) {
        Short[] temperatures = Stream.of(Temperature.values())
                .filter(each ->
                        target.settings().mapping().line(Forwarding.name(each)).isPresent())
                .map(PersonStore::code)
                .toArray(Short[]::new);
        Optional<Site> site = sites.find(target.site());
        if (temperatures.length == 0 || site.isEmpty()) {
            return Future.succeededFuture();
        }
        boolean asks = site.get().consent() == Site.Consent.ASK;
        int active = Math.max(1, days(target, ACTIVE));
        return database.query(
                        DUE,
                        target.site(),
                        stretch.after,
                        stretch.last,
                        temperatures,
                        (double) active,
                        SLICE,
                        target.settings().purpose(),
                        PersonStore.code(Temperature.COLD))
                .compose(rows -> {
                    var outbound = new ArrayList<Outbound>();
                    UUID last = stretch.last;
                    for (Row row : rows) {
                        last = row.getUUID("id");
                        Outbound said = said(target, stretch.period, row, now);
                        if (Consent.isGranted(
                                        said.event().context(),
                                        target.settings().purpose(),
                                        asks)
                                && target.settings().mapping().lets(said.event())) {
                            outbound.add(said);
                        }
                    }
                    UUID reached = last;
                    return database.inTransaction(transaction -> outbox.add(transaction, outbound))
                            .compose(added -> rows.size() < SLICE
                                    ? Future.succeededFuture()
                                    : say(target, new Stretch(stretch.period, reached, stretch.last), now));
                });
    }

    private static Outbound said(Target target, long period, Row row, Instant now) {
        UUID person = row.getUUID("id");
        Temperature temperature = PersonStore.temperature(row.getShort("temperature"));
        // Who has changed in the meantime was said by that already: of each period one is enough.
        String key = "h:" + person + ":" + period;
        UUID id = UUID.nameUUIDFromBytes(
                (target.site() + ":" + target.id() + ":" + key).getBytes(StandardCharsets.UTF_8));
        var data = new JsonObject()
                .put("temperature", Forwarding.word(temperature))
                .put("heartbeat", true);
        var event = new Outgoing(id, Forwarding.name(temperature), now, data, new JsonObject(row.getString("context")));
        return new Outbound(target.site(), target.id(), key, person, null, event);
    }
}
