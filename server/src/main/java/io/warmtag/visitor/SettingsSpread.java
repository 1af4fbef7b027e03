package io.warmtag.visitor;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Row;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Weighs everybody of a site by a new version of its settings, without waiting for their next visit. The leader does it,
 * and begins again where another leader died: a version that has reached everybody says so in the database.
 */
public final class SettingsSpread {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsSpread.class);
    private static final long EVERY_MS = 1_000;
    private static final int AT_ONCE = 500;
    private static final UUID FIRST = new UUID(0, 0);

    private final Database database;
    private final Leadership leadership;
    private final Persons persons;

    public SettingsSpread(Database database, Leadership leadership, Persons persons) {
        this.database = database;
        this.leadership = leadership;
        this.persons = persons;
    }

    public void start() {
        leadership.every(EVERY_MS, EVERY_MS, "the spread of new settings", this::run);
    }

    private Future<Void> run() {
        // A moment after it was saved: every node must have read it.
        return database.query("""
                        select site_id, max(version) from temperature_settings
                        where spread_at is null and created_at < now() - interval '2 seconds' group by site_id""").compose(rows -> {
            Future<Void> done = Future.succeededFuture();
            for (Row row : rows) {
                int site = row.getInteger(0);
                int version = row.getInteger(1);
                done = done.compose(before -> everybody(site, FIRST)).compose(all -> mark(site, version));
            }
            return done;
        });
    }

    private Future<Void> everybody(int site, UUID after) {
        return database.query(
                        "select id, changes from person where site_id = $1 and id > $2 and joined_to is null order by id limit $3",
                        site,
                        after,
                        AT_ONCE)
                .compose(rows -> {
                    List<Future<Void>> weighed = new ArrayList<>();
                    UUID last = after;
                    for (Row row : rows) {
                        last = row.getUUID(0);
                        Promise<Void> done = Promise.promise();
                        persons.advance(new PersonKey(site, last), row.getInteger(1), () -> done.tryComplete());
                        weighed.add(done.future());
                    }
                    UUID next = last;
                    Future<Void> all = Future.all(weighed).mapEmpty();
                    return rows.size() < AT_ONCE ? all : all.compose(done -> everybody(site, next));
                });
    }

    private Future<Void> mark(int site, int version) {
        LOG.info("everybody of site {} is weighed by version {} of its settings", site, version);
        return database.query(
                        "update temperature_settings set spread_at = now() where site_id = $1 and version <= $2",
                        site,
                        version)
                .mapEmpty();
    }
}
