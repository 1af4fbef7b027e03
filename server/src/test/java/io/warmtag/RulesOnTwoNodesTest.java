package io.warmtag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.testkit.Shop;
import io.warmtag.testkit.TwoShops;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** From what a page sends to what a rule did, whichever node got it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulesOnTwoNodesTest {
    private TwoShops nodes;
    private Shop first;
    private Shop second;

    @BeforeAll
    void start() throws Exception {
        nodes = TwoShops.open();
        first = nodes.first();
        second = nodes.second();
    }

    @AfterAll
    void stop() {
        nodes.close();
    }

    @Test
    void fireOnceForEachEventAndChangeThatPagesBringAbout() throws Exception {
        String site = first.createSite();
        on(site, "{\"name\":\"Cart\",\"holdout\":0,\"when\":{\"kind\":\"event\",\"event\":\"add_to_cart\"}}", 1);
        on(site, "{\"name\":\"Warm\",\"holdout\":0,\"when\":{\"kind\":\"temperature\",\"to\":\"warm\"}}", 2);
        on(site, "{\"name\":\"Probe\",\"holdout\":0,\"when\":{\"kind\":\"event\",\"event\":\"probe\"}}", 3);
        // The rules are read all at once: a node that knows the last one knows the others.
        Shop.until(
                "the second node knows the rules",
                () -> send(second, site, "probe") && firings(site, 3).size() > 0);
        assertTrue(send(first, site, "add_to_cart") && send(second, site, "add_to_cart"));
        Shop.until("both fire", () -> firings(site, 1).size() == 2);
        Shop.until("both become warm", () -> firings(site, 2).size() == 2);

        JsonObject newest = firings(site, 1).getJsonObject(0);
        assertEquals("fired", newest.getString("decision"));
        String visitor = newest.getString("visitor");
        // He put something into the cart, which is an occasion, and became warm by it, which is another.
        String ofVisitor = "/sites/" + site + "/visitors/" + visitor + "/firings";
        Shop.until("both are told of him", () -> api(ofVisitor).size() == 2);
    }

    private void on(String site, String definition, int id) throws Exception {
        var body = new JsonObject().put("definition", new JsonObject(definition));
        assertEquals(201, first.api("POST", "/sites/" + site + "/rules", body).statusCode());
        var state = new JsonObject().put("state", "on");
        assertEquals(
                200,
                first.api("PUT", "/sites/" + site + "/rules/" + id + "/state", state)
                        .statusCode());
    }

    /** Somebody new does something. */
    private static boolean send(Shop node, String site, String name) {
        try {
            node.forget();
            return node.send(site, name, new JsonObject().put("value", 1290)).statusCode() == 204;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonArray firings(String site, int rule) {
        return api("/sites/" + site + "/rules/" + rule + "/firings");
    }

    private JsonArray api(String path) {
        try {
            return first.api(path).getJsonArray("items");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
