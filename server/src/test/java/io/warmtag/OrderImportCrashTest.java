package io.warmtag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.config.DatabaseAddress;
import io.warmtag.db.Database;
import io.warmtag.testkit.KillableServer;
import io.warmtag.testkit.Shop;
import io.warmtag.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server is killed with {@code -9} while it takes a table of orders: taken again, nothing is there twice, half, or fires. */
class OrderImportCrashTest {
    private static final int ROWS = 1_000;

    private final Vertx vertx = Vertx.vertx();
    private final DatabaseAddress address = TestDatabase.create().address();
    private final Database database = new Database(vertx, address);

    @TempDir
    Path folder;

    private KillableServer server;
    private String site = "";

    @BeforeEach
    void start() throws Exception {
        server = new KillableServer(address, folder);
        var draft = new JsonObject()
                .put("name", "Bakery")
                .put("domains", new JsonArray().add("bakery.example"))
                .put("consent", "none");
        site = new JsonObject(server.call("POST", "/api/v1/sites", draft).body()).getString("id");
        post("/audiences", "{'name':'Hot','condition':{'kind':'temperature','is':['hot']}}");
        for (String when : List.of(
                "{'kind':'event','event':'purchase'}",
                "{'kind':'event','event':'order_delivered'}",
                "{'kind':'temperature','to':'hot'}",
                "{'kind':'audience','audience':1}")) {
            int rule = post("/rules", "{'definition':{'name':'R','holdout':0,'when':%s,'steps':[]}}".formatted(when))
                    .getInteger("id");
            assertEquals(
                    200,
                    call("PUT", "/rules/" + rule + "/state", new JsonObject().put("state", "on"))
                            .statusCode());
        }
        Shop.until("the audience is filled", () -> ask("select count(*) from audience where filling") == 0);
    }

    @AfterEach
    void stop() {
        server.close();
        vertx.close().await();
    }

    private HttpResponse<String> call(String method, String path, JsonObject body) throws Exception {
        return server.call(method, "/api/v1/sites/" + site + path, body);
    }

    @CanIgnoreReturnValue
    private JsonObject post(String path, String body) throws Exception {
        HttpResponse<String> answer = call("POST", path, new JsonObject(body.replace('\'', '"')));
        assertTrue(answer.statusCode() / 100 == 2, answer.body());
        return new JsonObject(answer.body());
    }

    private JsonObject table() {
        var csv = new StringBuilder("order_id,phone,value,currency,status\n");
        for (int i = 0; i < ROWS; i++) {
            csv.append("N-%d,0171%07d,%d,BDT,%s\n".formatted(i, i, 100 + i, i % 2 == 0 ? "placed" : "delivered"));
        }
        return new JsonObject().put("csv", csv.toString());
    }

    private long ask(String sql) {
        return ((Number) database.query(sql).await().iterator().next().getValue(0)).longValue();
    }

    @Test
    void aTableThatWasTakenInPartIsTakenAgainWithoutASecondOrHalfAnOrder() throws Exception {
        CompletableFuture<Integer> taken = CompletableFuture.supplyAsync(() -> {
            try {
                return call("POST", "/orders/import", table()).statusCode();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
        Shop.until("some were taken", () -> ask("select count(*) from customer_order") > ROWS / 10);
        server.kill();
        assertThrows(CompletionException.class, taken::join);
        assertTrue(ask("select count(*) from customer_order") < ROWS);
        assertEquals(0, ask("""
                        select count(*) from customer_order where delivered_at is null
                        and right(transaction_id, 1)::int % 2 = 1"""), "none was delivered and is not");

        server.restart();
        HttpResponse<String> again = call("POST", "/orders/import", table());
        assertEquals(200, again.statusCode(), again.body());
        assertEquals(ROWS, ask("select count(*) from customer_order"));
        assertEquals(ROWS, ask("select count(distinct person) from customer_order"));
        assertEquals(ROWS, ask("select count(*) from event where name = 'purchase'"));
        assertEquals(ROWS / 2, ask("select count(*) from event where name = 'order_delivered'"));
        Shop.until("all are hot", () -> ask("select count(*) from person where temperature = 2") == ROWS);
        Shop.until(
                "all are in the audience",
                () -> ask("select count(*) from audience_member where since is not null") == ROWS);
        Shop.until("all was taken in", () -> ask("select count(*) from occasion") == 0);
        assertEquals(ROWS, ask("select count(*) from person"), "nobody is there without an order");
        assertEquals(0, ask("select count(*) from firing"));

        // What comes after it on the same way has been decided: so has the import.
        post("/orders", "{'phone':'01813557711'}");
        Shop.until("an order by hand fires", () -> ask("select count(*) from firing") == 3);
    }
}
