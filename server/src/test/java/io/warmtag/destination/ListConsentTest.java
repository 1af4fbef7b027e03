package io.warmtag.destination;

import static io.warmtag.destination.DestinationWorld.until;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.warmtag.visitor.model.Temperature;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who agrees, or is vouched for, is on the list; who denies is taken off it. */
class ListConsentTest {
    private ListWorld shop;

    @BeforeEach
    void start() {
        shop = new ListWorld();
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    @Test
    void takesWhoWithdrawsOffAndPutsHimBackWhenHeAgreesAgain() {
        Target list = shop.withOneOnIt(1);
        shop.seen(1, false);
        shop.watch();
        until(() -> shop.has());
        shop.seen(1, "default");
        shop.watch();
        shop.quiet(list);
        assertTrue(shop.has(), "a page on which nobody has answered doesn't undo his word");
        shop.quiet(list);
        shop.seen(1, true);
        shop.world.data.run("update list_member set again_at = null");
        shop.watch();
        until(() -> shop.has(1));
    }

    @Test
    void aPageOnWhichNobodyHasAnsweredWithdrawsNothing() {
        Target list = shop.withOneOnIt(1);
        shop.seen(1, "default");
        shop.watch();
        shop.quiet(list);
        assertTrue(shop.has(1));
    }

    @Test
    void whoeverSaysNothingAboutConsentWithdrawsNothing() {
        Target list = shop.withOneOnIt(1);
        // A courier's call.
        UUID call = shop.world.data.addEvent(shop.world.bakery, ListWorld.person(1), "order_delivered", Instant.now());
        shop.world.data.run("update event set context = '{}' where id = $1", call);
        shop.watch();
        shop.quiet(list);
        assertTrue(shop.has(1));
    }

    @Test
    void takesInWhomTheShopVouchesForUnlessHeHasDenied() {
        for (int number = 1; number <= 3; number++) {
            UUID order =
                    shop.world.data.addEvent(shop.world.bakery, ListWorld.person(number), "purchase", Instant.now());
            shop.world.data.run(
                    "update event set context = $1 where id = $2", "{'keyed':true}".replace('\'', '"'), order);
            shop.world.data.addPerson(shop.world.bakery, ListWorld.person(number), Temperature.HOT, Instant.now());
            shop.learnt(number);
        }
        shop.seen(2, "denied");
        shop.seen(3, "default");
        Target list = shop.list("" + ListWorld.WARM);
        shop.run();
        for (int number = 1; number <= 3; number++) {
            shop.moves(number, true);
        }
        until(() -> shop.has(1, 3));
        shop.watch();
        shop.quiet(list);
        assertTrue(shop.has(1, 3));
        shop.seen(1, "denied");
        shop.watch();
        until(() -> shop.has(3));
    }

    @Test
    void takesOffWhoWithdrawsOnAnotherDeviceOfHis() {
        shop.withOneOnIt(1);
        shop.world.data.run(
                "insert into person_visitor (site_id, visitor, person) values ($1, $2, $3), ($1, $3, $3)",
                shop.world.bakery.id(),
                ListWorld.person(2),
                ListWorld.person(1));
        UUID said = shop.world.data.addEvent(shop.world.bakery, ListWorld.person(2), "consent_update", Instant.now());
        shop.world.data.run(
                "update event set context = $1 where id = $2",
                new JsonObject()
                        .put("consent", new JsonObject().put("ad_user_data", "denied"))
                        .encode(),
                said);
        shop.watch();
        until(() -> shop.has());
    }

    @Test
    void putsSomebodyOnTheListWhenHeSaysWhatHeIsCalled() {
        shop.seen(1, true);
        Target list = shop.list("" + ListWorld.WARM);
        shop.run();
        shop.moves(1, true);
        until(() -> shop.world.data.ask("select count(*) from people_list where outside is not null") == 1);
        shop.quiet(list);
        assertTrue(shop.has());
        shop.learnt(1);
        shop.watch();
        until(() -> shop.has(1));
    }
}
