package io.warmtag.destination;

import io.vertx.core.Future;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.secret.Seal;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the other side now and then how many people it finds by a list: what was told is not what ads reach. The leader does it. */
final class ListSizes {
    private static final Logger LOG = LoggerFactory.getLogger(ListSizes.class);
    private static final long LOOK_EVERY_MS = 10_000;
    /** Meta takes up to a day to count; its double counts at once and costs nothing. */
    private static final String DUE = """
            update people_list set size_asked = now()
            where site_id = $1 and destination = $2 and sandbox = $3 and outside is not null
              and (size_asked is null or sandbox or size_asked < now()
                   - case when size_least < 0 then interval '10 minutes' else interval '1 hour' end)
            returning (select count(*) from list_member m
                       where m.site_id = people_list.site_id and m.destination = people_list.destination
                         and m.told is not null)
            """;

    private final Database database;
    private final Targets targets;
    private final Kinds kinds;
    private final Transport transport;
    private final ListStore lists;

    ListSizes(Database database, Targets targets, Kinds kinds, Transport transport) {
        this.database = database;
        this.targets = targets;
        this.kinds = kinds;
        this.transport = transport;
        this.lists = new ListStore(database);
    }

    void start(Leadership leadership) {
        leadership.every(LOOK_EVERY_MS, LOOK_EVERY_MS, "asking how many are on lists outside", this::run);
    }

    Future<Void> run() {
        Future<Void> done = Future.succeededFuture();
        for (Target target : targets.all()) {
            if (target.isOn() && kinds.get(target.kind()).destination() instanceof PeopleList list) {
                done = done.compose(before -> look(target, list));
            }
        }
        return done;
    }

    private Future<Void> look(Target target, PeopleList list) {
        return database.query(DUE, target.site(), target.id(), target.sandbox())
                .compose(due -> due.size() == 0
                        ? Future.succeededFuture()
                        : ask(target, list, due.iterator().next().getLong(0)));
    }

    private Future<Void> ask(Target target, PeopleList list, long told) {
        Config config;
        try {
            config = new Config(target.settings().values(), targets.secrets(target), "", true);
        } catch (Targets.KeyMissing | Seal.CannotOpen e) {
            // The engine says so, and stops where it has to.
            return Future.succeededFuture();
        }
        return lists.config(target, config.with(PeopleList.TOLD, Long.toString(told)))
                .compose(known -> transport.send(target, known, list.sizeQuestion(known)))
                .compose(reply -> list.size(reply)
                        .map(size -> note(target, config, size))
                        .orElseGet(() -> {
                            LOG.debug("size of list {} not said: HTTP {}", target.id(), reply.status());
                            return Future.succeededFuture();
                        }))
                .recover(cause -> {
                    LOG.debug("size of list {} not asked: {}", target.id(), cause.getMessage());
                    return Future.succeededFuture();
                });
    }

    private Future<Void> note(Target target, Config config, PeopleList.Size size) {
        Reason trouble = new Masking(config.secrets(), Set.of()).reason(new Reason("list_size", size.trouble()));
        return database.query(
                        """
                        update people_list set size_least = $4, size_most = $5, size_trouble = $6, sized_at = now()
                        where site_id = $1 and destination = $2 and sandbox = $3
                        """, target.site(), target.id(), target.sandbox(), size.least(), size.most(), trouble.detail())
                .mapEmpty();
    }
}
