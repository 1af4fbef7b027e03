package io.warmtag.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.testkit.TestServer.Reply;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportsApiTest {
    private ApiWorld world;
    private String site;

    @BeforeEach
    void start() {
        world = new ApiWorld();
        site = "/sites/" + world.bakery.publicId();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private Reply post(String path, JsonObject body) {
        return world.call("POST", site + path, ApiWorld.ROOT_KEY, body);
    }

    @Test
    void reportsARuleWithItsLift() {
        var rule = new JsonObject(
                "{\"definition\":{\"name\":\"Cart\",\"when\":{\"kind\":\"event\",\"event\":\"add_to_cart\"}}}");
        assertEquals(201, post("/rules", rule).status());
        world.data.run("""
                insert into rule_day_met (site_id, rule, day, version, held_out, offer, variant, persons, buyers, orders, revenue,
                                          persons_over, buyers_over, revenue_over, squares_over)
                values ($1, 1, $2, 1, false, 7, 1, 1000, 100, 110, 5000000, 900, 90, 4500000, 450000000000),
                       ($1, 1, $2, 1, true, 0, 0, 100, 5, 5, 250000, 90, 4, 200000, 20000000000)
                """, world.bakery.id(), LocalDate.of(2026, 5, 10));
        JsonObject report = world.get(site + "/reports/rules/1?from=2026-05-01&to=2026-05-20")
                .json();
        assertEquals(1_000, report.getJsonObject("met").getInteger("people"));
        assertEquals(900, report.getJsonObject("met").getInteger("over"));
        assertEquals(
                "nothing_seen",
                report.getJsonObject("lift").getJsonObject("bought").getString("verdict"));
        assertEquals(1, report.getJsonArray("variants").getJsonObject(0).getInteger("variant"));
        assertEquals("2026-05-10", report.getJsonArray("days").getJsonObject(0).getString("day"));
        assertEquals(
                1,
                world.get(site + "/reports/rules").json().getJsonArray("items").size());
        assertEquals(404, world.get(site + "/reports/rules/9").status());
        assertEquals(400, world.get(site + "/reports/rules?from=yesterday").status());
        assertEquals(
                400,
                world.get(site + "/reports/rules?from=2026-05-21&to=2026-05-20").status());
        Reply window = world.call(
                "PUT", site + "/reports/rules/1", ApiWorld.ROOT_KEY, new JsonObject().put("window_days", 14));
        assertEquals(204, window.status(), window.text());
        assertEquals(14, world.get(site + "/reports/rules/1").json().getInteger("window_days"));
        assertEquals(
                422,
                world.call("PUT", site + "/reports/rules/1", ApiWorld.ROOT_KEY, new JsonObject().put("window_days", 0))
                        .status());
    }

    @Test
    void takesCostsAsAListOrATable() {
        var cost = new JsonObject()
                .put("date", "2026-05-10")
                .put("source", "facebook")
                .put("medium", "cpc")
                .put("campaign", "Winter")
                .put("cost", 12_000_000.5)
                .put("clicks", 84);
        assertEquals(
                200,
                post("/campaign-costs", new JsonObject().put("costs", new JsonArray().add(cost)))
                        .status());
        JsonObject campaign = world.get(site + "/reports/campaigns?from=2026-05-01")
                .json()
                .getJsonArray("items")
                .getJsonObject(0);
        assertEquals(1_200_000_050L, campaign.getLong("cost"));
        assertEquals(84, campaign.getInteger("clicks"));

        Reply refused = post(
                "/campaign-costs",
                new JsonObject()
                        .put("costs", new JsonArray().add(cost).add(cost.copy().put("cost", -1))));
        assertEquals(422, refused.status());
        assertTrue(refused.text().contains("costs[1].cost"), refused.text());
        assertEquals(422, post("/campaign-costs", new JsonObject()).status());

        JsonObject table = post(
                        "/campaign-costs",
                        new JsonObject()
                                .put("csv", "date,cost\n2026-05-10,1\nsoon,1")
                                .put("source", "a")
                                .put("medium", "b"))
                .json();
        assertEquals(1, table.getInteger("taken"));
        assertEquals(3, table.getJsonArray("wrong").getJsonObject(0).getInteger("line"));
    }

    @Test
    void reportsHowPeopleMoved() {
        world.data.run("""
                insert into temperature_move (site_id, day, days, from_state, to_state, people, computed_at)
                values ($1, '2026-05-20', 7, 0, 1, 12, now())
                """, world.bakery.id());
        JsonObject moves = world.get(site + "/reports/temperatures").json();
        assertEquals(new JsonArray("[{\"from\":\"cold\",\"to\":\"warm\",\"people\":12}]"), moves.getJsonArray("moves"));
        assertEquals(400, world.get(site + "/reports/temperatures?days=8").status());
    }
}
