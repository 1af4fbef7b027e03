package io.warmtag.destination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.warmtag.destination.Item.Device;
import io.warmtag.destination.Preparation.Facts;
import io.warmtag.destination.Preparation.Prepared;
import io.warmtag.destination.meta.MetaConversions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Of an event that the shop's server told with its key, when nobody knows the visitor's browser. */
class PreparationTest {
    private static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");
    private static final JsonObject CONTEXT =
            new JsonObject().put("keyed", true).put("url", "https://bakery.example/thank-you");

    private final MetaConversions meta = new MetaConversions("https://graph.example");
    private final Config config =
            new Config(Map.of("pixel", "123456789012345"), Map.of("token", DestinationWorld.TOKEN), "BDT", true);

    private Prepared prepared(JsonObject context, Facts facts, int secondsOld) {
        var target = new Target(
                1,
                1,
                "meta",
                "Meta",
                Target.State.ON,
                Optional.empty(),
                false,
                TargetSettings.of(meta),
                Optional.empty(),
                1);
        Outgoing event = DestinationWorld.purchase(5);
        Instant put = NOW.minusSeconds(secondsOld);
        var told = new Outgoing(event.id(), event.name(), put, event.data(), context);
        var row = new Claimed(1, "e:1", DestinationWorld.VISITOR, told, 1, put, put);
        return new Preparation(target, meta, config, facts, NOW).of(row);
    }

    private String source(Prepared prepared) {
        Request request = meta.requests(config, List.of(prepared.item().orElseThrow()), NOW)
                .get(0);
        return new JsonObject(request.body())
                .getJsonArray("data")
                .getJsonObject(0)
                .getString("action_source");
    }

    @Test
    void waitsAMomentForTheBrowserThatMayBeNamed() {
        var nobody = new Facts(Map.of(), Map.of(), Map.of());
        Fate soon = prepared(CONTEXT, nobody, 1).fate().orElseThrow();
        assertEquals(Fate.State.WAITING, soon.state());
        assertEquals("no_user_agent", soon.why().orElseThrow().code());
        assertEquals("system_generated", source(prepared(CONTEXT, nobody, 11)));
    }

    @Test
    void isOfTheWebsiteWithTheBrowserAtOnce() {
        var device = new Device("103.4.145.245", "Mozilla/5.0");
        var known = new Facts(Map.of(), Map.of(DestinationWorld.VISITOR, device), Map.of());
        assertEquals("website", source(prepared(CONTEXT, known, 1)));
    }

    @Test
    void isStillTheServersWhenItGoesWithAnEarlierPage() {
        var keyed = new JsonObject().put("keyed", true);
        var page = new JsonObject()
                .put("url", "https://bakery.example/bread")
                .put("consent", new JsonObject().put("ad_user_data", "granted"));
        var facts = new Facts(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of("e:1", page));
        assertEquals("system_generated", source(prepared(keyed, facts, 11)));
    }

    @Test
    void aPagesOwnEventStillNeedsIt() {
        var nobody = new Facts(Map.of(), Map.of(), Map.of());
        Fate dead = prepared(DestinationWorld.context(), nobody, 11).fate().orElseThrow();
        assertEquals(Fate.State.DEAD, dead.state());
        assertTrue(dead.why().orElseThrow().code().equals("no_user_agent"));
    }
}
