package io.warmtag.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Tuple;
import io.warmtag.rule.model.Decision;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rule that fires some time later, while another node is still deciding what was due before. */
class WaitOrderTest {
    private final UUID rina = new UUID(7, 7);
    private final UUID herOtherDevice = new UUID(7, 9);
    private final UUID somebodyElse = new UUID(7, 11);
    private RuleWorld world;
    private StoredRule once;

    @BeforeEach
    void start() {
        world = new RuleWorld();
        world.work(world.engine().firings());
        once = world.on("{'name':'Left','holdout':0,'when':{'kind':'event','event':'add_to_cart','after':60},"
                + "'limits':{'per_person':{'times':1,'days':14}},'steps':[]}");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void whatWasDueFirstIsDecidedFirst() throws InterruptedException {
        decidesInOrder(rina);
    }

    @Test
    void alsoOfAPersonWithTwoDevices() throws InterruptedException {
        for (UUID visitor : List.of(rina, herOtherDevice)) {
            world.site.run(
                    "insert into person_visitor (site_id, visitor, person) values ($1, $2, $3)",
                    world.id(),
                    visitor,
                    rina);
        }
        decidesInOrder(herOtherDevice);
    }

    private void decidesInOrder(UUID second) throws InterruptedException {
        UUID earlier = world.happens(rina, "add_to_cart");
        world.now.addAndGet(1_000);
        UUID later = world.happens(second, "add_to_cart");
        world.now.addAndGet(1_000);
        world.happens(somebodyElse, "add_to_cart");
        world.until("select count(*) from rule_wait", 3);

        var decided = Promise.<Void>promise();
        Future<Void> otherNode = holding(earlier, decided.future());
        world.now.addAndGet(Duration.ofMinutes(61).toMillis());
        world.until("select count(*) from firing", 1);
        assertEquals(2, world.ask("select count(*) from rule_wait"));
        decided.complete();
        otherNode.await();

        world.until("select count(*) from rule_wait", 0);
        assertEquals(Decision.FIRED, decision(earlier));
        assertEquals(Decision.LIMITED_PERSON, decision(later));
    }

    /** Has a wait locked, as a node has that decides it. */
    private Future<Void> holding(UUID event, Future<Void> until) {
        var held = Promise.<Void>promise();
        Future<Void> whole = world.site
                .database()
                .inTransaction(transaction -> transaction
                        .preparedQuery("select from rule_wait where event = $1 for update")
                        .execute(Tuple.of(event))
                        .onSuccess(rows -> held.complete())
                        .compose(rows -> until));
        held.future().await();
        return whole;
    }

    private Decision decision(UUID event) {
        return Decision.of(
                (short) world.ask("select decision from firing where rule = $1 and event = $2", once.id(), event));
    }
}
