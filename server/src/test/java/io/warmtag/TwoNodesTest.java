package io.warmtag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import io.warmtag.testkit.Shop;
import io.warmtag.testkit.TwoShops;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two servers, one database, one grid: what one hears the other knows, and either may go. */
class TwoNodesTest {
    private static final JsonObject NOTHING = new JsonObject();
    private static TwoShops nodes;
    private static Shop first;
    private static Shop second;

    @BeforeAll
    static void open() throws Exception {
        nodes = TwoShops.open();
        first = nodes.first();
        second = nodes.second();
    }

    @AfterAll
    static void close() {
        nodes.close();
    }

    @Test
    void aVisitorIsOneOnBothNodesAndOutlivesEither() throws Exception {
        String site = first.createSite();
        Shop.until("the other node knows the site", () -> status(second, site) == 204);
        String visitor = visitor(first.send(site, "page_view", NOTHING));
        assertEquals(204, first.send(site, "add_to_cart", NOTHING).statusCode());
        Shop.until("warm on the other node", () -> is(second, site, visitor, "warm"));

        JsonObject order = new JsonObject().put("transaction_id", "T-1").put("value", 100);
        String event = "{\"id\":\"" + io.warmtag.event.UuidV7.create(System.currentTimeMillis())
                + "\",\"name\":\"purchase\",\"visitor\":\"" + visitor + "\",\"data\":" + order.encode() + "}";
        assertEquals(
                204,
                second.postByKey("{\"site\":\"" + site + "\",\"events\":[" + event + "]}")
                        .statusCode());
        Shop.until("hot on the first node", () -> is(first, site, visitor, "hot"));

        first.close();
        Shop.until("hot on the node that is left", () -> is(second, site, visitor, "hot"));
        Shop.until("nothing differs from the fold", () -> differences() == 0);
    }

    private static int status(Shop shop, String site) {
        try {
            return shop.send(site, "page_view", NOTHING).statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static boolean is(Shop shop, String site, String visitor, String temperature) {
        try {
            return temperature.equals(
                    shop.api("/sites/" + site + "/visitors/" + visitor).getString("temperature"));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static long differences() {
        try {
            return second.verify().getLong("differences");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String visitor(HttpResponse<String> answer) {
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
    }
}
