package io.warmtag.visitor;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.event.EventCountStore;
import io.warmtag.event.Partitions;
import io.warmtag.event.UuidV7;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import io.warmtag.visitor.model.PersonEvent;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.StateCodec;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Lets events go when their site keeps them no longer. First a checkpoint of everybody who has such events is stored, so
 * that his fold goes on from there; a partition is dropped when no site keeps anything in it, and a site that keeps less
 * than the others has its rows deleted. The default partition has ids of any time, of clocks that are wrong: there only the
 * time counts.
 */
public final class Retention {
    private static final long EVERY_MS = 3_600_000;
    private static final long FIRST_AFTER_MS = 60_000;
    private static final long DAY_MS = 86_400_000;
    private static final int PERSONS_AT_ONCE = 500;
    private static final UUID FIRST = new UUID(0, 0);

    private final Database database;
    private final Leadership leadership;
    private final SiteDirectory sites;
    private final Partitions partitions;
    private final EventCountStore counts;
    private final Persons persons;
    private final LongSupplier clock;

    public Retention(
            Database database,
            Leadership leadership,
            SiteDirectory sites,
            Partitions partitions,
            EventCountStore counts,
            Persons persons,
            LongSupplier clock) {
        this.database = database;
        this.leadership = leadership;
        this.sites = sites;
        this.partitions = partitions;
        this.counts = counts;
        this.persons = persons;
        this.clock = clock;
    }

    public void start() {
        leadership.every(FIRST_AFTER_MS, EVERY_MS, "retention", this::run);
    }

    /** Makes the partitions of the coming weeks, then lets go what is too old and puts old counts together. */
    public Future<Void> run() {
        long now = clock.getAsLong();
        Future<Void> done = partitions.ensure(now);
        for (Site site : sites.all()) {
            long before = now - site.retentionDays() * DAY_MS;
            done = done.compose(earlier -> letGo(site, before, FIRST))
                    // A day is counted as a whole.
                    .compose(gone -> counts.letGo(site, Instant.ofEpochMilli(before - DAY_MS)));
        }
        long longest = sites.all().stream().mapToLong(Site::retentionDays).max().orElse(400);
        long keptFrom = now - longest * DAY_MS;
        return done.compose(before -> partitions.olderThan(keptFrom))
                .compose(names -> drop(names, keptFrom))
                .compose(dropped -> counts.compact(Instant.ofEpochMilli(now)));
    }

    private Future<Void> drop(List<String> names, long keptFrom) {
        Future<Void> done = Future.succeededFuture();
        for (String name : names) {
            done = done.compose(before -> partitions.drop(name, keptFrom));
        }
        return done;
    }

    /** Checkpoints everybody after {@code last} with events before {@code before} (ms), then deletes these. */
    private Future<Void> letGo(Site site, long before, UUID last) {
        return database.query("""
                        with old as (select visitor, mark, time from event where site_id = $1 and id < $2
                                     union all
                                     select visitor, mark, time from event_default where site_id = $1 and id >= $2)
                        select distinct visitor from old
                        where time < $3 and visitor > $5 and mark = 0
                          and not exists (select from person_checkpoint c
                                          where c.site_id = $1 and c.person = visitor and c.taken_at >= $3)
                        order by visitor limit $4""", site.id(), UuidV7.bound(before), time(before), PERSONS_AT_ONCE, last)
                .compose(rows -> {
                    List<Future<Void>> taken = new ArrayList<>();
                    UUID newest = last;
                    for (Row row : rows) {
                        newest = row.getUUID(0);
                        taken.add(checkpoint(new PersonKey(site.id(), newest), before));
                    }
                    UUID next = newest;
                    Future<Void> all = Future.all(taken).mapEmpty();
                    return rows.size() < PERSONS_AT_ONCE
                            ? all.compose(done -> delete(site, before))
                            : all.compose(done -> letGo(site, before, next));
                });
    }

    private Future<Void> checkpoint(PersonKey key, long before) {
        // Each visitor has his own, so that whoever is joined can be parted again.
        return persons.storedAlone(key).compose(stored -> {
            // Everything that happened before the cut is in the checkpoint, everything from it on stays an event.
            List<PersonEvent> old = stored.events().stream()
                    .filter(event -> event.time() < before)
                    .toList();
            var past = new StoredPerson(stored.checkpoint(), old, stored.orders(), stored.log(), stored.revision());
            PersonState state =
                    past.fold(persons.history(key.site()), before - 1).state();
            return database.query(
                            """
                            insert into person_checkpoint (site_id, person, taken_at, state) values ($1, $2, $3, $4)
                            on conflict (site_id, person) do update set taken_at = excluded.taken_at, state = excluded.state""",
                            key.site(),
                            key.id(),
                            time(before - 1),
                            io.vertx.core.buffer.Buffer.buffer(StateCodec.encode(state)))
                    .mapEmpty();
        });
    }

    private Future<Void> delete(Site site, long before) {
        return database.inTransaction(transaction -> transaction
                .preparedQuery("delete from event where site_id = $1 and id < $2 and time < $3")
                .execute(Tuple.of(site.id(), UuidV7.bound(before), time(before)))
                .compose(deleted -> transaction
                        .preparedQuery("delete from event_default where site_id = $1 and id >= $2 and time < $3")
                        .execute(Tuple.of(site.id(), UuidV7.bound(before), time(before))))
                .compose(deleted -> transaction.preparedQuery("""
                                select distinct v.person from person_visitor v
                                join person_checkpoint c on c.site_id = v.site_id and c.person = v.visitor
                                where v.site_id = $1 and c.taken_at = $2""").execute(Tuple.of(site.id(), time(before - 1))))
                .compose(joined -> {
                    // What several checkpoints come to together is not quite what all the events came to.
                    List<UUID> persons = new ArrayList<>();
                    joined.forEach(row -> persons.add(row.getUUID(0)));
                    return Regrouping.refoldAll(transaction, site.id(), persons);
                }));
    }

    private static OffsetDateTime time(long ms) {
        return Instant.ofEpochMilli(ms).atOffset(ZoneOffset.UTC);
    }
}
