package io.warmtag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.warmtag.db.Database;
import io.warmtag.event.UuidV7;
import io.warmtag.event.VisitorId;
import io.warmtag.people.PersonTablesFixture;
import io.warmtag.testkit.OpenShop;
import io.warmtag.testkit.Shop;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is left of somebody who was erased, over HTTP on the whole server: nothing that leads to him. */
class ErasureTest {
    private static final String PHONE = "+8801913557799";
    private static OpenShop server;
    private static Shop shop;
    private static Database database;
    private String site;
    private int number;
    private final String tail = UUID.randomUUID().toString();
    private final String email = "nasrin." + tail + "@example.com";
    private final UUID phone = UUID.randomUUID();
    private final UUID laptop = UUID.randomUUID();

    @BeforeAll
    static void open() throws Exception {
        server = OpenShop.open();
        shop = server.shop();
        database = server.database();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @BeforeEach
    void site() throws Exception {
        site = shop.createSite();
        number = database.query("select id from site where public_id = $1", site)
                .await()
                .iterator()
                .next()
                .getInteger(0);
    }

    private static JsonObject event(String name, JsonObject data) {
        return new JsonObject()
                .put("id", UuidV7.create(System.currentTimeMillis()).toString())
                .put("name", name)
                .put("data", data);
    }

    private void send(UUID visitor, JsonObject event) throws Exception {
        var body = new JsonObject()
                .put("site", site)
                .put("visitor", VisitorId.text(visitor))
                .put(
                        "context",
                        new JsonObject().put("url", "https://bakery.example/?utm_source=facebook&utm_medium=cpc"))
                .put("events", new JsonArray().add(event));
        assertEquals(204, shop.postByKey(body.encode()).statusCode());
    }

    private JsonObject called() {
        return new JsonObject()
                .put(
                        "user_data",
                        new JsonObject()
                                .put("email", email)
                                .put("phone_number", PHONE)
                                .put("address", new JsonObject().put("first_name", "Nasrin")));
    }

    /** Somebody with two devices who has bought. */
    private void nasrin() throws Exception {
        send(
                phone,
                event(
                        "page_view",
                        called().put(
                                        "user_properties",
                                        new JsonObject()
                                                .put("size", "M-" + tail)
                                                .put("birthday", "1990-05-14"))));
        send(laptop, event("add_to_cart", called()));
        send(
                laptop,
                event("purchase", new JsonObject().put("transaction_id", "T-17").put("value", 1290)));
        Shop.until("joined and hot", () -> {
            try {
                return shop.api(person(laptop) + "/person")
                                        .getJsonArray("visitors")
                                        .size()
                                == 2
                        && "hot".equals(shop.api(person(phone)).getString("temperature"))
                        && count("select count(*) from person_regroup") == 0;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private String person(UUID visitor) {
        return "/sites/" + site + "/visitors/" + VisitorId.text(visitor);
    }

    private String people(UUID visitor) {
        return "/sites/" + site + "/people/" + VisitorId.text(visitor);
    }

    private HttpResponse<String> erase(UUID visitor) throws Exception {
        return shop.api("DELETE", people(visitor), new JsonObject());
    }

    private static long count(String sql) {
        return database.query(sql).await().iterator().next().getLong(0);
    }

    /** Rows by table that name him, in whichever column. */
    private Map<String, Long> traces() {
        var names = new TreeSet<String>();
        for (Row row : database.query("""
                select table_name from information_schema.tables
                where table_schema = 'public' and table_type = 'BASE TABLE'
                  and table_name not like 'event\\_%' and table_name not in ('erased_visitor', 'flyway_schema_history')
                union select 'event'""").await()) {
            names.add(row.getString(0));
        }
        String texts = String.join(
                "|",
                phone.toString(),
                laptop.toString(),
                VisitorId.text(phone),
                VisitorId.text(laptop),
                tail,
                "1913557799");
        var traces = new TreeMap<String, Long>();
        for (String name : names) {
            long rows = count("select count(*) from \"" + name + "\" t where row_to_json(t)::text ~ '" + texts + "'");
            if (rows > 0) {
                traces.put(name, rows);
            }
        }
        return traces;
    }

    @Test
    void nothingLeadsToWhoWasErasedInAnyTable() throws Exception {
        nasrin();
        long counted = count("select sum(count)::bigint from temperature_count where site_id = " + number);
        PersonTablesFixture.fill(database, number, phone, email);
        var missing = new TreeSet<>(PersonTablesFixture.tables());
        Map<String, Long> before = traces();
        missing.removeAll(before.keySet());
        // Led to by others; or gone again before anybody can look.
        missing.removeAll(
                List.of("firing_step", "attempt_row", "person_regroup", "erasure", "erased_visitor", "occasion"));
        assertEquals(new TreeSet<String>(), missing, "tables that the test has nothing of him in");
        HttpResponse<String> erased = erase(laptop);
        assertEquals(200, erased.statusCode(), erased.body());
        var said = new JsonObject(erased.body());
        assertEquals(2, said.getInteger("visitors"));
        assertEquals(3, said.getInteger("events"));
        assertEquals(1, said.getInteger("orders"));
        Shop.until("the leader has taken him out of the grid", () -> count("select count(*) from person_regroup") == 0);
        assertEquals(Map.of(), traces());
        assertEquals(404, shop.api(person(phone)).getInteger("status"));
        assertEquals(404, shop.api(person(laptop)).getInteger("status"));
        assertEquals(counted - 1, count("select sum(count)::bigint from temperature_count where site_id = " + number));
        assertEquals(0, shop.verify().getInteger("differences", -1));
    }

    @Test
    void theOrderStaysTheShopsAndGoesOn() throws Exception {
        nasrin();
        assertEquals(200, erase(phone).statusCode());
        JsonObject order = shop.api("/sites/" + site + "/orders/T-17");
        assertEquals(1290.0, order.getDouble("value"));
        assertEquals(null, order.getValue("visitor"));
        var stage = new JsonObject().put("stage", "delivered");
        HttpResponse<String> told = shop.api("POST", "/sites/" + site + "/orders/T-17/stages", stage);
        assertTrue(told.statusCode() < 300, told.body());
        assertEquals("delivered", shop.api("/sites/" + site + "/orders/T-17").getString("stage"));
        assertEquals(0, count("select count(*) from person where site_id = " + number));
    }

    @Test
    void whoeverComesWithTheSameCookieIsSomebodyNew() throws Exception {
        nasrin();
        assertEquals(200, erase(phone).statusCode());
        send(laptop, event("page_view", new JsonObject()));
        Shop.until("seen again", () -> {
            try {
                return "cold".equals(shop.api(person(laptop)).getString("temperature"))
                        && count("select count(*) from person where state is not null and site_id = " + number) == 1;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        assertEquals(
                1,
                shop.api("/sites/" + site + "/events?visitor=" + VisitorId.text(laptop))
                        .getJsonArray("items")
                        .size());
        assertEquals(
                1, shop.api(person(laptop) + "/person").getJsonArray("visitors").size());
        assertEquals(0, shop.verify().getInteger("differences", -1));
    }

    @Test
    void whatIsToldOnceMoreBringsNothingBack() throws Exception {
        JsonObject seen = event("page_view", called()).put("time", System.currentTimeMillis() - 1_000);
        send(phone, seen);
        assertEquals(200, erase(phone).statusCode());
        send(phone, seen);
        assertEquals(0, count("select count(*) from identity where site_id = " + number));
        assertEquals(0, count("select count(*) from contact_detail where site_id = " + number));
        assertEquals(0, count("select count(*) from event where visitor is not null and site_id = " + number));
        assertEquals(1, count("select count(*) from event where site_id = " + number));
        // What he says from now on is new.
        send(phone, event("page_view", called()));
        assertEquals(2, count("select count(*) from identity where site_id = " + number));
    }

    @Test
    void erasingTwiceIsErasingOnce() throws Exception {
        nasrin();
        var first = new JsonObject(erase(phone).body());
        var second = new JsonObject(erase(laptop).body());
        assertEquals(first.getString("erasure"), second.getString("erasure"));
        assertEquals(1, count("select count(*) from audit where action = 'person.erase' and site_id = " + number));
        assertEquals(
                1,
                shop.api("/sites/" + site + "/erasures").getJsonArray("items").size());
        assertEquals(404, erase(UUID.randomUUID()).statusCode());
    }

    @Test
    void isFoundByWhatHeIsCalledAndExportedWithEverything() throws Exception {
        nasrin();
        PersonTablesFixture.fill(database, number, phone, email);
        var asked = new JsonObject().put("field", "phone").put("value", "01913-557799");
        var found = new JsonObject(
                shop.api("POST", "/sites/" + site + "/people/search", asked).body());
        assertEquals(1, found.getJsonArray("items").size());
        String visitor = found.getJsonArray("items").getJsonObject(0).getString("visitor");
        JsonObject all = shop.api("/sites/" + site + "/people/" + visitor + "/export");
        assertEquals(2, all.getJsonArray("visitors").size());
        assertEquals(3, all.getJsonArray("events").size());
        assertEquals("T-17", all.getJsonArray("orders").getJsonObject(0).getString("transaction_id"));
        assertTrue(all.getJsonArray("contacts").encode().contains(email));
        assertTrue(all.getJsonArray("contacts").encode().contains("asrin\""));
        var empty = new ArrayList<String>();
        all.forEach(part -> {
            if (part.getValue() instanceof JsonArray items && items.isEmpty()) {
                empty.add(part.getKey());
            }
        });
        // What was put there can't be opened, and the audience is gone.
        empty.removeAll(List.of("devices", "audiences"));
        assertEquals(List.of(), empty);
        assertEquals(
                1, count("select count(*) from audit where action = 'person.export_clear' and site_id = " + number));
    }

    @Test
    void aKeyNeedsTheScopeToErase() throws Exception {
        nasrin();
        var draft = new JsonObject().put("name", "reader").put("scopes", new JsonArray().add("visitors:read"));
        String key = new JsonObject(shop.api("POST", "/keys", draft).body()).getString("key");
        assertNotEquals(null, key);
        assertEquals(403, shop.apiBy(key, "DELETE", people(phone)).statusCode());
        HttpResponse<String> export = shop.apiBy(key, "GET", people(phone) + "/export");
        assertEquals(200, export.statusCode());
        assertFalse(export.body().contains(email));
        assertFalse(export.body().contains("1913557799"));
    }
}
