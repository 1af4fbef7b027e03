package io.warmtag.tools.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.warmtag.testkit.Shop;
import io.warmtag.tools.Target;
import io.warmtag.tools.traffic.Audience;
import io.warmtag.tools.traffic.Plan;
import io.warmtag.tools.traffic.TestShop;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class LoadClientTest {
    private static final List<byte[]> VISITORS = List.of("AAAAAAAAAAAAAAAAAAAAAA".getBytes(StandardCharsets.US_ASCII));

    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final AtomicLong events = new AtomicLong();

    private Target serve(Vertx vertx) {
        return vertx.createHttpServer()
                .requestHandler(request -> request.body()
                        .compose(body -> {
                            JsonArray sent = new JsonObject(body).getJsonArray("events");
                            sent.forEach(event -> ids.add(((JsonObject) event).getString("id")));
                            events.addAndGet(sent.size());
                            return request.response().setStatusCode(204).end();
                        })
                        .onFailure(Throwable::printStackTrace))
                .listen(0, "127.0.0.1")
                .map(server -> Target.local(server.actualPort()))
                .await();
    }

    private LoadResult load(Vertx vertx, int eventsInEach, double rate) {
        Target target = serve(vertx);
        var audience = new Audience("WT-TEST000", target.origin(), Optional.empty());
        List<RequestTemplate> requests =
                new Requests(target, audience, new Plan(1, 10, TestShop.SHOP)).render(20, eventsInEach);
        var client = new LoadClient(vertx, target, requests, new Crowd(VISITORS, 0, false, 1), rate, 1);
        var result = Promise.<LoadResult>promise();
        vertx.runOnContext(loop -> client.run(4, 0.1, 0.5, Long.MAX_VALUE).onComplete(result));
        return result.future().await();
    }

    @Test
    void everyEventIsValidJsonWithAnIdOfItsOwn(Vertx vertx) throws InterruptedException {
        LoadResult result = load(vertx, 20, 0);

        assertTrue(result.requests() > 0);
        assertEquals(0, result.failures());
        // The client stops listening before the last requests are through here.
        Shop.until("as many ids as events", () -> events.get() == ids.size() && events.get() % 20 == 0);
    }

    @Test
    void keepsTheRateItIsGiven(Vertx vertx) {
        LoadResult result = load(vertx, 1, 200);

        // 120 over warm-up and run together; a busy machine may stand still and make up for it, but not send twice as
        // fast.
        assertTrue(result.total() < 200, result::toString);
        assertTrue(result.total() >= 60, result::toString);
    }
}
