package io.warmtag.tools.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.tools.Api;
import io.warmtag.tools.Patience;
import io.warmtag.tools.Uuid7;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/** Puts something into a visitor's cart through one node and asks the other for his temperature until it knows. */
final class FreshnessProbe {
    private static final int EVENTS_OF_A_VISITOR = 3;
    private static final Patience PATIENCE = new Patience(10_000, 1);

    private final Api sendTo;
    private final Api askAt;
    private final String site;
    private final Random random = new Random();
    private String visitor = "";
    private int events = EVENTS_OF_A_VISITOR;

    FreshnessProbe(Api sendTo, Api askAt, String site) {
        this.sendTo = sendTo;
        this.askAt = askAt;
        this.site = site;
    }

    /** From the sending to the end of the answer that knows of the event. */
    double delayMs() throws InterruptedException {
        if (events == EVENTS_OF_A_VISITOR) {
            visitor = newVisitor();
            events = 0;
        }
        events++;
        String id = Uuid7.of(System.currentTimeMillis(), random).toString();
        long begin = System.nanoTime();
        sendTo.post("/e", body(id));
        PATIENCE.until(() -> isKnown(id), () -> "the other node did not hear of event " + id);
        return (System.nanoTime() - begin) / 1e6;
    }

    private String newVisitor() {
        byte[] bits = new byte[16];
        random.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    private JsonObject body(String id) {
        var event = new JsonObject()
                .put("id", id)
                .put("name", "add_to_cart")
                .put("time", System.currentTimeMillis())
                .put("data", new JsonObject().put("currency", "BDT").put("value", 1290));
        return new JsonObject()
                .put("site", site)
                .put("sent", System.currentTimeMillis())
                .put("visitor", visitor)
                .put("events", new JsonArray().add(event));
    }

    private boolean isKnown(String id) {
        HttpResponse<byte[]> answer = askAt.get("/api/v1/sites/" + site + "/visitors/" + visitor);
        return answer.statusCode() == 200 && new String(answer.body(), StandardCharsets.UTF_8).contains(id);
    }
}
