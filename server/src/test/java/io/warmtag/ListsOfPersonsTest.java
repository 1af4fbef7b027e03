package io.warmtag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.warmtag.event.UuidV7;
import io.warmtag.event.VisitorId;
import io.warmtag.testkit.OpenShop;
import io.warmtag.testkit.Shop;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom an audience at Meta is told of, over HTTP on the whole server: persons, as they are joined, parted and refuse. */
class ListsOfPersonsTest {
    private static final String EMAIL = "nasrin@example.com";
    private static final String NUMBER = "+8801913557799";
    private static OpenShop server;
    private static Shop shop;
    private String site;
    private int number;
    private int list;
    private Browser phone;
    private Browser laptop;

    /** A browser of hers: its cookie, and who it is here. */
    private record Browser(String cookie, UUID visitor) {
        String id() {
            return VisitorId.text(visitor);
        }
    }

    @BeforeAll
    static void open() throws Exception {
        server = OpenShop.open();
        shop = server.shop();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @BeforeEach
    void bothAreOnTheList() throws Exception {
        site = shop.createSite();
        number = (int) ask("select id from site where public_id = '" + site + "'");
        var condition =
                new JsonObject().put("kind", "event").put("name", "add_to_cart").put("least", 1);
        int audience =
                made("/audiences", new JsonObject().put("name", "Has carted").put("condition", condition), "id");
        list = made(
                "/destinations",
                new JsonObject()
                        .put("kind", "meta_audience")
                        .put("name", "Carted")
                        .put("sandbox", true)
                        .put(
                                "settings",
                                new JsonObject()
                                        .put("source", "" + audience)
                                        .put("title", "Carted")
                                        .put("account", "123456"))
                        .put("secrets", new JsonObject().put("token", "EAAtoken0123456789abcdefghij")),
                "id");
        HttpResponse<String> on =
                shop.api("POST", "/sites/" + site + "/destinations/" + list + "/resume", new JsonObject());
        assertEquals(200, on.statusCode(), on.body());
        within(
                20,
                "the list is made there",
                () -> ask("select count(*) from people_list where outside is not null and site_id = " + number) == 1);
        phone = carts(new JsonObject().put("email", EMAIL));
        laptop = carts(new JsonObject().put("phone_number", NUMBER));
        within(60, "both are there", () -> told().size() == 2);
    }

    private int made(String path, JsonObject draft, String id) throws Exception {
        HttpResponse<String> made = shop.api("POST", "/sites/" + site + path, draft);
        assertEquals(201, made.statusCode(), made.body());
        return new JsonObject(made.body()).getInteger(id);
    }

    /** A new browser puts something into the cart and says what its owner is called. */
    private Browser carts(JsonObject called) throws Exception {
        shop.forget();
        HttpResponse<String> answer =
                shop.post(body("add_to_cart", "granted", new JsonObject().put("user_data", called)));
        assertEquals(204, answer.statusCode(), answer.body());
        String cookie = shop.cookie();
        return new Browser(
                cookie, Objects.requireNonNull(VisitorId.parse(cookie.substring(cookie.indexOf('=') + 1)), cookie));
    }

    private String body(String name, String consent, JsonObject data) {
        long now = System.currentTimeMillis();
        var event = new JsonObject()
                .put("id", UuidV7.create(now).toString())
                .put("name", name)
                .put("time", now);
        if (!data.isEmpty()) {
            event.put("data", data);
        }
        var states = new JsonObject().put("ad_user_data", consent).put("ad_storage", consent);
        var context = new JsonObject().put("url", "https://bakery.example/cake").put("consent", states);
        return new JsonObject()
                .put("site", site)
                .put("sent", now)
                .put("context", context)
                .put("events", new JsonArray().add(event))
                .encode();
    }

    private static long ask(String sql) {
        Object value = server.database().query(sql).await().iterator().next().getValue(0);
        return ((Number) value).longValue();
    }

    private static void within(int seconds, String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(seconds - 20L).toNanos();
        while (seconds > 20 && !condition.getAsBoolean() && System.nanoTime() < end) {
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
        Shop.until(what, condition);
    }

    /** Whom Meta has, by what it has answered. */
    private Set<UUID> told() {
        var told = new HashSet<UUID>();
        server.database()
                .query("select person from list_member where site_id = $1 and told is not null", number)
                .await()
                .forEach(row -> told.add(row.getUUID(0)));
        return told;
    }

    /** Whether somebody was named by both an e-mail address and a phone number; which ones isn't kept. */
    private boolean isCalledByBoth() {
        for (Row row : server.database().query("""
                        select request from attempt where site_id = $1 and status = 200""", number).await()) {
            String request = row.getString(0);
            int payload = request.indexOf("{\"session\"");
            if (payload >= 0 && request.startsWith("POST")) {
                JsonArray data = new JsonObject(request.substring(payload))
                        .getJsonObject("payload")
                        .getJsonArray("data");
                for (Object each : data) {
                    JsonArray keys = (JsonArray) each;
                    if (!keys.getString(1).isEmpty() && !keys.getString(2).isEmpty()) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private void decide(boolean together) throws Exception {
        var both = new JsonObject()
                .put("one", phone.id())
                .put("other", laptop.id())
                .put("together", together);
        HttpResponse<String> decided = shop.api("POST", "/sites/" + site + "/joins", both);
        assertTrue(decided.statusCode() < 300, decided.body());
    }

    @Test
    void itsAudienceStaysAndHasToBeThere() throws Exception {
        JsonObject settings =
                shop.api("/sites/" + site + "/destinations/" + list).getJsonObject("settings");
        String audience = "/sites/" + site + "/audiences/" + settings.getString("source");
        HttpResponse<String> kept = shop.api("DELETE", audience, new JsonObject());
        assertEquals(409, kept.statusCode(), kept.body());
        assertTrue(kept.body().contains("Carted"), kept.body());
        var other = new JsonObject().put("settings", new JsonObject().put("source", "99"));
        HttpResponse<String> refused = shop.api("PATCH", "/sites/" + site + "/destinations/" + list, other);
        assertEquals(422, refused.statusCode(), refused.body());
        assertTrue(refused.body().contains("settings.source"), refused.body());
    }

    @Test
    void aPersonIsThereOnceWhileSheIsOneAndLeavesWithinAMinuteOfHerRefusal() throws Exception {
        decide(true);
        within(60, "she is there once, by all that she is called", () -> told().size() == 1 && isCalledByBoth());
        decide(false);
        within(60, "each is there again", () -> told().equals(Set.of(phone.visitor(), laptop.visitor())));
        decide(true);
        within(60, "she is one again", () -> told().size() == 1);
        shop.cookie(laptop.cookie());
        assertEquals(204, shop.post(body("consent", "denied", new JsonObject())).statusCode());
        within(60, "whoever has refused is gone there", () -> told().isEmpty());
    }
}
