package io.warmtag.db;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.config.DatabaseAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The way to PostgreSQL: a bounded pool for everything, and connections of their own for who writes all the time. */
public final class Database {
    private static final int POOL_SIZE = 12;
    private static final int MOST_WAITING = 2_000;

    private final Vertx vertx;
    private final PgConnectOptions options;
    private final Pool pool;

    public Database(Vertx vertx, DatabaseAddress address) {
        this.vertx = vertx;
        this.options = new PgConnectOptions()
                .setHost(address.host())
                .setPort(address.port())
                .setDatabase(address.database())
                .setUser(address.user())
                .setPassword(address.password().value())
                .setSslMode(SslMode.of(address.tls().mode().code()))
                .setSslOptions(Encryption.of(address.tls()))
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(256)
                // The largest statements are those that are run most.
                .setPreparedStatementCacheSqlFilter(sql -> true)
                .setPipeliningLimit(16)
                // Planning over the partitions of events takes ms, running the plan µs: each statement is planned once.
                .addProperty("plan_cache_mode", "force_generic_plan")
                // Hours and days are cut in UTC, whatever the server's own zone is.
                .addProperty("TimeZone", "UTC")
                .addProperty("application_name", "warmtag");
        this.pool = PgBuilder.pool()
                .using(vertx)
                .connectingTo(options)
                .with(new PoolOptions()
                        .setMaxSize(POOL_SIZE)
                        .setMaxWaitQueueSize(MOST_WAITING)
                        .setConnectionTimeout(10)
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS))
                .build();
    }

    public Future<RowSet<Row>> query(String sql, @Nullable Object... parameters) {
        return pool.preparedQuery(sql).execute(Tuple.from(parameters));
    }

    public <T> Future<T> inTransaction(Function<SqlConnection, Future<T>> work) {
        return pool.withTransaction(work);
    }

    /** Lends a connection for several queries, which it sends without waiting for each other's answers. */
    public <T> Future<T> onOneConnection(Function<SqlConnection, Future<T>> work) {
        return pool.withConnection(work);
    }

    /** A connection outside of the pool, bound to the caller's context; the caller closes it. */
    public Future<PgConnection> connect() {
        return PgConnection.connect(vertx, options);
    }

    public Future<Void> close() {
        return pool.close();
    }
}
