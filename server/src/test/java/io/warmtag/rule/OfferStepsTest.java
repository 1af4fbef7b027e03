package io.warmtag.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.warmtag.db.Keyset;
import io.warmtag.rule.FiringLog.Fate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A step whose offer is not there to be shown. */
class OfferStepsTest {
    private final UUID rina = new UUID(7, 7);
    private RuleWorld world;

    @BeforeEach
    void start() {
        world = new RuleWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aStepThatShowsNothingSaysWhyAndTheNextHasItsTurn() throws InterruptedException {
        world.work(world.engine((transaction, site, person, offer, firing, data, now) ->
                        Future.succeededFuture(Optional.of("offer_off")))
                .firings());
        StoredRule rule = world.on("{'name':'Off','holdout':0,'when':{'kind':'event','event':'a'},'steps':["
                + "{'kind':'offer','offer':7},{'kind':'send','destination':3,'event':'x'}]}");
        world.happens(rina, "a");
        world.until("select count(*) from sent", 1);
        List<Fate> steps = world.log
                .of(world.site.bakery(), rule.id(), Optional.empty(), Keyset.NEWEST, 10)
                .await()
                .items()
                .get(0)
                .steps();
        assertEquals(
                List.of("given_up", "done"), steps.stream().map(Fate::state).toList());
        assertEquals("offer_off", steps.get(0).note());
    }
}
