package io.warmtag.testkit;

import io.vertx.sqlclient.Row;
import io.warmtag.db.Database;
import java.util.Map;
import java.util.TreeMap;

/** Where in the database somebody is still named. */
public final class PersonTraces {
    // Who was erased is remembered by his id, so that nothing of him comes back.
    private static final String TABLES = """
            select table_name from information_schema.tables
            where table_schema = 'public' and table_type = 'BASE TABLE'
              and table_name not like 'event\\_%' and table_name not in ('erased_visitor', 'flyway_schema_history')
            union select 'event'""";

    private PersonTraces() {}

    /** The number of rows that hold one of the texts, by table; tables without any are left out. */
    public static Map<String, Long> of(Database database, String... texts) {
        var traces = new TreeMap<String, Long>();
        for (Row row : database.query(TABLES).await()) {
            String table = row.getString(0);
            long rows = database.query(
                            "select count(*) from \"" + table + "\" t where row_to_json(t)::text ~ $1",
                            String.join("|", texts))
                    .await()
                    .iterator()
                    .next()
                    .getLong(0);
            if (rows > 0) {
                traces.put(table, rows);
            }
        }
        return traces;
    }
}
