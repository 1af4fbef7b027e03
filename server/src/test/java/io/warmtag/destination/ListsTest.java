package io.warmtag.destination;

import static io.warmtag.destination.DestinationWorld.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.people.Heard;
import io.warmtag.people.contact.ContactField;
import io.warmtag.people.contact.ContactValue;
import io.warmtag.people.contact.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An audience at Meta is who is in the audience here and can be found; whatever happens on the way. */
class ListsTest {
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
    void makesTheAudienceFillsItAndKeepsItInStep() {
        shop.warm.members.add(shop.known(1, true));
        shop.warm.members.add(shop.known(2, true));
        shop.warm.members.add(shop.known(3, false));
        shop.seen(4, true);
        shop.warm.members.add(ListWorld.person(4));
        Target list = shop.list("" + ListWorld.WARM);
        shop.run();
        until(() -> shop.has(1, 2));
        assertEquals("POST customaudiences", shop.world.stand.list.asked.get(0));
        assertEquals("POST users 2", shop.world.stand.list.asked.get(1));
        shop.known(5, true);
        shop.moves(5, true);
        shop.moves(1, false);
        until(() -> shop.has(2, 5));
        shop.quiet(list);
        Lists.Standing standing = shop.lists.standing(list).await();
        assertEquals(List.of(4L, 2L), List.of(standing.wanted(), standing.told()));
        assertEquals(2L, standing.received());
        JsonArray row = shop.world.stand.bodies.stream()
                .filter(body -> body.containsKey("payload"))
                .findFirst()
                .orElseThrow()
                .getJsonObject("payload")
                .getJsonArray("data")
                .getJsonArray(0);
        assertEquals(Sha256.hex("p1@example.com"), row.getString(1));
    }

    @Test
    void keepsNoHashOfAnybodyInClear() {
        Target list = shop.withOneOnIt(1);
        shop.quiet(list);
        String email = Sha256.hex("p1@example.com");
        assertEquals(0, shop.world.data.ask("select count(*) from outbox where data like '%' || $1 || '%'", email));
        assertEquals(
                0,
                shop.world.data.ask(
                        "select count(*) from list_member where encode(told, 'escape') like '%' || $1 || '%'", email));
    }

    @Test
    void neverLosesARemovalAndKeepsEachPersonsOrder() {
        for (int i = 1; i <= 6; i++) {
            shop.known(i, true);
        }
        Target list = shop.list("" + ListWorld.WARM);
        shop.run();
        shop.moves(1, true);
        shop.moves(2, true);
        until(() -> shop.has(1, 2));
        var down = new AtomicBoolean(true);
        shop.world.stand.trouble = request -> down.get() && Stand.say(request, 503, "away");
        shop.moves(1, false);
        for (int i = 3; i <= 6; i++) {
            shop.moves(i, true);
            shop.moves(i, false);
        }
        shop.moves(6, true);
        shop.moves(2, false);
        shop.moves(2, true);
        until(() ->
                shop.world.data.ask("select count(*) from destination_health where failing_since is not null") == 1);
        down.set(false);
        until(() -> shop.has(2, 6));
        shop.quiet(list);
        assertTrue(shop.has(2, 6));
    }

    /** On a site that asks: the shop's key counts as his consent, until he says something himself. */
    @Test
    void takesWhoWasErasedAwayByWhatHeWasToldBy() {
        shop.known(1, true);
        shop.known(2, true);
        Target list = shop.list("" + ListWorld.WARM);
        shop.run();
        shop.moves(1, true);
        shop.moves(2, true);
        until(() -> shop.has(1, 2));
        shop.world.data.run("delete from identity where visitor = $1", ListWorld.person(1));
        shop.world.data.run("delete from person where id = $1", ListWorld.person(1));
        shop.world
                .data
                .database()
                .inTransaction(
                        transaction -> shop.lists.erased(transaction, list.site(), List.of(ListWorld.person(1)), false))
                .await();
        until(() -> shop.has(2));
        shop.quiet(list);
        assertEquals(
                0,
                shop.world
                        .data
                        .database()
                        .inTransaction(transaction ->
                                shop.lists.erased(transaction, list.site(), List.of(ListWorld.person(1)), true))
                        .await());
        assertEquals(0, shop.world.data.ask("select count(*) from list_member where person = $1", ListWorld.person(1)));
    }

    @Test
    void doesWhatRulesSayAndNoAudienceTakesItBack() {
        shop.known(1, true);
        shop.known(2, true);
        Target list = shop.list("");
        shop.run();
        shop.rule(list, 1, PeopleList.ADD);
        shop.rule(list, 2, PeopleList.ADD);
        until(() -> shop.has(1, 2));
        shop.rule(list, 1, PeopleList.REMOVE);
        until(() -> shop.has(2));
        shop.lists.sayAll(list).await();
        until(() -> shop.world.stand.list.asked.contains("POST usersreplace 1"));
        shop.quiet(list);
        assertTrue(shop.has(2));
    }

    @Test
    void saysEverybodyInPartsOfOneSessionAndBeginsAnewWhenOneIsLost() {
        int people = 4_500;
        List<Heard> heard = new ArrayList<>();
        for (int i = 1; i <= people; i++) {
            heard.add(new Heard(
                    ListWorld.person(i),
                    List.of(new ContactValue(ContactField.EMAIL, "p" + i + "@example.com", false)),
                    1_000L,
                    "import"));
            shop.warm.members.add(ListWorld.person(i));
        }
        shop.learning.learn(shop.world.bakery.id(), heard).await();
        shop.world.data.run("""
                insert into event (site_id, id, visitor, name, time, received, mark, remarks, data, context)
                select site_id, gen_random_uuid(), visitor, 'page_view', now(), now(), 0, null, '{}', $1 from identity
                """, DestinationWorld.context().encode());
        Target list = shop.list("" + ListWorld.WARM);
        var parts = new AtomicInteger();
        shop.world.stand.trouble = request ->
                request.path().endsWith("/users") && parts.incrementAndGet() == 2 && Stand.say(request, 500, "lost");
        shop.run();
        until(() -> shop.world.stand.list.people().size() == people);
        shop.quiet(list);
        List<JsonObject> sessions = shop.world.stand.bodies.stream()
                .filter(body -> body.containsKey("session"))
                .map(body -> body.getJsonObject("session"))
                .toList();
        assertEquals(5, sessions.size());
        Object first = sessions.get(0).getValue("session_id");
        Object second = sessions.get(2).getValue("session_id");
        assertFalse(first.equals(second));
        assertEquals(
                List.of(1, 2, 3),
                sessions.stream()
                        .skip(2)
                        .map(session -> session.getInteger("batch_seq"))
                        .toList());
        assertEquals(
                List.of(false, false, true),
                sessions.stream()
                        .skip(2)
                        .map(session -> session.getBoolean("last_batch_flag"))
                        .toList());
    }

    @Test
    void takesAChangedAudienceOverAsAWhole() {
        for (int i = 1; i <= 4; i++) {
            shop.known(i, true);
        }
        shop.warm.members.add(ListWorld.person(1));
        shop.warm.members.add(ListWorld.person(2));
        Target list = shop.list("" + ListWorld.WARM);
        shop.run();
        until(() -> shop.has(1, 2));
        // It means something else now: nobody is told who came and who went.
        shop.warm.members.remove(ListWorld.person(1));
        shop.warm.members.add(ListWorld.person(3));
        shop.warm.members.add(ListWorld.person(4));
        shop.warm.version.incrementAndGet();
        until(() -> shop.has(2, 3, 4));
        shop.quiet(list);
        shop.moves(4, false);
        until(() -> shop.has(2, 3));
    }

    @Test
    void saysNothingOutsideThatOnlyTheSandboxWasTold() {
        shop.known(1, true);
        shop.warm.members.add(ListWorld.person(1));
        Target list = shop.world.add(
                "meta_audience",
                Map.of("source", "" + ListWorld.WARM, "title", "Warm people", "account", "123456"),
                Map.of("token", DestinationWorld.TOKEN),
                true);
        shop.run();
        until(() -> shop.lists.standing(list).await().told() == 1);
        assertEquals(0, shop.world.stand.requests());
        shop.world.leaveSandbox(list);
        until(() -> shop.has(1));
        assertEquals("POST customaudiences", shop.world.stand.list.asked.get(0));
    }
}
