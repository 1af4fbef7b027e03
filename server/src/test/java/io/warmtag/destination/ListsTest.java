package io.warmtag.destination;

import static io.warmtag.destination.DestinationWorld.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.warmtag.event.VisitorId;
import io.warmtag.people.ContactVault;
import io.warmtag.people.Heard;
import io.warmtag.people.Learning;
import io.warmtag.people.contact.ContactField;
import io.warmtag.people.contact.ContactValue;
import io.warmtag.people.contact.Sha256;
import io.warmtag.visitor.model.Temperature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An audience at Meta is who is in the audience here, agrees, and can be found; whatever happens on the way. */
class ListsTest {
    private static final int WARM = 7;

    private DestinationWorld world;
    private Lists lists;
    private Learning learning;
    private final Warm warm = new Warm();

    /** The audience here. */
    private static final class Warm implements ListSource {
        private final ConcurrentSkipListSet<UUID> members = new ConcurrentSkipListSet<>(
                (one, other) -> Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits()));
        private final AtomicInteger version = new AtomicInteger(1);

        @Override
        public Map<Integer, String> names(int site) {
            return Map.of(WARM, "Warm");
        }

        @Override
        public Future<Optional<Standing>> standing(int site, int audience) {
            return Future.succeededFuture(
                    audience == WARM ? Optional.of(new Standing(Optional.of(version.get()))) : Optional.empty());
        }

        @Override
        public Future<List<UUID>> members(
                SqlConnection transaction, int site, int audience, @Nullable UUID after, int limit) {
            return Future.succeededFuture(
                    audience == WARM
                            ? members.tailSet(after, false).stream()
                                    .limit(limit)
                                    .toList()
                            : List.of());
        }
    }

    @BeforeEach
    void start() {
        world = new DestinationWorld();
        lists = new Lists(world.data.database(), world.targets, world.kinds, world.outbox, 0);
        learning = new Learning(world.data.database(), new ContactVault(world.keyring::key));
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private Target list(String source) {
        return world.add(
                "meta_audience",
                Map.of("source", source, "title", "Warm people", "account", "123456"),
                Map.of("token", DestinationWorld.TOKEN),
                false);
    }

    private void run() {
        world.engine();
        lists.start(world.leadership, warm, world.data.sites());
    }

    private static UUID person(int number) {
        return new UUID((long) number << 48 | 0x4000L, 0x8000_0000_0000_0000L | number);
    }

    private static String id(int number) {
        return Sha256.hex(VisitorId.text(person(number)));
    }

    private static Set<String> ids(int... numbers) {
        return IntStream.of(numbers).mapToObj(ListsTest::id).collect(Collectors.toSet());
    }

    /** He was on the site, agreed or not, and said what he is called. */
    @CanIgnoreReturnValue
    private UUID known(int number, boolean agrees) {
        seen(number, agrees);
        return learnt(number);
    }

    private void seen(int number, boolean agrees) {
        seen(number, agrees ? "granted" : "denied");
    }

    private void seen(int number, String says) {
        UUID id = world.data.addEvent(world.bakery, person(number), "page_view", Instant.now());
        var consent = new JsonObject().put("ad_user_data", says);
        world.data.run(
                "update event set context = $1 where id = $2",
                new JsonObject().put("consent", consent).encode(),
                id);
        world.data.run("delete from person where id = $1", person(number));
        world.data.addPerson(world.bakery, person(number), Temperature.WARM, Instant.now());
    }

    @CanIgnoreReturnValue
    private UUID learnt(int number) {
        var email = new ContactValue(ContactField.EMAIL, "p" + number + "@example.com", false);
        learning.learn(
                        world.bakery.id(),
                        List.of(new Heard(person(number), List.of(email), System.currentTimeMillis(), "identify")))
                .await();
        world.data.run("update identity set weighed_at = now() where weighed_at is null");
        return person(number);
    }

    private void moves(int number, boolean entered) {
        if (entered) {
            warm.members.add(person(number));
        } else {
            warm.members.remove(person(number));
        }
        var change = new Lists.Change(world.bakery.id(), WARM, person(number), entered);
        world.data
                .database()
                .inTransaction(transaction -> lists.changed(transaction, List.of(change)))
                .await();
    }

    private void rule(Target list, int number, String name) {
        var event = new Outgoing(UUID.randomUUID(), name, Instant.now(), new JsonObject(), new JsonObject());
        var outbound = new Outbound(list.site(), list.id(), "f:" + event.id(), person(number), null, event);
        world.data
                .database()
                .inTransaction(transaction -> lists.send(transaction, List.of(outbound)))
                .await();
    }

    private boolean has(int... numbers) {
        return world.stand.list.people().equals(ids(numbers));
    }

    private void quiet(Target list) {
        until(() -> world.rows(list, 0) == 0);
    }

    @Test
    void makesTheAudienceFillsItAndKeepsItInStep() {
        warm.members.add(known(1, true));
        warm.members.add(known(2, true));
        warm.members.add(known(3, false));
        seen(4, true);
        warm.members.add(person(4));
        Target list = list("" + WARM);
        run();
        until(() -> has(1, 2));
        assertEquals("POST customaudiences", world.stand.list.asked.get(0));
        assertEquals("POST users 2", world.stand.list.asked.get(1));
        known(5, true);
        moves(5, true);
        moves(1, false);
        until(() -> has(2, 5));
        quiet(list);
        Lists.Standing standing = lists.standing(list).await();
        assertEquals(List.of(4L, 2L), List.of(standing.wanted(), standing.told()));
        assertEquals(2L, standing.received());
        JsonArray row = world.stand.bodies.stream()
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
        known(1, true);
        Target list = list("" + WARM);
        run();
        moves(1, true);
        until(() -> has(1));
        quiet(list);
        String email = Sha256.hex("p1@example.com");
        assertEquals(0, world.data.ask("select count(*) from outbox where data like '%' || $1 || '%'", email));
        assertEquals(
                0,
                world.data.ask(
                        "select count(*) from list_member where encode(told, 'escape') like '%' || $1 || '%'", email));
    }

    @Test
    void neverLosesARemovalAndKeepsEachPersonsOrder() {
        for (int i = 1; i <= 6; i++) {
            known(i, true);
        }
        Target list = list("" + WARM);
        run();
        moves(1, true);
        moves(2, true);
        until(() -> has(1, 2));
        var down = new AtomicBoolean(true);
        world.stand.trouble = request -> down.get() && Stand.say(request, 503, "away");
        moves(1, false);
        for (int i = 3; i <= 6; i++) {
            moves(i, true);
            moves(i, false);
        }
        moves(6, true);
        moves(2, false);
        moves(2, true);
        until(() -> world.data.ask("select count(*) from destination_health where failing_since is not null") == 1);
        down.set(false);
        until(() -> has(2, 6));
        quiet(list);
        assertTrue(has(2, 6));
    }

    @Test
    void takesWhoWithdrawsOffAndPutsHimBackWhenHeAgreesAgain() {
        known(1, true);
        Target list = list("" + WARM);
        run();
        moves(1, true);
        until(() -> has(1));
        seen(1, false);
        var watch = new ListWatch(world.data.database(), lists, world.data.sites());
        watch.run().await();
        until(() -> has());
        seen(1, "default");
        watch.run().await();
        quiet(list);
        assertTrue(has(), "a page on which nobody has answered doesn't undo his word");
        quiet(list);
        seen(1, true);
        world.data.run("update list_member set again_at = null");
        watch.run().await();
        until(() -> has(1));
    }

    @Test
    void aPageOnWhichNobodyHasAnsweredWithdrawsNothing() {
        known(1, true);
        Target list = list("" + WARM);
        run();
        moves(1, true);
        until(() -> has(1));
        seen(1, "default");
        new ListWatch(world.data.database(), lists, world.data.sites()).run().await();
        quiet(list);
        assertTrue(has(1));
    }

    @Test
    void whoeverSaysNothingAboutConsentWithdrawsNothing() {
        known(1, true);
        Target list = list("" + WARM);
        run();
        moves(1, true);
        until(() -> has(1));
        // A courier's call.
        UUID call = world.data.addEvent(world.bakery, person(1), "order_delivered", Instant.now());
        world.data.run("update event set context = '{}' where id = $1", call);
        new ListWatch(world.data.database(), lists, world.data.sites()).run().await();
        quiet(list);
        assertTrue(has(1));
    }

    /** On a site that asks: the shop's key counts as his consent, until he says something himself. */
    @Test
    void takesInWhomTheShopVouchesForUnlessHeHasDenied() {
        for (int number = 1; number <= 3; number++) {
            UUID order = world.data.addEvent(world.bakery, person(number), "purchase", Instant.now());
            world.data.run("update event set context = $1 where id = $2", "{'keyed':true}".replace('\'', '"'), order);
            world.data.addPerson(world.bakery, person(number), Temperature.HOT, Instant.now());
            learnt(number);
        }
        seen(2, "denied");
        seen(3, "default");
        Target list = list("" + WARM);
        run();
        for (int number = 1; number <= 3; number++) {
            moves(number, true);
        }
        until(() -> has(1, 3));
        new ListWatch(world.data.database(), lists, world.data.sites()).run().await();
        quiet(list);
        assertTrue(has(1, 3));
        seen(1, "denied");
        new ListWatch(world.data.database(), lists, world.data.sites()).run().await();
        until(() -> has(3));
    }

    @Test
    void takesOffWhoWithdrawsOnAnotherDeviceOfHis() {
        known(1, true);
        Target list = list("" + WARM);
        run();
        moves(1, true);
        until(() -> has(1));
        world.data.run(
                "insert into person_visitor (site_id, visitor, person) values ($1, $2, $3), ($1, $3, $3)",
                world.bakery.id(),
                person(2),
                person(1));
        UUID said = world.data.addEvent(world.bakery, person(2), "consent_update", Instant.now());
        world.data.run(
                "update event set context = $1 where id = $2",
                new JsonObject()
                        .put("consent", new JsonObject().put("ad_user_data", "denied"))
                        .encode(),
                said);
        new ListWatch(world.data.database(), lists, world.data.sites()).run().await();
        until(() -> has());
    }

    @Test
    void putsSomebodyOnTheListWhenHeSaysWhatHeIsCalled() {
        seen(1, true);
        Target list = list("" + WARM);
        run();
        moves(1, true);
        until(() -> world.data.ask("select count(*) from people_list where outside is not null") == 1);
        quiet(list);
        assertTrue(has());
        learnt(1);
        new ListWatch(world.data.database(), lists, world.data.sites()).run().await();
        until(() -> has(1));
    }

    @Test
    void takesWhoWasErasedAwayByWhatHeWasToldBy() {
        known(1, true);
        known(2, true);
        Target list = list("" + WARM);
        run();
        moves(1, true);
        moves(2, true);
        until(() -> has(1, 2));
        world.data.run("delete from identity where visitor = $1", person(1));
        world.data.run("delete from person where id = $1", person(1));
        world.data
                .database()
                .inTransaction(transaction -> lists.erased(transaction, list.site(), List.of(person(1)), false))
                .await();
        until(() -> has(2));
        quiet(list);
        assertEquals(
                0,
                world.data
                        .database()
                        .inTransaction(transaction -> lists.erased(transaction, list.site(), List.of(person(1)), true))
                        .await());
        assertEquals(0, world.data.ask("select count(*) from list_member where person = $1", person(1)));
    }

    @Test
    void doesWhatRulesSayAndNoAudienceTakesItBack() {
        known(1, true);
        known(2, true);
        Target list = list("");
        run();
        rule(list, 1, PeopleList.ADD);
        rule(list, 2, PeopleList.ADD);
        until(() -> has(1, 2));
        rule(list, 1, PeopleList.REMOVE);
        until(() -> has(2));
        lists.sayAll(list).await();
        until(() -> world.stand.list.asked.contains("POST usersreplace 1"));
        quiet(list);
        assertTrue(has(2));
    }

    @Test
    void saysEverybodyInPartsOfOneSessionAndBeginsAnewWhenOneIsLost() {
        int people = 4_500;
        List<Heard> heard = new ArrayList<>();
        for (int i = 1; i <= people; i++) {
            heard.add(new Heard(
                    person(i),
                    List.of(new ContactValue(ContactField.EMAIL, "p" + i + "@example.com", false)),
                    1_000L,
                    "import"));
            warm.members.add(person(i));
        }
        learning.learn(world.bakery.id(), heard).await();
        world.data.run("""
                insert into event (site_id, id, visitor, name, time, received, mark, remarks, data, context)
                select site_id, gen_random_uuid(), visitor, 'page_view', now(), now(), 0, null, '{}', $1 from identity
                """, DestinationWorld.context().encode());
        Target list = list("" + WARM);
        var parts = new AtomicInteger();
        world.stand.trouble = request ->
                request.path().endsWith("/users") && parts.incrementAndGet() == 2 && Stand.say(request, 500, "lost");
        run();
        until(() -> world.stand.list.people().size() == people);
        quiet(list);
        List<JsonObject> sessions = world.stand.bodies.stream()
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
            known(i, true);
        }
        warm.members.add(person(1));
        warm.members.add(person(2));
        Target list = list("" + WARM);
        run();
        until(() -> has(1, 2));
        // It means something else now: nobody is told who came and who went.
        warm.members.remove(person(1));
        warm.members.add(person(3));
        warm.members.add(person(4));
        warm.version.incrementAndGet();
        until(() -> has(2, 3, 4));
        quiet(list);
        moves(4, false);
        until(() -> has(2, 3));
    }

    @Test
    void saysNothingOutsideThatOnlyTheSandboxWasTold() {
        known(1, true);
        warm.members.add(person(1));
        Target list = world.add(
                "meta_audience",
                Map.of("source", "" + WARM, "title", "Warm people", "account", "123456"),
                Map.of("token", DestinationWorld.TOKEN),
                true);
        run();
        until(() -> lists.standing(list).await().told() == 1);
        assertEquals(0, world.stand.requests());
        Target real = new Target(
                list.site(),
                list.id(),
                list.kind(),
                list.name(),
                list.state(),
                Optional.empty(),
                false,
                list.settings(),
                list.secrets(),
                list.revision());
        assertTrue(world.targets.update(real).await());
        until(() -> has(1));
        assertEquals("POST customaudiences", world.stand.list.asked.get(0));
    }
}
