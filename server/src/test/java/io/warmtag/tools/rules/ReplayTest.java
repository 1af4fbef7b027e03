package io.warmtag.tools.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.config.DatabaseAddress;
import io.warmtag.event.UuidV7;
import io.warmtag.event.VisitorId;
import io.warmtag.testkit.Shop;
import io.warmtag.testkit.TestDatabase;
import io.warmtag.tools.Api;
import io.warmtag.tools.Target;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The whole server with fifty rules and thirty audiences against a replay that shares nothing with its rules. */
@TestInstance(Lifecycle.PER_CLASS)
class ReplayTest {
    private static final int VISITORS = 40;
    private static final int EVENTS = 12;
    private static final List<String> NAMES = List.of(
            "page_view",
            "page_view",
            "view_item",
            "view_item",
            "view_item",
            "user_engagement",
            "search",
            "add_to_wishlist",
            "add_to_cart",
            "add_to_cart",
            "remove_from_cart",
            "begin_checkout",
            "purchase");

    private final Random random = new Random(5);
    private DatabaseAddress address;
    private Shop shop;
    private String site;
    private long until;

    @BeforeAll
    void open() throws Exception {
        address = TestDatabase.create().address();
        shop = Shop.open(address);
        site = shop.createSite();
        Mix.setUp(new Api(Target.local(shop.port()), Optional.of(Shop.KEY)), site, "");
        for (int i = 0; i < VISITORS * EVENTS; i++) {
            send(new UUID(0x1234_5678L, i % VISITORS));
        }
        until = System.currentTimeMillis();
        try (var backlog = new Backlog(address)) {
            double unused = backlog.await(until, 120);
            assertEquals(0, backlog.parked());
        }
    }

    @AfterAll
    void close() {
        shop.close();
    }

    private void send(UUID visitor) throws Exception {
        long now = System.currentTimeMillis();
        int price = List.of(320, 560, 1890, 4800, 12500).get(random.nextInt(5));
        var item = new JsonObject()
                .put("item_id", price == 12500 ? "jamdani-saree" : "SKU-" + price)
                .put("item_category", price > 1000 ? "Clothing" : "Home")
                .put("price", price)
                .put("quantity", 1);
        var data = new JsonObject()
                .put("currency", "BDT")
                .put("value", price)
                .put("percent_scrolled", 10 * random.nextInt(11))
                .put("search_term", random.nextBoolean() ? "লাল শাড়ি" : "bag")
                .put("items", new JsonArray().add(item));
        String name = NAMES.get(random.nextInt(NAMES.size()));
        if (name.equals("purchase")) {
            data.put("transaction_id", "T-" + now + random.nextInt(1_000_000));
        }
        var event = new JsonObject()
                .put("id", UuidV7.create(now).toString())
                .put("name", name)
                .put("time", now)
                .put("data", data);
        var context = new JsonObject()
                .put(
                        "url",
                        "https://bakery.example/" + (random.nextBoolean() ? "product.html" : "?utm_source=facebook"))
                .put("referrer", random.nextBoolean() ? "https://www.google.com/" : "")
                .put("language", random.nextBoolean() ? "bn-BD" : "en-US")
                .put("consent", new JsonObject().put("ad_storage", random.nextInt(4) > 0 ? "granted" : "denied"));
        var body = new JsonObject()
                .put("site", site)
                .put("visitor", VisitorId.text(visitor))
                .put("sent", now)
                .put("context", context)
                .put("events", new JsonArray().add(event));
        int status = shop.postByKey(body.encode()).statusCode();
        assertTrue(status == 204 || status == 200, "answered " + status);
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        address.jdbcUrl(), address.user(), address.password().value());
                PreparedStatement statement = connection.prepareStatement(sql)) {
            assertEquals(1, statement.executeUpdate(), sql);
        }
    }

    @Test
    void rulesDoWhatAnIndependentReplaySaysAndItWouldSayOtherwise() throws Exception {
        Replay.Result right = Replay.run(address, site, until);
        assertEquals(List.of(), right.examples());
        assertTrue(right.isRight(), right::toString);
        assertEquals(VISITORS, right.persons());
        assertTrue(right.expected() > 500, right::toString);
        assertTrue(right.uncertain() < VISITORS, right::toString);

        String noSteps = " and not exists (select from firing_step where firing_step.firing = firing.id)";
        run(
                "update firing set occasion_key = 'e:' || gen_random_uuid() where id = (select id from firing where decision < 2"
                        + " and rule <> 43" + noSteps + " limit 1)");
        Replay.Result changed = Replay.run(address, site, until);
        assertEquals(1, changed.missing());
        assertEquals(1, changed.tooMany());

        run("delete from outbox where number = (select min(number) from outbox)");
        assertEquals(1, Replay.run(address, site, until).undone());
    }
}
