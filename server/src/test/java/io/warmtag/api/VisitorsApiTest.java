package io.warmtag.api;

import static io.warmtag.api.ApiWorld.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.event.VisitorId;
import io.warmtag.site.Site;
import io.warmtag.visitor.model.Temperature;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VisitorsApiTest {
    private static final UUID ADA = UUID.fromString("0196dfa0-0c00-4000-8000-00000000ada0");

    private ApiWorld world;
    private Site site;
    private String path;

    @BeforeAll
    void start() {
        world = new ApiWorld();
    }

    @BeforeEach
    void siteOfItsOwn() {
        site = world.data.addSite("Shop", "shop.example");
        path = "/sites/" + site.publicId();
    }

    @AfterAll
    void stop() {
        world.close();
    }

    @Test
    void explainsATemperatureEventByEvent() {
        UUID cart = world.data.addEvent(site, ADA, "add_to_cart", NOW.minus(Duration.ofDays(3)));
        world.data.addEvent(site, ADA, "page_view", NOW.minus(Duration.ofDays(14)));
        assertEquals(
                new JsonObject("""
                        {"temperature":"warm","score":9.12,"since":"2026-05-17T12:00:00Z","state":"none",
                         "because":[
                           {"event":"%s","name":"add_to_cart","time":"2026-05-17T12:00:00Z","decayed":8.62,"weight":10},
                           {"event":null,"name":"views","time":"2026-05-06T12:00:00Z","decayed":0.5,"weight":0.5,"count":1}],
                         "orders":[],
                         "next":{"temperature":"cold","at":"NEXT"}}""".formatted(cart)),
                withoutNext(world.get(path + "/visitors/" + VisitorId.text(ADA)).json()));
    }

    /** When exactly a score falls is the model's own test's business. */
    private static JsonObject withoutNext(JsonObject explanation) {
        explanation.getJsonObject("next").put("at", "NEXT");
        return explanation;
    }

    @Test
    void knowsNobodyByAnIdThatNeverCame() {
        world.data.addEvent(world.bakery, ADA, "add_to_cart", NOW);
        assertEquals(404, world.get(path + "/visitors/" + VisitorId.text(ADA)).status());
        assertEquals(404, world.get(path + "/visitors/nobody").status());
    }

    @Test
    void countsTemperaturesNowAndAWeekAgo() {
        world.data.addPerson(site, new UUID(1, 1), Temperature.HOT, NOW);
        world.data.addPerson(site, new UUID(2, 2), Temperature.COLD, NOW);
        var expected = new JsonObject()
                .put("hot", 1)
                .put("warm", 0)
                .put("cold", 1)
                .put("at", NOW.toString())
                .putNull("week_ago");
        assertEquals(expected, world.get(path + "/temperatures").json());
        world.data.run(
                "insert into temperature_day values ($1, $2, 5, 6, 7)", site.id(), LocalDate.parse("2026-05-13"));
        assertEquals(
                new JsonObject().put("hot", 5).put("warm", 6).put("cold", 7),
                world.get(path + "/temperatures").json().getJsonObject("week_ago"));
    }

    @Test
    void listsVisitorsByTemperatureAndFindsThemByTheirId() {
        world.data.addPerson(site, ADA, Temperature.WARM, NOW);
        world.data.addPerson(site, new UUID(2, 2), Temperature.HOT, NOW.minusSeconds(1));
        String ada = VisitorId.text(ADA);
        assertEquals(List.of(ada, VisitorId.text(new UUID(2, 2))), visitors(""));
        assertEquals(List.of(ada), visitors("?temperature=warm"));
        assertEquals(List.of(ada), visitors("?q=" + ada.substring(0, 5)));
        assertEquals(List.of(), visitors("?q=____"));
        assertEquals(400, world.get(path + "/visitors?temperature=tepid").status());
        assertEquals(400, world.get(path + "/visitors?q=abc").status());
        JsonObject first = world.get(path + "/visitors?limit=1").json();
        assertEquals(List.of(VisitorId.text(new UUID(2, 2))), visitors("?limit=1&cursor=" + first.getString("next")));
    }

    @Test
    void listsWhatChangedATemperature() {
        world.data.run("""
                insert into transition (site_id, person, number, from_state, to_state, at, cause, cause_id, model_version)
                values ($1, $2, 1, 0, 2, '2026-05-20T11:00:00Z', 'order', 'T-1', 1)
                """, site.id(), ADA);
        assertEquals(
                new JsonArray("""
                        [{"number":1,"from":"cold","to":"hot","at":"2026-05-20T11:00:00Z","cause":"order","cause_id":"T-1",
                          "settings_version":1}]"""),
                world.get(path + "/visitors/" + VisitorId.text(ADA) + "/transitions")
                        .json()
                        .getJsonArray("items"));
    }

    private List<String> visitors(String query) {
        return world.get(path + "/visitors" + query).json().getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("visitor"))
                .toList();
    }
}
