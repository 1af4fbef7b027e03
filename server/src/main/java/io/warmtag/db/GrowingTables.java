package io.warmtag.db;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has young tables analyzed each time they have doubled, which also lets every connection plan its statements anew.
 *
 * <p>A statement is planned once for each connection. While a table holds a page or two, indexes that begin alike cost the
 * same to the planner, and it may well take the one that reads a whole site where the other reads a visitor. Autovacuum
 * looks once a minute: with a flood in a new week's partition that was a minute of reading everything for everybody.
 * Tables beyond {@value #MOST_PAGES} pages are left to it.
 */
public final class GrowingTables {
    private static final Logger LOG = LoggerFactory.getLogger(GrowingTables.class);
    private static final long EVERY_MS = 1_000;
    private static final int MOST_PAGES = 20_000;

    // What is called relpages is as the last one who analyzed has seen it.
    private static final String GROWN = """
            select c.oid::regclass::text as name
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = current_schema() and c.relkind = 'r' and c.relpages < $1
              and pg_relation_size(c.oid) / current_setting('block_size')::int > 2 * c.relpages + 2
            order by 1""";

    private final Database database;
    private final Leadership leadership;

    public GrowingTables(Database database, Leadership leadership) {
        this.database = database;
        this.leadership = leadership;
    }

    public void start() {
        leadership.every(EVERY_MS, EVERY_MS, "analyzing young tables", () -> run().mapEmpty());
    }

    /** Returns the tables that were analyzed. */
    Future<List<String>> run() {
        return database.query(GROWN, MOST_PAGES).compose(rows -> {
            List<String> names = new ArrayList<>();
            for (Row row : rows) {
                names.add(row.getString("name"));
            }
            Future<Void> done = Future.succeededFuture();
            for (String name : names) {
                done = done.compose(before -> analyze(name));
            }
            return done.map(names);
        });
    }

    private Future<Void> analyze(String name) {
        LOG.debug("analyzing {}", name);
        // Autovacuum may be at it. A statement of its own each time: there are as many as partitions in all the years.
        return database.onOneConnection(connection ->
                connection.query("analyze (skip_locked) " + name).execute().mapEmpty());
    }
}
