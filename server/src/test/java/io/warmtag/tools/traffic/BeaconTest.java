package io.warmtag.tools.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import io.warmtag.tools.traffic.Step.Act;
import io.warmtag.tools.traffic.Step.Sender;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BeaconTest {
    private static final long NOW = 1_763_760_000_000L;

    private static Step step(long clockAheadMs, long ageMs) {
        var persona = new Persona(0, "agent", "bn-BD", "390x844", "", "", clockAheadMs, false);
        return new Step(
                0,
                persona,
                "/demo/",
                "হাতে গড়া",
                List.of(new Act("page_view", new JsonObject()), new Act("search", new JsonObject())),
                ageMs,
                false,
                Sender.PAGE);
    }

    @Test
    void idsCarryTheTimesOfTheirEvents() {
        var beacon = Beacon.of(step(0, 0), NOW, new Random(1));
        JsonObject body = beacon.body("WT-TEST000", "http://127.0.0.1", NOW);

        for (int i = 0; i < 2; i++) {
            JsonObject event = body.getJsonArray("events").getJsonObject(i);
            assertEquals(event.getLong("time"), beacon.ids().get(i).getMostSignificantBits() >>> 16);
        }
    }

    @Test
    void aLateMessageTellsWhenItsEventsHappenedAndWhenItWasSent() {
        JsonObject body = Beacon.of(step(0, 3_600_000), NOW, new Random(1)).body("WT-TEST000", "http://127.0.0.1", NOW);

        assertEquals(
                NOW - 3_600_000, body.getJsonArray("events").getJsonObject(0).getLong("time"));
        assertEquals(NOW, body.getLong("sent"));
    }

    @Test
    void aWrongClockIsWrongInBothTimes() {
        JsonObject body = Beacon.of(step(-500_000, 0), NOW, new Random(1)).body("WT-TEST000", "http://127.0.0.1", NOW);

        assertEquals(NOW - 500_000, body.getJsonArray("events").getJsonObject(0).getLong("time"));
        assertEquals(NOW - 500_000, body.getLong("sent"));
    }
}
