package io.warmtag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import io.warmtag.db.Database;
import io.warmtag.event.UuidV7;
import io.warmtag.event.VisitorId;
import io.warmtag.testkit.PersonTraces;
import io.warmtag.testkit.Shop;
import io.warmtag.testkit.TwoShops;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody is erased on one of two nodes while the other one has something of him in hand: none of that brings him back. */
class ErasureUnderFireTest {
    private static Vertx vertx;
    private static TwoShops nodes;
    private static Database database;
    private final String tail = UUID.randomUUID().toString();
    private final UUID visitor = UUID.randomUUID();
    private String site;
    private int number;

    @BeforeAll
    static void open() throws Exception {
        vertx = Vertx.vertx();
        nodes = TwoShops.open();
        database = new Database(vertx, nodes.database());
    }

    @AfterAll
    static void close() {
        nodes.close();
        vertx.close().await();
    }

    @BeforeEach
    void site() throws Exception {
        site = nodes.first().createSite();
        number = (int) ask("select id from site where public_id = '" + site + "'");
        Shop.until("the second node knows the site", () -> {
            try {
                return site.equals(nodes.second().api("/sites/" + site).getString("id"));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private static long ask(String sql) {
        Object value = database.query(sql).await().iterator().next().getValue(0);
        return ((Number) value).longValue();
    }

    private int send(Shop node, String name, JsonObject data) throws Exception {
        var event = new JsonObject()
                .put("id", UuidV7.create(System.currentTimeMillis()).toString())
                .put("name", name)
                .put("data", data.put("note", tail));
        var body = new JsonObject()
                .put("site", site)
                .put("visitor", VisitorId.text(visitor))
                .put("context", new JsonObject().put("url", "https://bakery.example/" + tail))
                .put("events", new JsonArray().add(event));
        return node.postByKey(body.encode()).statusCode();
    }

    private HttpResponse<String> erase(Shop node) throws Exception {
        return node.api("DELETE", "/sites/" + site + "/people/" + VisitorId.text(visitor), new JsonObject());
    }

    private static <T> CompletableFuture<T> beside(Callable<T> work) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return work.call();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
    }

    /** Holds a table so that nobody writes to it until the connection is closed. */
    private static PgConnection hold(String table) {
        PgConnection holder = database.connect().await();
        holder.query("begin").execute().await();
        holder.query("lock table " + table + " in share mode").execute().await();
        return holder;
    }

    private static void waiting(int transactions, String what) throws InterruptedException {
        Shop.until(what, () -> ask("""
                        select count(*) from pg_locks
                        where not granted and database = (select oid from pg_database where datname = current_database())
                        """) >= transactions);
    }

    /** Rows by table that name him. */
    private Map<String, Long> traces() {
        return PersonTraces.of(database, visitor.toString(), VisitorId.text(visitor), tail);
    }

    private void untilNothingIsLeft() throws Exception {
        try {
            Shop.until("nothing of him is left", () -> traces().isEmpty());
        } catch (AssertionError e) {
            assertEquals(Map.of(), traces());
        }
        assertEquals(0, ask("select count(*) from person where site_id = " + number));
        assertEquals(0, ask("select coalesce(sum(count), 0)::bigint from temperature_count where site_id = " + number));
        assertEquals(0, nodes.first().verify().getInteger("differences", -1));
        // What was on its way has come in by then: it is not a moment at which there is nothing.
        assertEquals(Map.of(), traces());
    }

    @Test
    void anEventThatWasBeingStoredBringsNothingBack() throws Exception {
        assertEquals(204, send(nodes.first(), "page_view", new JsonObject()));
        PgConnection holder = hold("event_count");
        CompletableFuture<Integer> late = beside(() -> send(
                nodes.second(),
                "add_to_cart",
                new JsonObject()
                        .put("value", 1290)
                        .put("user_data", new JsonObject().put("email", tail + "@example.com"))));
        CompletableFuture<Integer> order = beside(() -> send(
                nodes.second(),
                "purchase",
                new JsonObject().put("transaction_id", "T-9").put("value", 90)));
        waiting(1, "the event is being stored");
        HttpResponse<String> erased = erase(nodes.first());
        assertEquals(200, erased.statusCode(), erased.body());
        holder.close().await();
        assertEquals(204, late.join());
        assertEquals(204, order.join());
        untilNothingIsLeft();
        assertEquals(1, ask("select count(*) from customer_order where erased and site_id = " + number));
    }

    @Test
    void aStateThatWasBeingWrittenBringsNothingBack() throws Exception {
        PgConnection holder = hold("transition");
        assertEquals(204, send(nodes.second(), "add_to_cart", new JsonObject().put("value", 1290)));
        waiting(1, "his state is being written");
        CompletableFuture<HttpResponse<String>> erased = beside(() -> erase(nodes.first()));
        waiting(2, "he is being erased");
        holder.close().await();
        assertEquals(200, erased.join().statusCode());
        untilNothingIsLeft();
    }

    @Test
    void whoComesAgainAfterwardsIsThereWithWhatIsNewOnly() throws Exception {
        assertEquals(204, send(nodes.first(), "page_view", new JsonObject()));
        PgConnection holder = hold("event_count");
        CompletableFuture<Integer> late =
                beside(() -> send(nodes.second(), "add_to_cart", new JsonObject().put("value", 1290)));
        waiting(1, "the event is being stored");
        assertEquals(200, erase(nodes.first()).statusCode());
        holder.close().await();
        assertEquals(204, late.join());
        assertEquals(204, send(nodes.first(), "page_view", new JsonObject()));
        Shop.until(
                "one event of his is there",
                () -> ask("select count(*) from event where visitor is not null and site_id = " + number) == 1);
        Shop.until("he is cold: what he put into the cart was before", () -> {
            try {
                return ask("select count(*) from person_regroup") == 0
                        && "cold"
                                .equals(nodes.second()
                                        .api("/sites/" + site + "/visitors/" + VisitorId.text(visitor))
                                        .getString("temperature"));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        assertTrue(
                ask("select count(*) from transition where site_id = " + number) == 0, "nor does his log tell of it");
        assertEquals(0, nodes.first().verify().getInteger("differences", -1));
    }
}
