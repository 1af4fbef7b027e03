package io.warmtag.tools.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.warmtag.tools.Target;
import io.warmtag.tools.traffic.TrafficRun.Limits;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class TrafficRunTest {
    private final Tally tally = new Tally();
    private final Set<UUID> acknowledged = new HashSet<>();

    private void run(Vertx vertx, StubCollector collector, int visitors, int events) {
        Target target = collector.start().await();
        var run = new TrafficRun(
                vertx,
                new Plan(1, visitors, TestShop.SHOP),
                List.of(target),
                new Audience("WT-TEST000", target.origin(), Optional.empty()),
                (id, visitor) -> acknowledged.add(id),
                tally,
                new Limits(100_000, 60, events));
        run.start().await();
    }

    private static Set<UUID> stored(StubCollector collector) {
        return collector.events.stream()
                .map(event -> UUID.fromString(event.getString("id")))
                .collect(Collectors.toSet());
    }

    @Test
    void everyAcknowledgedEventIsAtTheServer(Vertx vertx) {
        var collector = new StubCollector(vertx);
        run(vertx, collector, 50, 2_000);

        assertTrue(acknowledged.size() >= 2_000);
        assertEquals(stored(collector), acknowledged);
        assertEquals(acknowledged.size(), tally.acknowledged());
        assertTrue(collector.events.size() > acknowledged.size(), "some messages are sent twice");
    }

    @Test
    void visitorKeepsTheCookieOfHisFirstAnswer(Vertx vertx) {
        var collector = new StubCollector(vertx);
        run(vertx, collector, 1, 10);

        assertEquals(1, collector.given);
        assertEquals(Set.of("_wt=visitor0"), collector.cookies);
    }

    @Test
    void whatWasRefusedForNowIsSentAgainWithTheSameIds(Vertx vertx) {
        var collector = new StubCollector(vertx);
        collector.refusals = 5;
        run(vertx, collector, 50, 200);

        assertEquals(5, tally.retries());
        assertEquals(0, tally.undelivered());
        assertEquals(stored(collector), acknowledged);
    }

    @Test
    void rejectedEventsAreNotAcknowledged(Vertx vertx) {
        var collector = new StubCollector(vertx);
        collector.rejectedName = "view_item";
        run(vertx, collector, 50, 500);

        assertTrue(tally.rejected() > 0);
        assertEquals(stored(collector), acknowledged);
    }
}
