package io.warmtag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import io.warmtag.config.DatabaseAddress;
import io.warmtag.db.Database;
import io.warmtag.event.UuidV7;
import io.warmtag.event.VisitorId;
import io.warmtag.testkit.KillableServer;
import io.warmtag.testkit.PersonTraces;
import io.warmtag.testkit.Shop;
import io.warmtag.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server is killed with {@code -9} while it erases somebody: all of him is there, or nothing, and it is finished after a start. */
class ErasureCrashTest {
    private final Vertx vertx = Vertx.vertx();
    private final DatabaseAddress address = TestDatabase.create().address();
    private final Database database = new Database(vertx, address);
    private final String tail = UUID.randomUUID().toString();
    private final UUID phone = UUID.randomUUID();
    private final UUID laptop = UUID.randomUUID();

    @TempDir
    Path folder;

    private KillableServer server;
    private String site = "";

    @BeforeEach
    void start() throws Exception {
        server = new KillableServer(address, folder);
    }

    @AfterEach
    void stop() {
        server.close();
        vertx.close().await();
    }

    private void tells(UUID visitor, String name) throws Exception {
        var data = new JsonObject()
                .put("value", 1290)
                .put("note", tail)
                .put("user_data", new JsonObject().put("email", tail + "@example.com"));
        var event = new JsonObject()
                .put("id", UuidV7.create(System.currentTimeMillis()).toString())
                .put("name", name)
                .put("data", data);
        var body = new JsonObject()
                .put("site", site)
                .put("visitor", VisitorId.text(visitor))
                .put("context", new JsonObject().put("url", "https://bakery.example/" + tail))
                .put("events", new JsonArray().add(event));
        assertEquals(204, server.call("POST", "/e", body).statusCode());
    }

    private HttpResponse<String> erase() throws Exception {
        return server.call("DELETE", "/api/v1/sites/" + site + "/people/" + VisitorId.text(laptop), new JsonObject());
    }

    private long ask(String sql) {
        Object value = database.query(sql).await().iterator().next().getValue(0);
        return ((Number) value).longValue();
    }

    /** Rows by table that name him. */
    private Map<String, Long> traces() {
        return PersonTraces.of(
                database, phone.toString(), laptop.toString(), VisitorId.text(phone), VisitorId.text(laptop), tail);
    }

    @Test
    void whoIsBeingErasedIsThereAsAWholeOrNotAtAllAndItIsFinishedAfterAStart() throws Exception {
        var draft = new JsonObject()
                .put("name", "Bakery")
                .put("domains", new JsonArray().add("bakery.example"))
                .put("consent", "none");
        site = new JsonObject(server.call("POST", "/api/v1/sites", draft).body()).getString("id");
        tells(phone, "page_view");
        tells(laptop, "add_to_cart");
        Shop.until(
                "two visitors are one",
                () -> ask("select count(*) from person_visitor") == 2
                        && ask("select count(*) from person_regroup") == 0
                        && ask("select count(*) from person where temperature = 1 and joined_to is null") == 1);
        Map<String, Long> before = traces();
        assertTrue(before.keySet().containsAll(Set.of("event", "person")), before.toString());

        PgConnection holder = database.connect().await();
        holder.query("begin").execute().await();
        // Is let go of last.
        holder.query("lock table customer_order in share mode").execute().await();
        CompletableFuture<Integer> erased = CompletableFuture.supplyAsync(() -> {
            try {
                return erase().statusCode();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
        Shop.until("it is in the middle of it", () -> ask("""
                select count(*) from pg_locks
                where not granted and relation = 'customer_order'::regclass""") > 0);
        server.kill();
        assertThrows(CompletionException.class, erased::join);
        holder.close().await();
        Shop.until("nobody holds anything any more", () -> ask("""
                select count(*) from pg_stat_activity
                where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()""") == 0);
        assertEquals(before, traces());

        server.restart();
        assertEquals(200, erase().statusCode());
        server.kill();
        server.restart();
        // What a start brings in again may be written behind the erasure: the first look after it takes that away, too.
        Shop.until(
                "what was left to do is done",
                () -> ask("select count(*) from person_regroup") == 0 && traces().isEmpty());
        assertEquals(0, ask("select count(*) from erasure where finished_at is not null"));
        // Ten minutes later nothing can be on its way any more.
        assertEquals(
                1,
                database.query("update erasure set at = at - interval '11 minutes', next_look = now()")
                        .await()
                        .rowCount());
        Shop.until("it is finished", () -> ask("select count(*) from erasure where finished_at is not null") == 1);
        assertEquals(Map.of(), traces());
        assertEquals(0, ask("select count(*) from person"));
    }
}
