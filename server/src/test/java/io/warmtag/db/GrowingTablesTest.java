package io.warmtag.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.testkit.TestSite;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class GrowingTablesTest {
    private static final String FILL = """
            insert into event (site_id, id, visitor, name, time, received, mark, data, context)
            select $1, ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, gen_random_uuid(), 'page_view', now(),
                   now(), 0, '{}', repeat('x', 600)
            from generate_series($2::int, $3::int) n""";
    private static final String OF_VISITOR = """
            prepare of_visitor (int, uuid, uuid) as
            select name from event where site_id = $1 and visitor = $2 and mark = 0 and id > $3""";

    @Test
    void analyzesTableEachTimeItHasDoubled() {
        try (var world = new TestSite()) {
            var tables = tables(world);
            tables.run().await();
            assertEquals(List.of(), tables.run().await());

            fill(world, 1, 2_000);
            assertEquals(List.of("event_default"), tables.run().await());
            assertEquals(2_000, rowsAsPlanned(world));
            fill(world, 2_001, 2_100);
            assertEquals(List.of(), tables.run().await());
            fill(world, 2_101, 6_000);
            assertEquals(List.of("event_default"), tables.run().await());
            assertEquals(6_000, rowsAsPlanned(world));
        }
    }

    @Test
    void connectionReplacesPlanThatItMadeForFewRows() {
        try (var world = new TestSite()) {
            fill(world, 1, 200);
            String[] plans = world.database()
                    .onOneConnection(connection -> connection
                            .query(OF_VISITOR)
                            .execute()
                            .compose(prepared -> plan(connection))
                            .compose(young -> fill(connection, world, 201, 20_000)
                                    .compose(filled -> tables(world).run())
                                    .compose(analyzed -> plan(connection))
                                    .map(grown -> new String[] {young, grown})))
                    .await();
            assertFalse(plans[0].contains("visitor ="), "the index of visitors was taken: there is nothing to test");
            assertTrue(plans[1].contains("visitor ="), plans[1]);
        }
    }

    private static GrowingTables tables(TestSite world) {
        return new GrowingTables(world.database(), new Leadership(world.vertx(), world.database()));
    }

    private static void fill(TestSite world, int first, int last) {
        world.database()
                .onOneConnection(connection -> fill(connection, world, first, last))
                .await();
    }

    private static Future<Void> fill(SqlConnection connection, TestSite world, int first, int last) {
        return connection
                .preparedQuery(FILL)
                .execute(Tuple.of(world.bakery().id(), first, last))
                .mapEmpty();
    }

    private static int rowsAsPlanned(TestSite world) {
        return world.database()
                .query("select reltuples::int from pg_class where relname = 'event_default'")
                .await()
                .iterator()
                .next()
                .getInteger(0);
    }

    /** The conditions on indexes in the plan that the connection has. */
    private static Future<String> plan(SqlConnection connection) {
        return connection
                .query("explain execute of_visitor (1, null, null)")
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .filter(line -> line.contains("Index Cond"))
                        .collect(Collectors.joining("\n")));
    }
}
