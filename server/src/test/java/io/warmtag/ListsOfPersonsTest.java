package io.warmtag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.warmtag.event.UuidV7;
import io.warmtag.event.VisitorId;
import io.warmtag.people.contact.Sha256;
import io.warmtag.testkit.OpenShop;
import io.warmtag.testkit.Shop;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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
    private static final List<String> CALLED = List.of(Sha256.hex(EMAIL), Sha256.hex(NUMBER.substring(1)));
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

    /** Whom Meta has, by EXTERN_ID, with what he is found by, after all requests that it has answered well. */
    private Set<String> told() {
        var there = new ArrayList<List<String>>();
        for (Row row : server.database().query("""
                        select request from attempt where site_id = $1 and status = 200 order by number""", number).await()) {
            String request = row.getString(0);
            int payload = request.indexOf("{\"session\"");
            if (payload < 0) {
                continue;
            }
            JsonArray data = new JsonObject(request.substring(payload))
                    .getJsonObject("payload")
                    .getJsonArray("data");
            for (Object each : data) {
                List<String> keys = ((JsonArray) each)
                        .stream().limit(3).map(String::valueOf).toList();
                // As Meta finds people: by any of these.
                boolean leaves = request.startsWith("DELETE");
                there.removeIf(known -> leaves
                        ? known.stream().anyMatch(key -> !key.isEmpty() && keys.contains(key))
                        : known.get(0).equals(keys.get(0)));
                if (!leaves) {
                    there.add(keys);
                }
            }
        }
        var told = new TreeSet<String>();
        there.forEach(keys -> told.add(String.join(" ", keys)));
        return told;
    }

    private static String entry(Browser browser, String email, String phone) {
        return Sha256.hex(browser.id()) + " " + email + " " + phone;
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
    void aPersonIsThereOnceWhileSheIsOneAndLeavesWithinAMinuteOfHerRefusal() throws Exception {
        decide(true);
        within(60, "she is there once, by all that she is called", () -> {
            Set<String> told = told();
            return told.equals(Set.of(entry(phone, CALLED.get(0), CALLED.get(1))))
                    || told.equals(Set.of(entry(laptop, CALLED.get(0), CALLED.get(1))));
        });
        decide(false);
        Set<String> each = Set.of(entry(phone, CALLED.get(0), ""), entry(laptop, "", CALLED.get(1)));
        within(60, "each is there again by what is hers", () -> told().equals(each));
        decide(true);
        within(60, "she is one again", () -> told().size() == 1);
        shop.cookie(laptop.cookie());
        assertEquals(204, shop.post(body("consent", "denied", new JsonObject())).statusCode());
        within(60, "whoever has refused is gone there", () -> told().isEmpty());
    }
}
