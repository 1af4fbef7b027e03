package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.db.News;
import io.warmtag.occasion.Flood;
import io.warmtag.rule.Weighing.Key;
import io.warmtag.rule.Weighing.Known;
import io.warmtag.rule.Weighing.Weighed;
import io.warmtag.rule.audience.model.Course;
import io.warmtag.rule.audience.model.Course.Place;
import io.warmtag.rule.audience.model.Evaluator;
import io.warmtag.rule.audience.model.Life;
import io.warmtag.visitor.ModelSettingsStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Weighs everybody of a site by audiences that are new or mean something else: the leader does it, {@value #SLICE} persons in a
 * transaction, in the order of their ids, and goes on where another one stopped. Nobody is told of what that changes.
 */
public final class AudienceFill {
    private static final long EVERY_MS = 500;
    static final int SLICE = 500;
    private static final int MOST_DELETED = 5_000;

    private final Database database;
    private final Leadership leadership;
    private final AudienceDirectory directory;
    private final AudienceNeeds needs;
    private final FactsStore facts;
    private final ModelSettingsStore models;
    private final LongSupplier clock;

    private record Slice(Audience audience, List<UUID> persons) {}

    /** @param clock ms */
    public AudienceFill(
            Database database,
            Leadership leadership,
            AudienceDirectory directory,
            AudienceNeeds needs,
            FactsStore facts,
            ModelSettingsStore models,
            LongSupplier clock) {
        this.database = database;
        this.leadership = leadership;
        this.directory = directory;
        this.needs = needs;
        this.facts = facts;
        this.models = models;
        this.clock = clock;
    }

    /** @param flood while it is on, one slice a turn: members can wait, whoever sends an event can't */
    public void start(Flood flood) {
        leadership.every(EVERY_MS, EVERY_MS, "filling audiences", () -> run(flood::isOn));
    }

    /** Until everybody is weighed, or others are in a hurry. */
    Future<Void> run(BooleanSupplier hurry) {
        return followSettings()
                .compose(followed -> database.query(
                        "select site_id, id from audience where filling and deleted_at is null order by changed_at"))
                .compose(rows -> {
                    Future<Void> done = Future.succeededFuture();
                    for (Row row : rows) {
                        done = done.compose(before -> fill(row.getInteger(0), row.getInteger(1), hurry));
                    }
                    return done;
                })
                .compose(filled -> forgetDeleted());
    }

    /** Who is warm by new settings of the temperature is so without anything having happened. */
    private Future<Void> followSettings() {
        return database.query("select distinct site_id from audience where deleted_at is null")
                .compose(rows -> {
                    Future<Void> done = Future.succeededFuture();
                    for (Row row : rows) {
                        int site = row.getInteger(0);
                        int settings = AudienceEditor.newest(models.history(site));
                        Set<Integer> older = directory.of(site).stream()
                                .filter(audience -> audience.settings() < settings)
                                .map(Audience::id)
                                .collect(Collectors.toSet());
                        done = older.isEmpty() ? done : done.compose(before -> refill(site, older, settings));
                    }
                    return done;
                });
    }

    private Future<Void> refill(int site, Set<Integer> audiences, int settings) {
        return database.inTransaction(transaction -> AudienceLock.exclusive(transaction, site)
                        .compose(locked -> AudienceStore.refill(transaction, site, audiences, settings))
                        .compose(done -> News.tell(transaction, AudienceDirectory.TOPIC)))
                .compose(told -> directory.changed());
    }

    private Future<Void> fill(int site, int id, BooleanSupplier hurry) {
        return database.inTransaction(transaction -> slice(transaction, site, id))
                .compose(more -> {
                    if (!more) {
                        return directory.changed();
                    }
                    return hurry.getAsBoolean() ? Future.succeededFuture() : fill(site, id, hurry);
                });
    }

    /** @return whether there is more to do */
    private Future<Boolean> slice(SqlConnection transaction, int site, int id) {
        return AudienceLock.shared(transaction, site)
                .compose(locked -> next(transaction, site, id))
                .compose(slice -> slice.isEmpty()
                        ? Future.succeededFuture(false)
                        : weigh(transaction, slice.get()).compose(done -> advance(transaction, slice.get())));
    }

    private Future<Optional<Slice>> next(SqlConnection transaction, int site, int id) {
        return transaction
                .preparedQuery("""
                        select site_id, id, name, notes, condition, version, filling, settings, author, changed_at
                        from audience where site_id = $1 and id = $2 and filling and deleted_at is null for update""")
                .execute(Tuple.of(site, id))
                .map(AudienceStore::audiences)
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : transaction
                                .preparedQuery("""
                                        select id from person
                                        where site_id = $1 and joined_to is null
                                          and id > (select fill_after from audience where site_id = $1 and id = $2)
                                        order by id limit $3""")
                                .execute(Tuple.of(site, id, SLICE))
                                .map(rows -> Optional.of(new Slice(found.get(0), AudienceStore.persons(rows)))));
    }

    private Future<Void> weigh(SqlConnection transaction, Slice slice) {
        return weigh(transaction, slice.audience, slice.persons);
    }

    private Future<Void> weigh(SqlConnection transaction, Audience audience, List<UUID> persons) {
        if (persons.isEmpty()) {
            return Future.succeededFuture();
        }
        long now = clock.getAsLong();
        return Weighing.read(transaction, audience.site(), Set.of(audience.id()), persons)
                .compose(known -> facts.lives(
                                transaction,
                                audience.site(),
                                persons,
                                Instant.ofEpochMilli(now),
                                needs.of(audience.site(), List.of(audience.condition())))
                        .compose(lives -> {
                            List<Weighed> rows = rows(audience, persons, known, lives, now);
                            return Weighing.write(transaction, audience.site(), rows)
                                    .compose(written ->
                                            Weighing.persons(transaction, audience.site(), missed(rows, written)))
                                    .compose(again -> weigh(transaction, audience, List.copyOf(again)));
                        }));
    }

    /** Those of whom somebody else has made a row meanwhile, or changed it: they are looked at again. */
    private static List<UUID> missed(List<Weighed> rows, Set<Key> written) {
        return rows.stream()
                .map(Weighed::key)
                .filter(key -> !written.contains(key))
                .map(Key::person)
                .toList();
    }

    private List<Weighed> rows(
            Audience audience, List<UUID> persons, Map<Key, Known> known, Map<UUID, Life> lives, long now) {
        Evaluator evaluator = directory.evaluator(audience.site());
        boolean keepsAll = needs.holdsForStrangers(audience);
        var rows = new ArrayList<Weighed>();
        for (UUID person : persons) {
            Key key = new Key(audience.id(), person);
            @Nullable Known row = known.get(key);
            Life life = lives.get(person);
            if (life == null || row != null && row.version() == audience.version()) {
                continue;
            }
            long at = row == null ? now : Math.max(now, row.place().seen());
            Place place = Course.at(at, evaluator, audience.condition(), life);
            boolean was = row != null && row.since() != null;
            int changes = (row == null ? 0 : row.changes()) + (was == place.in() ? 0 : 1);
            Long since = !place.in() ? null : row != null && row.since() != null ? row.since() : Long.valueOf(at);
            if (row != null || place.in() || keepsAll || place.nextCheck() != Evaluator.NEVER) {
                rows.add(new Weighed(key, audience.version(), row, since, changes, place));
            }
        }
        return rows;
    }

    private Future<Boolean> advance(SqlConnection transaction, Slice slice) {
        boolean more = slice.persons.size() == SLICE;
        UUID last = slice.persons.isEmpty() ? new UUID(0, 0) : slice.persons.get(slice.persons.size() - 1);
        Future<Void> noted = transaction
                .preparedQuery("""
                        update audience set filled = filled + $3, filling = $4, fill_after = greatest(fill_after, $5)
                        where site_id = $1 and id = $2""")
                .execute(Tuple.of(slice.audience.site(), slice.audience.id(), (long) slice.persons.size(), more, last))
                .mapEmpty();
        return noted.compose(done -> more ? Future.succeededFuture() : News.tell(transaction, AudienceDirectory.TOPIC))
                .map(told -> more);
    }

    private Future<Void> forgetDeleted() {
        return database.query("""
                        delete from audience_member using (
                            select audience_member.site_id, audience, person from audience_member
                            join audience on audience.site_id = audience_member.site_id and audience.id = audience
                            where deleted_at is not null
                            limit $1) gone
                        where audience_member.site_id = gone.site_id and audience_member.audience = gone.audience
                          and audience_member.person = gone.person""", MOST_DELETED)
                .compose(rows -> rows.rowCount() == MOST_DELETED ? forgetDeleted() : Future.succeededFuture());
    }
}
