package io.warmtag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.config.DatabaseAddress;
import io.warmtag.event.UuidV7;
import io.warmtag.testkit.Shop;
import io.warmtag.testkit.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whoever tries keys must not keep the database busy. */
class MadeUpKeysTest {
    private static final HttpClient STRANGER = HttpClient.newHttpClient();

    @Test
    void reachNoDatabaseOnceTheirAddressSentTooMuch() throws Exception {
        DatabaseAddress database = TestDatabase.create().address();
        try (Shop limited = Shop.limited(database, 1);
                Connection keys = DriverManager.getConnection(
                        database.jdbcUrl(), database.user(), database.password().value())) {
            String visit = visit(limited.createSite());
            keys.setAutoCommit(false);
            try (Statement lock = keys.createStatement()) {
                // Whoever looks for a key waits for this.
                lock.execute("lock table api_key in access exclusive mode");
            }
            assertEquals(429, firstOfTwenty(limited, "/e", BodyPublishers.ofString(visit)));
            assertEquals(204, limited.postByKey(visit).statusCode(), "the environment's key is exempt");
            assertEquals(429, firstOfTwenty(limited, "/api/v1/sites", BodyPublishers.noBody()));
            assertEquals(1, limited.api("/sites?limit=1").getJsonArray("items").size(), "here, too");
            keys.rollback();
        }
    }

    /** The first answer that somebody gets who tries twenty keys at once: the others wait. */
    private static int firstOfTwenty(Shop shop, String path, HttpRequest.BodyPublisher body) throws Exception {
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + shop.port() + path))
                    .header("Authorization", "Bearer made-up-" + i)
                    .POST(body)
                    .build();
            answers.add(STRANGER.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                    .thenApply(HttpResponse::statusCode));
        }
        return (int) CompletableFuture.anyOf(answers.toArray(CompletableFuture[]::new))
                .get(20, TimeUnit.SECONDS);
    }

    private static String visit(String site) {
        long now = System.currentTimeMillis();
        var event = new JsonObject()
                .put("id", UuidV7.create(now).toString())
                .put("name", "page_view")
                .put("time", now);
        return new JsonObject()
                .put("site", site)
                .put("sent", now)
                .put("events", new JsonArray().add(event))
                .encode();
    }
}
