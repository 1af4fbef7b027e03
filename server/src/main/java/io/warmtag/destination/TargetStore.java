package io.warmtag.destination;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import io.warmtag.db.News;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of destinations; every change tells all nodes with its commit. */
final class TargetStore {
    static final String TOPIC = "destinations";
    private static final String COLUMNS =
            "site_id, id, kind, name, state, stop_code, stop_detail, sandbox, settings, secrets, revision";

    private final Database database;
    private final Kinds kinds;

    TargetStore(Database database, Kinds kinds) {
        this.database = database;
        this.kinds = kinds;
    }

    Future<List<Target>> all() {
        return database.query("select " + COLUMNS + " from destination order by site_id, id")
                .map(this::targets);
    }

    /** Gives it the site's next number; {@code target}'s own doesn't count. */
    Future<Integer> add(
            SqlConnection transaction, Target target, java.util.function.Function<Integer, Target> numbered) {
        return transaction
                .preparedQuery("select id from site where id = $1 for update")
                .execute(Tuple.of(target.site()))
                .compose(locked -> transaction
                        .preparedQuery("select coalesce(max(id), 0) + 1 from destination where site_id = $1")
                        .execute(Tuple.of(target.site())))
                .map(rows -> rows.iterator().next().getInteger(0))
                .compose(id -> insert(transaction, numbered.apply(id)).map(id));
    }

    private static Future<Void> insert(SqlConnection transaction, Target target) {
        return transaction
                .preparedQuery("""
                        insert into destination (site_id, id, kind, name, state, sandbox, settings, secrets)
                        values ($1, $2, $3, $4, $5, $6, $7, $8)
                        """)
                .execute(Tuple.from(new Object[] {
                    target.site(),
                    target.id(),
                    target.kind(),
                    target.name(),
                    target.state().code(),
                    target.sandbox(),
                    SettingsJson.write(target.settings()).encode(),
                    target.secrets().map(io.vertx.core.buffer.Buffer::buffer).orElse(null)
                }))
                .compose(done -> News.tell(transaction, TOPIC));
    }

    /** False when somebody has changed it since {@code target.revision()}. */
    Future<Boolean> update(SqlConnection transaction, Target target) {
        return forgetOtherSide(transaction, target)
                .compose(forgotten -> transaction.preparedQuery("""
                        update destination set name = $3, state = $4, stop_code = $5, stop_detail = $6, sandbox = $7,
                               settings = $8, secrets = $9, revision = revision + 1, changed_at = now()
                        where site_id = $1 and id = $2 and revision = $10
                        """).execute(Tuple.from(new Object[] {
                    target.site(),
                    target.id(),
                    target.name(),
                    target.state().code(),
                    target.stopped().map(Reason::code).orElse(null),
                    target.stopped().map(Reason::detail).orElse(null),
                    target.sandbox(),
                    SettingsJson.write(target.settings()).encode(),
                    target.secrets().map(io.vertx.core.buffer.Buffer::buffer).orElse(null),
                    target.revision()
                })))
                .compose(rows -> rows.rowCount() == 0
                        ? Future.succeededFuture(false)
                        : News.tell(transaction, TOPIC).map(true));
    }

    /** When it was last delivered, and whether that fails now, is the sandbox's or the real side's, not the other's. */
    private static Future<Void> forgetOtherSide(SqlConnection transaction, Target target) {
        return transaction
                .preparedQuery("""
                        update destination_health h set last_delivery = null, last_failure = null, failure_code = null,
                               failure_detail = null, failing_since = null, next_try = null
                        from destination d
                        where d.site_id = $1 and d.id = $2 and d.revision = $3 and d.sandbox <> $4
                          and h.site_id = $1 and h.destination = $2
                        """)
                .execute(Tuple.of(target.site(), target.id(), target.revision(), target.sandbox()))
                .mapEmpty();
    }

    /** By the engine, whatever was changed meanwhile; does nothing to one that isn't on any more. */
    Future<Void> stop(Target target, Reason why) {
        return database.inTransaction(transaction -> transaction
                .preparedQuery("""
                        update destination set state = 2, stop_code = $3, stop_detail = $4, revision = revision + 1,
                               changed_at = now()
                        where site_id = $1 and id = $2 and state = 0 and revision = $5
                        """)
                .execute(Tuple.of(target.site(), target.id(), why.code(), why.detail(), target.revision()))
                .compose(done -> News.tell(transaction, TOPIC)));
    }

    private List<Target> targets(RowSet<Row> rows) {
        var targets = new ArrayList<Target>();
        for (Row row : rows) {
            Destination kind = kinds.get(row.getString("kind")).destination();
            String stop = row.getString("stop_code");
            targets.add(new Target(
                    row.getInteger("site_id"),
                    row.getInteger("id"),
                    row.getString("kind"),
                    row.getString("name"),
                    Target.State.of(row.getShort("state")),
                    stop == null ? Optional.empty() : Optional.of(new Reason(stop, row.getString("stop_detail"))),
                    row.getBoolean("sandbox"),
                    SettingsJson.read(new JsonObject(row.getString("settings")), TargetSettings.of(kind)),
                    Optional.ofNullable(row.getBuffer("secrets")).map(io.vertx.core.buffer.Buffer::getBytes),
                    row.getLong("revision")));
        }
        return targets;
    }
}
