package io.warmtag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.warmtag.db.Database;
import io.warmtag.event.UuidV7;
import io.warmtag.testkit.Shop;
import io.warmtag.testkit.TestDatabase;
import io.warmtag.testkit.WireToPostgres;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** An event that PostgreSQL has stored, without the server's hearing of it. */
class LostAnswerTest {
    private static final JsonObject NOTHING = new JsonObject();

    @Test
    void countsForTheTemperatureThoughItsCommitWasNeverAnswered() throws Exception {
        var behind = TestDatabase.create().address();
        var vertx = Vertx.vertx();
        try (var wire = new WireToPostgres(behind);
                Shop shop = Shop.open(wire.address())) {
            var database = new Database(vertx, behind);
            String site = shop.createSite();
            assertEquals(204, shop.send(site, "page_view", NOTHING).statusCode());
            long time = System.currentTimeMillis();
            UUID id = UuidV7.create(time);
            JsonObject data = new JsonObject().put("value", 1290).put("note", "never answered");

            wire.swallowAnswersTo("never answered");
            var answer = CompletableFuture.supplyAsync(() -> send(shop, site, id, time, data));
            Shop.until(
                    "it is stored",
                    () -> database.query("select from event where id = $1", id)
                                    .await()
                                    .size()
                            == 1);
            wire.cut();
            assertEquals(503, answer.join().statusCode());
            Shop.until(
                    "the page sends it again",
                    () -> send(shop, site, id, time, data).statusCode() == 204);
            // It would be looked for among what came after this one's id.
            assertEquals(204, shop.send(site, "page_view", NOTHING).statusCode());

            Shop.until("it counts", () -> warm(database) == 1);
            Shop.until("nothing differs from the fold", () -> differences(shop) == 0);
        } finally {
            vertx.close().await();
        }
    }

    private static HttpResponse<String> send(Shop shop, String site, UUID id, long time, JsonObject data) {
        try {
            return shop.send(site, id, "add_to_cart", time, data);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static long warm(Database database) {
        return database.query("select count(*) from person where temperature = 1")
                .await()
                .iterator()
                .next()
                .getLong(0);
    }

    private static long differences(Shop shop) {
        try {
            return shop.verify().getLong("differences");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
