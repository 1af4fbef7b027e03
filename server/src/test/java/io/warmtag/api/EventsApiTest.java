package io.warmtag.api;

import static io.warmtag.api.ApiWorld.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.event.Mark;
import io.warmtag.event.VisitorId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventsApiTest {
    private static final UUID ADA = new UUID(1, 1);

    private ApiWorld world;
    private String path;

    @BeforeEach
    void start() {
        world = new ApiWorld();
        path = "/sites/" + world.bakery.publicId();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void listsEventsNewestFirstWithWhatWasSent() {
        UUID view = world.data.addEvent(world.bakery, ADA, "page_view", NOW.minusSeconds(2));
        UUID bot = world.data.addEvent(world.bakery, null, "page_view", NOW.minusSeconds(1), Mark.BOT);
        JsonArray items = world.get(path + "/events").json().getJsonArray("items");
        assertEquals(bot.toString(), items.getJsonObject(0).getString("id"));
        assertEquals(new JsonObject("""
                        {"id":"%s","visitor":"%s","name":"page_view","time":"2026-05-20T11:59:58Z",
                         "received":"2026-05-20T11:59:58Z","mark":"person","remarks":[],
                         "data":{"value":1290,"currency":"BDT"},"context":{"url":"https://bakery.example/bread"}}""".formatted(view, VisitorId.text(ADA))), items.getJsonObject(1));
        assertEquals(1, count("?visitor=" + VisitorId.text(ADA)));
        assertEquals(1, count("?mark=bot"));
        assertEquals(2, count("?name=page_view"));
        assertEquals(0, count("?name=page_view&mark=staff"));
    }

    @Test
    void goesThroughEventsInPages() {
        for (int i = 0; i < 5; i++) {
            world.data.addEvent(world.bakery, ADA, "page_view", NOW.minusSeconds(i));
        }
        for (String filter : List.of("limit=2", "limit=2&visitor=" + VisitorId.text(ADA), "limit=2&name=page_view")) {
            int seen = 0;
            String next = "";
            while (next != null) {
                JsonObject page = world.get(path + "/events?" + filter + next).json();
                seen += page.getJsonArray("items").size();
                next = page.getString("next") == null ? null : "&cursor=" + page.getString("next");
            }
            assertEquals(5, seen, filter);
        }
    }

    @Test
    void countsNamesAndHours() {
        world.data.addEvent(world.bakery, ADA, "purchase", NOW.minus(Duration.ofDays(2)));
        world.data.addEvent(world.bakery, ADA, "purchase", NOW.minusSeconds(60));
        JsonObject name =
                world.get(path + "/events/names").json().getJsonArray("items").getJsonObject(0);
        assertEquals(
                List.of("purchase", 1, 2, 2, "2026-05-20T11:59:00Z"),
                List.of(
                        name.getString("name"),
                        name.getInteger("today"),
                        name.getInteger("week"),
                        name.getInteger("total"),
                        name.getString("last")));
        assertEquals(
                new JsonArray("[{\"from\":\"2026-05-20T11:00:00Z\",\"count\":1}]"),
                world.get(path + "/events/counts").json().getJsonArray("items"));
        assertEquals(
                2,
                world.get(path + "/events/counts?from=2026-05-01T00:00:00Z&to=2026-05-21T00:00:00Z")
                        .json()
                        .getJsonArray("items")
                        .size());
        assertEquals(
                400,
                world.get(path + "/events/counts?from=2026-01-01T00:00:00Z").status());
        assertEquals(400, world.get(path + "/events/counts?from=yesterday").status());
    }

    @Test
    void tellsWhatWasRejectedAndWhy() {
        world.data.run(
                "insert into rejected_event (site_id, received, name, field, reason, body) values ($1, $2, 'x', 'id', 'id.form', '{}')",
                world.bakery.id(),
                NOW.atOffset(java.time.ZoneOffset.UTC));
        world.data.run(
                "insert into rejected_count (site_id, hour, reason, count) values ($1, $2, 'id.form', 12)",
                world.bakery.id(),
                NOW.atOffset(java.time.ZoneOffset.UTC));
        JsonObject rejected =
                world.get(path + "/rejected").json().getJsonArray("items").getJsonObject(0);
        assertEquals("id.form", rejected.getString("reason"));
        assertEquals(
                new JsonArray("[{\"reason\":\"id.form\",\"code\":null,\"count\":12}]"),
                world.get(path + "/rejected/reasons").json().getJsonArray("items"));
        assertEquals(
                new JsonArray(),
                world.get(path + "/rejected/reasons?since=2026-05-21T00:00:00Z")
                        .json()
                        .getJsonArray("items"));
    }

    private int count(String query) {
        return world.get(path + "/events" + query).json().getJsonArray("items").size();
    }
}
