package io.warmtag.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.testkit.Shop;
import io.warmtag.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What follows from an order that came in a table, and from one that somebody entered by hand. */
class ImportedOrdersTest {
    private static final Map<String, String> WHEN = Map.of(
            "bought", "{'kind':'event','event':'purchase'}",
            "turned", "{'kind':'temperature','to':'hot'}",
            "came", "{'kind':'audience','audience':1}");

    private static Shop shop;
    private final Map<String, Integer> rules = new TreeMap<>();
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
    void rules() throws Exception {
        site = shop.createSite();
        post("/audiences", "{'name':'Hot','condition':{'kind':'temperature','is':['hot']}}");
        for (var when : WHEN.entrySet()) {
            JsonObject rule = post(
                    "/rules",
                    "{'definition':{'name':'%s','holdout':0,'when':%s,'steps':[]}}"
                            .formatted(when.getKey(), when.getValue()));
            rules.put(when.getKey(), rule.getInteger("id"));
            HttpResponse<String> on = shop.api(
                    "PUT",
                    "/sites/" + site + "/rules/" + rule.getInteger("id") + "/state",
                    new JsonObject().put("state", "on"));
            assertEquals(200, on.statusCode(), on.body());
        }
        Shop.until("the audience is filled", () -> audience().getValue("filling") == null);
    }

    @Test
    void anImportChangesWhoSomebodyIsAndFiresNothing() throws Exception {
        post("/orders/import", "{'csv':'order_id,phone,status\\n1,01913557799,placed\\n2,01613557700,delivered'}");
        Shop.until("both are in the audience", () -> audience().getInteger("members") == 2);
        post("/orders/import", "{'csv':'order_id,status\\n1,cancelled'}");
        Shop.until("one is out again", () -> audience().getInteger("members") == 1);

        // What comes after it on the same way has been decided: so has the import.
        post("/orders", "{'phone':'01713557711'}");
        Shop.until("the order by hand fired", () -> fired().stream().allMatch(times -> times > 0));
        assertEquals(List.of(1, 1, 1), fired());
    }

    private List<Integer> fired() {
        return rules.values().stream()
                .map(rule -> read("/rules/" + rule + "/firings").getJsonArray("items"))
                .map(JsonArray::size)
                .toList();
    }

    private JsonObject audience() {
        return read("/audiences/1");
    }

    private JsonObject read(String path) {
        try {
            return shop.api("/sites/" + site + path);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @CanIgnoreReturnValue
    private JsonObject post(String path, String body) throws Exception {
        HttpResponse<String> answer =
                shop.api("POST", "/sites/" + site + path, new JsonObject(body.replace('\'', '"')));
        assertEquals(2, answer.statusCode() / 100, answer.body());
        return new JsonObject(answer.body());
    }
}
