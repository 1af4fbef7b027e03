package io.warmtag.destination;

import static io.warmtag.destination.DestinationWorld.purchase;
import static io.warmtag.destination.DestinationWorld.until;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.warmtag.destination.sandbox.MetaDouble;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What our own code can't cope with ends with a reason, and nothing else waits for it. */
class FaultsTest {
    private DestinationWorld world;
    private Target target;

    @BeforeEach
    void start() {
        world = new DestinationWorld(base -> List.of(new Kinds.Kind(new Stumbling(base), new MetaDouble())));
        target = world.add(
                "stumbling", Map.of("pixel", "123456789012345"), Map.of("token", DestinationWorld.TOKEN), false);
        world.knowDevice();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private static Outgoing stumbles(String place) {
        Outgoing usual = purchase(1);
        return new Outgoing(
                usual.id(), usual.name(), usual.time(), usual.data().put("stumble", place), usual.context());
    }

    private boolean isTold(Outgoing event, String place) {
        return world.data.ask(
                        "select count(*) from outbox where state = 2 and code = 'fault' and event = $1 and detail like $2",
                        event.id(),
                        "%stumbled at the " + place)
                == 1;
    }

    @Test
    void findsTheOneThatNoRequestCanBeMadeOf() {
        Outgoing strange = stumbles("request");
        world.put(target, purchase(2), purchase(3), strange, purchase(4), purchase(5));
        world.engine();
        until(() -> world.rows(target, 1) == 4 && isTold(strange, "request"));
        assertEquals(4, world.stand.taken.size());
    }

    @Test
    void sendsTheOthersWhereOneCannotBePrepared() {
        Outgoing strange = stumbles("check");
        world.put(target, purchase(2), strange, purchase(3));
        world.engine();
        until(() -> world.rows(target, 1) == 2 && isTold(strange, "check"));
    }

    @Test
    void sendsOnceWhatIsAnsweredWithSomethingThatCannotBeCopedWith() {
        world.stand.trouble = request -> Stand.say(request, 299, "{}");
        Outgoing event = purchase(2);
        world.put(target, event);
        world.engine();
        until(() -> isTold(event, "answer"));
        assertEquals(1, world.stand.requests());
        assertEquals(1, world.data.ask("select count(*) from attempt where status = 299 and code = 'fault'"));
    }

    @Test
    void saysThatNothingCanBeSignedWithASecretThatWasOnceTaken() {
        Target hook = world.add(
                "webhook", Map.of("url", world.stand.base()), Map.of("secret", "whsec_" + "A".repeat(33)), false);
        world.put(hook, purchase(1), purchase(2));
        world.engine();
        until(() -> world.rows(hook, 2) == 2);
        assertEquals("fault", world.code(hook));
        assertEquals(0, world.stand.requests());
    }
}
