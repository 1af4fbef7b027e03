package io.warmtag.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.event.UuidV7;
import io.warmtag.event.VisitorId;
import io.warmtag.testkit.Shop;
import io.warmtag.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders that come by the API: from the request to the temperature of whose they are. */
class OrdersTest {
    private static Shop shop;
    private String site;

    @BeforeAll
    static void open() throws Exception {
        shop = Shop.open(TestDatabase.create().address());
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @BeforeEach
    void site() throws Exception {
        site = shop.createSite();
    }

    @Test
    void anOrderByPhoneMakesItsPersonHotAndEndsWhenItIsReturned() throws Exception {
        JsonObject order = place(new JsonObject()
                .put("transaction_id", "F-1")
                .put("phone", "০১৯১৩৫৫৭৭৯৯")
                .put("value", 1290));
        assertEquals("placed", order.getString("stage"));
        String visitor = order.getString("visitor");
        Shop.until("hot", () -> "hot".equals(temperature(visitor)));

        assertEquals(200, stage("F-1", "delivered").statusCode());
        assertEquals("returned", new JsonObject(stage("F-1", "returned").body()).getString("stage"));
        Shop.until("not hot", () -> "cold".equals(temperature(visitor)));
        JsonArray history = shop.api("/sites/" + site + "/orders/F-1").getJsonArray("history");
        assertEquals(3, history.size());
    }

    @Test
    void aStageSaysWhatWasBoughtAndHow() throws Exception {
        var items = new JsonArray().add(new JsonObject().put("item_id", "SKU-1").put("price", 1290));
        place(new JsonObject()
                .put("transaction_id", "S-1")
                .put("phone", "01913557799")
                .put("value", 1290)
                .put("items", items)
                .put("action_source", "phone_call"));
        assertEquals(200, stage("S-1", "delivered").statusCode());
        var bought = new JsonObject()
                .put("transaction_id", "S-1")
                .put("source", "api")
                .put("action_source", "phone_call")
                .put("value", 1290.0)
                .put("currency", "BDT");
        assertEquals(bought.copy().put("items", items), newest());
        // With its items, a refund would be one of a part of the order.
        assertEquals(200, stage("S-1", "refunded").statusCode());
        assertEquals(bought, newest());
        assertEquals("refunded", stage("S-1"));

        place(new JsonObject()
                .put("transaction_id", "S-2")
                .put("phone", "01913557799")
                .put("value", 500)
                .put("stage", "delivered"));
        var delivered = new JsonObject()
                .put("transaction_id", "S-2")
                .put("source", "api")
                .put("value", 500.0)
                .put("currency", "BDT");
        assertEquals(delivered, newest());
    }

    private JsonObject newest() throws Exception {
        return shop.api("/sites/" + site + "/events")
                .getJsonArray("items")
                .getJsonObject(0)
                .getJsonObject("data");
    }

    @Test
    void anOrderByPhoneIsOfTheVisitorWhoGaveThatNumber() throws Exception {
        assertEquals(
                204,
                shop.send(site, "generate_lead", new JsonObject().put("phone", "+880 1913-557799"))
                        .statusCode());
        String visitor = shop.api("/sites/" + site + "/events")
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("visitor");
        JsonObject order = place(new JsonObject().put("phone", "01913557799").put("value", 500));
        assertEquals(visitor, order.getString("visitor"));
    }

    @Test
    void twoOrdersByOneNumberAreOfOnePerson() throws Exception {
        String first = place(new JsonObject().put("phone", "01913557799")).getString("visitor");
        assertEquals(
                first,
                place(new JsonObject().put("phone", "8801913557799").put("email", "n@example.com"))
                        .getString("visitor"));
    }

    @Test
    void whatIsKnownIsNotStoredTwice() throws Exception {
        place(new JsonObject().put("transaction_id", "F-2").put("phone", "01913557799"));
        assertEquals(200, stage("F-2", "confirmed").statusCode());
        assertEquals(200, stage("F-2", "confirmed").statusCode());
        assertEquals(
                2, shop.api("/sites/" + site + "/events").getJsonArray("items").size());
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        assertEquals(422, send("/orders", new JsonObject().put("value", 5)).statusCode());
        assertEquals(
                422, send("/orders", new JsonObject().put("phone", "bkash")).statusCode());
        assertEquals(
                422,
                send("/orders", new JsonObject().put("phone", "01913557799").put("stage", "lost"))
                        .statusCode());
        assertEquals(
                422,
                send("/orders", new JsonObject().put("phone", "01913557799").put("action_source", "dove"))
                        .statusCode());
        var later = new JsonObject().put("phone", "01913557799").put("time", "2999-01-01T00:00:00Z");
        assertEquals(422, send("/orders", later).statusCode());
        var ancient = new JsonObject().put("phone", "01913557799").put("time", "1960-01-01T00:00:00Z");
        assertEquals(422, send("/orders", ancient).statusCode());
        place(new JsonObject().put("transaction_id", "F-3").put("phone", "01913557799"));
        var again = new JsonObject().put("transaction_id", "F-3").put("phone", "01913557799");
        assertEquals(409, send("/orders", again).statusCode());
        assertEquals(404, stage("F-4", "delivered").statusCode());
    }

    @Test
    void refusesATextThatCanNotBeStoredWithItsField() throws Exception {
        for (String odd : List.of("\\ud800", "a\\udc00b", "a\\u0000b")) {
            for (String field : List.of("transaction_id", "user_id", "first_name", "city", "action_source")) {
                HttpResponse<String> answer = shop.api(
                        "POST",
                        "/sites/" + site + "/orders",
                        "{\"phone\":\"01913557799\",\"" + field + "\":\"" + odd + "\"}");
                assertEquals(422, answer.statusCode(), answer.body());
                assertEquals(field, onlyField(answer));
            }
            HttpResponse<String> inside = shop.api(
                    "POST",
                    "/sites/" + site + "/orders",
                    "{\"phone\":\"01913557799\",\"items\":[{\"item_id\":\"1\"},{\"item_name\":\"" + odd + "\"}]}");
            assertEquals(422, inside.statusCode(), inside.body());
            assertEquals("items[1].item_name", onlyField(inside));
        }
        assertEquals(
                201,
                shop.api(
                                "POST",
                                "/sites/" + site + "/orders",
                                "{\"phone\":\"01913557799\",\"city\":\"\\ud83c\\udf70\"}")
                        .statusCode());
        assertEquals(
                400, shop.api("GET", "/sites/" + site + "/orders/a%00b", "").statusCode());
        assertEquals(
                400, shop.api("GET", "/sites/" + site + "/orders?q=a%00b", "").statusCode());
    }

    @Test
    void refusesACurrencyThatThereIsNone() throws Exception {
        var order = new JsonObject().put("phone", "01913557799").put("value", 5).put("currency", "XXQ");
        HttpResponse<String> answer = send("/orders", order);
        assertEquals(422, answer.statusCode(), answer.body());
        assertEquals("currency", onlyField(answer));
        assertEquals("USD", place(order.put("currency", "usd")).getString("currency"));

        String csv = "order_id,phone,total,currency\n1,01913557799,5,XXQ\n2,01913557799,5,usd\n";
        JsonObject report = new JsonObject(
                send("/orders/import", new JsonObject().put("csv", csv)).body());
        assertEquals("currency", report.getJsonArray("rows").getJsonObject(0).getString("field"));
        assertEquals("currency", report.getJsonArray("rows").getJsonObject(0).getString("why"));
        assertEquals("USD", shop.api("/sites/" + site + "/orders/2").getString("currency"));
    }

    @Test
    void saysOneThingOfAFieldOfTheWrongType() throws Exception {
        for (String field :
                List.of("visitor", "currency", "value", "stage", "action_source", "time", "transaction_id")) {
            HttpResponse<String> answer =
                    send("/orders", new JsonObject().put("phone", "01913557799").put(field, new JsonArray().add(1)));
            assertEquals(422, answer.statusCode(), answer.body());
            assertEquals(field, onlyField(answer));
        }
        place(new JsonObject().put("transaction_id", "T-1").put("phone", "01913557799"));
        HttpResponse<String> answer = send("/orders/T-1/stages", new JsonObject().put("stage", 5));
        assertEquals("stage", onlyField(answer));
    }

    private static String onlyField(HttpResponse<String> answer) {
        JsonArray errors = new JsonObject(answer.body()).getJsonArray("errors");
        assertEquals(1, errors.size(), answer.body());
        return errors.getJsonObject(0).getString("field");
    }

    @Test
    void theCouriersDeliveryBelongsToTheOrdersOwner() throws Exception {
        assertEquals(
                204,
                shop.send(
                                site,
                                "purchase",
                                new JsonObject().put("transaction_id", "W-7").put("value", 900))
                        .statusCode());
        var event = new JsonObject()
                .put("id", UuidV7.create(System.currentTimeMillis()).toString())
                .put("name", "order_delivered")
                .put("data", new JsonObject().put("transaction_id", "W-7"));
        var body = new JsonObject().put("site", site).put("events", new JsonArray().add(event));
        assertEquals(204, shop.postByKey(body.encode()).statusCode());
        JsonObject order = shop.api("/sites/" + site + "/orders/W-7");
        assertEquals("delivered", order.getString("stage"));
        assertEquals(2, order.getJsonArray("history").size());
    }

    @Test
    void reportsByAnotherVisitorOfTheSamePersonCountAndThoseOfStrangersDoNot() throws Exception {
        String phone = "01913557799";
        byKey("purchase", 1, new JsonObject().put("transaction_id", "J-1").put("user_data", contact(phone)));
        byKey("generate_lead", 2, new JsonObject().put("user_data", contact(phone)));
        Shop.until("joined", () -> "hot".equals(temperature(VisitorId.text(new UUID(7, 2)))));
        byKey("order_delivered", 3, new JsonObject().put("transaction_id", "J-1"));
        assertEquals("placed", stage("J-1"));
        byKey("order_cancelled", 2, new JsonObject().put("transaction_id", "J-1"));
        assertEquals("cancelled", stage("J-1"));
        Shop.until("not hot", () -> !"hot".equals(temperature(VisitorId.text(new UUID(7, 1)))));
    }

    @Test
    void listsByStageNumberAndPhone() throws Exception {
        place(new JsonObject().put("transaction_id", "A-1").put("phone", "01913557799"));
        place(new JsonObject()
                .put("transaction_id", "A-2")
                .put("phone", "01613557700")
                .put("stage", "delivered"));
        place(new JsonObject().put("transaction_id", "B-3").put("email", "nasrin@example.com"));
        assertEquals("[B-3, A-2, A-1]", list(""));
        assertEquals("[A-2]", list("?stage=delivered"));
        assertEquals("[A-2, A-1]", list("?q=A-"));
        assertEquals("[A-1]", list("?q=%2B880%201913557799"));
        assertEquals("[B-3]", list("?q=Nasrin@example.com"));
        assertEquals("[]", list("?q=nobody@example.com"));
        JsonObject page = shop.api("/sites/" + site + "/orders?limit=2");
        assertEquals(
                "A-1",
                shop.api("/sites/" + site + "/orders?limit=2&cursor=" + page.getString("next"))
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getString("transaction_id"));
    }

    @Test
    void aTableSaysOfEachRowWhatCameOfIt() throws Exception {
        place(new JsonObject().put("transaction_id", "77").put("phone", "01913557799"));
        String csv = "\uFEFFOrder ID;Phone;Total;Status;Date\n"
                + "77;;;delivered;\n"
                + "78;\"01613557700 (bkash)\";৳ ১,২৯০.৫০;placed;20/05/2026\n"
                + "\n"
                + "79;none;5;placed;\n"
                + "80;01613557700;5;lost;\n"
                + ";01613557700;5;placed;\n"
                + "78;;;placed;\n";
        JsonObject report = new JsonObject(
                send("/orders/import", new JsonObject().put("csv", csv)).body());
        assertEquals(1, report.getInteger("placed"), report.encode());
        assertEquals(1, report.getInteger("changed"));
        assertEquals(1, report.getInteger("known"));
        assertEquals(3, report.getInteger("wrong"));
        JsonObject nobody = report.getJsonArray("rows").getJsonObject(2);
        assertEquals(5, nobody.getInteger("line"));
        assertEquals("nobody", nobody.getString("why"));
        JsonObject order = shop.api("/sites/" + site + "/orders/78");
        assertEquals(1290.5, order.getDouble("value"));
        assertEquals("2026-05-20T17:59:59.999Z", order.getJsonObject("stages").getString("placed"));
        assertEquals(
                422,
                send("/orders/import", new JsonObject().put("csv", "a,b\n1,2")).statusCode());
    }

    /** As spreadsheets write a date that is empty. */
    @Test
    void aDateOf1900IsWrongInItsRowAlone() throws Exception {
        String csv = "order_id,phone,date\n90,01913557799,1900-01-01\n91,01913557799,2026-05-20\n";
        JsonObject report = new JsonObject(
                send("/orders/import", new JsonObject().put("csv", csv)).body());
        assertEquals("ancient", report.getJsonArray("rows").getJsonObject(0).getString("why"));
        assertEquals(1, report.getInteger("placed"), report.encode());
        assertEquals(1, report.getInteger("wrong"));
    }

    @Test
    void contactsAreHashedAndClearOnlyByTheirScope() throws Exception {
        String visitor = place(new JsonObject().put("phone", "01913557799").put("first_name", "Nasrin"))
                .getString("visitor");
        var key = new JsonObject().put("name", "reader").put("scopes", new JsonArray().add("visitors:read"));
        assertEquals(201, shop.api("POST", "/keys", key).statusCode());
        JsonArray contacts = shop.api("/sites/" + site + "/visitors/" + visitor + "/contacts")
                .getJsonArray("items");
        assertEquals(2, contacts.size());
        JsonObject phone = contacts.stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("field").equals("phone"))
                .findFirst()
                .orElseThrow();
        assertEquals("+8801913557799", phone.getString("value"));
        assertEquals(
                1,
                shop.api("/sites/" + site + "/audit").getJsonArray("items").stream()
                        .filter(entry ->
                                ((JsonObject) entry).getString("action").equals("contact.show"))
                        .count());
    }

    @Test
    void anImportIsMarkedSoThatNothingFollowsFromIt() throws Exception {
        assertEquals(
                200,
                send("/orders/import", new JsonObject().put("csv", "order_id,phone\n9,01913557799"))
                        .statusCode());
        JsonObject event =
                shop.api("/sites/" + site + "/events").getJsonArray("items").getJsonObject(0);
        assertEquals(new JsonObject(io.warmtag.event.NewEvent.IMPORTED), event.getJsonObject("context"));
        assertNull(event.getJsonObject("data").getValue("user_data"));
    }

    @Test
    void theTimeOfAnOrderIsWhenItWasPlaced() throws Exception {
        Instant yesterday = Instant.now().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        JsonObject order = place(new JsonObject().put("phone", "01913557799").put("time", yesterday.toString()));
        assertEquals(yesterday.toString(), order.getJsonObject("stages").getString("placed"));
        assertTrue(order.getString("transaction_id").startsWith("M-"));
    }

    private void byKey(String name, int visitor, JsonObject data) throws Exception {
        var event = new JsonObject()
                .put("id", UuidV7.create(System.currentTimeMillis()).toString())
                .put("name", name)
                .put("visitor", VisitorId.text(new UUID(7, visitor)))
                .put("data", data);
        var body = new JsonObject().put("site", site).put("events", new JsonArray().add(event));
        assertEquals(204, shop.postByKey(body.encode()).statusCode());
    }

    private static JsonObject contact(String phone) {
        return new JsonObject().put("phone_number", phone);
    }

    private String stage(String order) throws Exception {
        return shop.api("/sites/" + site + "/orders/" + order).getString("stage");
    }

    @CanIgnoreReturnValue
    private JsonObject place(JsonObject order) throws Exception {
        HttpResponse<String> answer = send("/orders", order);
        assertEquals(201, answer.statusCode(), answer.body());
        return new JsonObject(answer.body());
    }

    private HttpResponse<String> stage(String order, String stage) throws Exception {
        return send("/orders/" + order + "/stages", new JsonObject().put("stage", stage));
    }

    private HttpResponse<String> send(String path, JsonObject body) throws Exception {
        return shop.api("POST", "/sites/" + site + path, body);
    }

    private String list(String query) throws Exception {
        return shop.api("/sites/" + site + "/orders" + query).getJsonArray("items").stream()
                .map(one -> ((JsonObject) one).getString("transaction_id"))
                .toList()
                .toString();
    }

    private String temperature(String visitor) {
        try {
            return shop.api("/sites/" + site + "/visitors/" + visitor).getString("temperature");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
