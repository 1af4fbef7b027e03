package io.warmtag.people;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.warmtag.db.Database;
import io.warmtag.db.Migrations;
import io.warmtag.testkit.TestDatabase;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever adds a table or a column has to say what becomes of it when a person is erased. */
class PersonTablesTest {
    // In which something of a person may stand that no name gives away.
    private static final Set<String> TYPES = Set.of("uuid", "ARRAY", "bytea");
    private static final Set<String> NAMES = Set.of("visitor", "person", "email", "phone", "sealed", "user", "ip");

    private final Vertx vertx = Vertx.vertx();
    private Database database;

    @BeforeEach
    void open() throws Exception {
        var address = TestDatabase.create().address();
        Migrations.run(address);
        database = new Database(vertx, address);
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void everyTableIsErasedOrSaidToBeNobodys() {
        var known = new TreeSet<>(PersonTables.OF_NOBODY.keySet());
        known.addAll(PersonTablesFixture.tables());
        assertEquals(known, tables());
    }

    @Test
    void noColumnOfATableThatIsNobodysLooksLikeAPersons() {
        var wrong = new TreeSet<String>();
        for (Row row : database.query("""
                select table_name, column_name, data_type from information_schema.columns where table_schema = 'public'
                """).await()) {
            String table = row.getString(0);
            String column = row.getString(1);
            boolean looks = TYPES.contains(row.getString(2)) || NAMES.contains(column);
            Set<String> said = PersonTables.OF_NOBODY.get(table);
            if (looks && said != null && !said.contains(column)) {
                wrong.add(table + "." + column);
            }
        }
        assertEquals(Set.of(), wrong);
    }

    private Set<String> tables() {
        var tables = new TreeSet<String>();
        for (Row row : database.query("""
                select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
                """).await()) {
            tables.add(row.getString(0));
        }
        return tables;
    }

    @Test
    void eachStatementCanBeRun() {
        var store = new ErasureStore(database);
        for (List<PersonTables.Step> steps : List.of(PersonTables.FOLLOWING, PersonTables.KNOWN)) {
            for (PersonTables.Step step : steps) {
                database.inTransaction(transaction -> store.run(
                                transaction,
                                step,
                                1,
                                List.of(java.util.UUID.randomUUID()),
                                java.time.OffsetDateTime.now()))
                        .await();
            }
        }
    }
}
