package io.warmtag.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.sqlclient.Row;
import io.warmtag.testkit.TestSite;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PartitionsTest {
    private static final long WEEK_MS = 7 * 24 * 3_600_000L;

    @Test
    void laterPartitionsAreAnalyzedAndVacuumedAsTheFirst() {
        try (var world = new TestSite()) {
            var partitions = new Partitions(world.database());
            partitions.ensure(System.currentTimeMillis() + 10 * WEEK_MS).await();

            Map<String, String> targets = new TreeMap<>();
            for (Row row : world.database().query("""
                    select c.relname, (select string_agg(o, ' ' order by o) from unnest(reloptions) o) || ' '
                        || string_agg(attname || ':' || coalesce(attstattarget::text, 'all'), ' ' order by attnum) targets
                    from pg_class c join pg_attribute a on a.attrelid = c.oid and attnum > 0 and not attisdropped
                    where c.relname ~ '^event_(default|[0-9]{8})$' group by c.oid, c.relname, reloptions""").await()) {
                targets.put(row.getString("relname"), row.getString("targets"));
            }
            assertTrue(targets.size() > 6, targets::toString);
            String first = targets.getOrDefault("event_default", "");
            assertTrue(first.contains("vacuum_insert_scale_factor=1 "), first);
            assertTrue(first.contains("vacuum_insert_threshold=2000000 "), first);
            assertTrue(first.contains("visitor:10") && first.contains("data:0") && !first.contains(":all"), first);
            targets.forEach((table, target) -> assertEquals(first, target, table));
        }
    }
}
