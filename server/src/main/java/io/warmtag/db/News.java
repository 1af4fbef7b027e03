package io.warmtag.db;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells every node that something it holds in memory has changed: a row with a revision, {@code NOTIFY} as the hint and a
 * look once a second as the certainty. Tell after the change is committed, or with it.
 */
public final class News {
    private static final Logger LOG = LoggerFactory.getLogger(News.class);
    private static final long LOOK_EVERY_MS = 1_000;

    private static final String REVISE = """
            insert into news (topic, revision) values ($1, 1)
            on conflict (topic) do update set revision = news.revision + 1
            """;
    private static final String NOTIFY = "select pg_notify('warmtag', $1)";

    private final Vertx vertx;
    private final Database database;
    private final Map<String, Long> heard = new ConcurrentHashMap<>();
    private final Map<String, List<Runnable>> listeners = new ConcurrentHashMap<>();

    public News(Vertx vertx, Database database) {
        this.vertx = vertx;
        this.database = database;
    }

    /** Calls {@code onChange} on some event loop whenever the topic's revision has moved. */
    public void listen(String topic, Runnable onChange) {
        listeners.computeIfAbsent(topic, name -> new CopyOnWriteArrayList<>()).add(onChange);
    }

    public Future<Void> start() {
        vertx.setPeriodic(LOOK_EVERY_MS, timer -> look());
        subscribe();
        return revisions().onSuccess(heard::putAll).mapEmpty();
    }

    public Future<Void> tell(String topic) {
        return database.query(REVISE, topic)
                .compose(done -> database.query(NOTIFY, topic))
                .mapEmpty();
    }

    /** In the transaction of the change: who dies right after its commit has told it. The last thing to do there. */
    public static Future<Void> tell(SqlConnection transaction, String topic) {
        return transaction
                .preparedQuery(REVISE)
                .execute(Tuple.of(topic))
                .compose(done -> transaction.preparedQuery(NOTIFY).execute(Tuple.of(topic)))
                .mapEmpty();
    }

    private void subscribe() {
        database.connect().compose(this::listenOn).onFailure(cause -> {
            LOG.debug("no notifications for now: {}", cause.getMessage());
            vertx.setTimer(LOOK_EVERY_MS, timer -> subscribe());
        });
    }

    private Future<Void> listenOn(PgConnection connection) {
        connection.notificationHandler(notification -> look());
        connection.closeHandler(closed -> subscribe());
        return connection.query("listen warmtag").execute().mapEmpty();
    }

    private void look() {
        revisions()
                .onSuccess(revisions -> revisions.forEach((topic, revision) -> {
                    if (!revision.equals(heard.put(topic, revision))) {
                        listeners.getOrDefault(topic, List.of()).forEach(Runnable::run);
                    }
                }))
                .onFailure(cause -> LOG.debug("no news: {}", cause.getMessage()));
    }

    private Future<Map<String, Long>> revisions() {
        return database.query("select topic, revision from news").map(rows -> {
            Map<String, Long> revisions = new ConcurrentHashMap<>();
            for (Row row : rows) {
                revisions.put(row.getString(0), row.getLong(1));
            }
            return revisions;
        });
    }
}
