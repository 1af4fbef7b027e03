package io.warmtag.destination;

import static io.warmtag.destination.DestinationWorld.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.warmtag.event.VisitorId;
import io.warmtag.people.ContactVault;
import io.warmtag.people.Heard;
import io.warmtag.people.Joining;
import io.warmtag.people.Joins;
import io.warmtag.people.Learning;
import io.warmtag.people.contact.ContactField;
import io.warmtag.people.contact.ContactValue;
import io.warmtag.people.contact.Sha256;
import io.warmtag.visitor.model.Temperature;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person is on a list outside once, by all that he is called, and by nothing that is another one's. */
class JoinedListsTest {
    private static final int WARM = 7;
    private static final UUID PHONE = new UUID(0x1_0000_4000L, 0x8000_0000_0000_0001L);
    private static final UUID LAPTOP = new UUID(0x2_0000_4000L, 0x8000_0000_0000_0002L);
    private static final String NUMBER = "+8801913557799";

    private DestinationWorld world;
    private Lists lists;
    private Learning learning;
    private Joins joins;
    private Joining joining;

    /** Nobody is taken over from an audience: the tests say who comes and who goes. */
    private static final class Nobody implements ListSource {
        @Override
        public Map<Integer, String> names(int site) {
            return Map.of(WARM, "Warm");
        }

        @Override
        public Future<Optional<Standing>> standing(int site, int audience) {
            return Future.succeededFuture(Optional.of(new Standing(Optional.empty())));
        }

        @Override
        public Future<List<UUID>> members(
                SqlConnection transaction, int site, int audience, @Nullable UUID after, int limit) {
            return Future.succeededFuture(List.of());
        }
    }

    @BeforeEach
    void start() {
        world = new DestinationWorld();
        lists = new Lists(world.data.database(), world.targets, world.kinds, world.outbox, 0);
        learning = new Learning(world.data.database(), new ContactVault(world.keyring::key));
        joins = new Joins(world.data.database());
        joining = new Joining(world.data.database(), List.of(lists.joined()));
        comes(PHONE, ContactField.EMAIL, "nasrin@example.com");
        comes(LAPTOP, ContactField.PHONE, NUMBER);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private void comes(UUID visitor, ContactField field, String text) {
        says(visitor, "granted");
        learning.learn(
                        world.bakery.id(),
                        List.of(new Heard(
                                visitor,
                                List.of(new ContactValue(field, text, false)),
                                System.currentTimeMillis(),
                                "identify")))
                .await();
    }

    private void says(UUID visitor, String consent) {
        UUID id = world.data.addEvent(world.bakery, visitor, "page_view", Instant.now());
        var said = new JsonObject().put("consent", new JsonObject().put("ad_user_data", consent));
        world.data.run("update event set context = $1 where id = $2", said.encode(), id);
        world.data.run("delete from person where id = $1", visitor);
        world.data.addPerson(world.bakery, visitor, Temperature.WARM, Instant.now());
    }

    private Target list(String source) {
        Target list = world.add(
                "meta_audience",
                Map.of("source", source, "title", "Warm people", "account", "123456"),
                Map.of("token", DestinationWorld.TOKEN),
                false);
        world.engine();
        // Without whoever looks again every 20 s: nothing is put right afterwards.
        new ListKeeper(world.data.database(), lists, new Nobody(), 0).start(world.leadership);
        until(() -> world.data.ask("select count(*) from people_list where outside is not null") == 1);
        return list;
    }

    private void moves(UUID person, boolean entered) {
        var change = new Lists.Change(world.bakery.id(), WARM, person, entered);
        world.data
                .database()
                .inTransaction(transaction -> lists.changed(transaction, List.of(change)))
                .await();
    }

    private void rule(Target list, UUID visitor, String name) {
        var event = new Outgoing(UUID.randomUUID(), name, Instant.now(), new JsonObject(), new JsonObject());
        var outbound = new Outbound(list.site(), list.id(), "f:" + event.id(), visitor, null, event);
        world.data
                .database()
                .inTransaction(transaction -> lists.send(transaction, List.of(outbound)))
                .await();
    }

    private void decide(boolean together) {
        joins.decide(world.bakery, PHONE, LAPTOP, together, "ada@example.com").await();
        joining.weigh().await();
    }

    private static String id(UUID visitor) {
        return Sha256.hex(VisitorId.text(visitor));
    }

    private boolean has(UUID... visitors) {
        return world.stand
                .list
                .people()
                .equals(Stream.of(visitors).map(JoinedListsTest::id).collect(Collectors.toSet()));
    }

    /** E-mail and phone by which somebody is there. */
    private List<String> calledThere(UUID visitor) {
        JsonArray keys = world.stand.list.keys(id(visitor));
        return keys == null ? List.of() : List.of(keys.getString(1), keys.getString(2));
    }

    private void quiet(Target list) {
        until(() -> world.rows(list, 0) == 0);
    }

    private static final String EMAIL_HASH = Sha256.hex("nasrin@example.com");
    private static final String PHONE_HASH = Sha256.hex("8801913557799");

    @Test
    void bothAreOneEntryByAllThatTheyAreCalledOnceTheyAreJoined() {
        Target list = list("" + WARM);
        moves(PHONE, true);
        moves(LAPTOP, true);
        until(() -> has(PHONE, LAPTOP));
        decide(true);
        until(() -> has(PHONE) && calledThere(PHONE).equals(List.of(EMAIL_HASH, PHONE_HASH)));
        quiet(list);
        assertTrue(has(PHONE));
        moves(PHONE, false);
        until(() -> has());
        quiet(list);
        assertEquals(0, world.data.ask("select count(*) from list_member where told is not null or wanted"));
    }

    @Test
    void whoeverCameInBeforeHimIsNotTakenOffByWhatTheYoungerOneWasToldBy() {
        Target list = list("" + WARM);
        moves(LAPTOP, true);
        until(() -> has(LAPTOP));
        // The other side is away: what has to go first is still on its way when the next one comes.
        var down = new AtomicBoolean(true);
        world.stand.trouble = request -> down.get() && Stand.say(request, 503, "away");
        decide(true);
        moves(PHONE, true);
        until(() -> world.data.ask("select count(*) from destination_health where failing_since is not null") == 1);
        down.set(false);
        until(() -> has(PHONE) && calledThere(PHONE).contains(PHONE_HASH));
        quiet(list);
        assertTrue(has(PHONE), "in the end he is there");
    }

    @Test
    void aRemovalThatWasRepeatedLongAfterTakesNobodyElseOff() {
        Target list = list("" + WARM);
        moves(LAPTOP, true);
        until(() -> has(LAPTOP));
        var refuses = new AtomicBoolean(true);
        world.stand.trouble = request -> refuses.get()
                && request.method().name().equals("DELETE")
                && Stand.say(request, 400, "{\"error\":{\"code\":100,\"message\":\"not now\"}}");
        decide(true);
        moves(PHONE, true);
        until(() -> world.rows(list, 2) == 1 && calledThere(PHONE).equals(List.of(EMAIL_HASH, PHONE_HASH)));
        refuses.set(false);
        assertEquals(1, new Deliveries(world.data.database()).replayDead(list).await());
        until(() -> world.rows(list, 2) == 0 && world.rows(list, 0) == 0);
        assertTrue(has(PHONE), "he is called what the removal was by");
    }

    @Test
    void eachIsThereForHimselfAgainOnceTheyAreParted() {
        Target list = list("" + WARM);
        decide(true);
        moves(PHONE, true);
        until(() -> calledThere(PHONE).equals(List.of(EMAIL_HASH, PHONE_HASH)));
        decide(false);
        moves(LAPTOP, true);
        until(() -> has(PHONE, LAPTOP)
                && calledThere(PHONE).equals(List.of(EMAIL_HASH, ""))
                && calledThere(LAPTOP).equals(List.of("", PHONE_HASH)));
        quiet(list);
        assertTrue(has(PHONE, LAPTOP));
    }

    @Test
    void whoIsPartedAndHasNoPlaceThereLeavesNothingOfHis() {
        Target list = list("" + WARM);
        decide(true);
        moves(PHONE, true);
        until(() -> calledThere(PHONE).contains(PHONE_HASH));
        decide(false);
        until(() -> calledThere(PHONE).equals(List.of(EMAIL_HASH, "")));
        quiet(list);
        assertTrue(has(PHONE));
    }

    @Test
    void aRefusalOfOneTakesAwayWhatBelongsToHim() {
        Target list = list("" + WARM);
        decide(true);
        moves(PHONE, true);
        until(() -> has(PHONE));
        says(LAPTOP, "denied");
        new ListWatch(world.data.database(), lists, world.data.sites()).run().await();
        until(() -> has());
        // Parted, his word is his own.
        decide(false);
        moves(LAPTOP, true);
        until(() -> has(PHONE));
        quiet(list);
        assertEquals(List.of(EMAIL_HASH, ""), calledThere(PHONE));
        assertTrue(has(PHONE));
    }

    @Test
    void anErasureLeavesNothingOfAnyOfThem() {
        Target list = list("" + WARM);
        moves(PHONE, true);
        moves(LAPTOP, true);
        until(() -> has(PHONE, LAPTOP));
        decide(true);
        world.data.run("delete from identity");
        world.data
                .database()
                .inTransaction(transaction -> lists.erased(transaction, list.site(), List.of(PHONE, LAPTOP), false))
                .await();
        until(() -> has());
        quiet(list);
        assertEquals(
                0,
                world.data
                        .database()
                        .inTransaction(
                                transaction -> lists.erased(transaction, list.site(), List.of(PHONE, LAPTOP), true))
                        .await());
        assertEquals(0, world.data.ask("select count(*) from list_member"));
    }

    @Test
    void aRulesWordIsThePersonsAndHisOwnAgainAfterwards() {
        Target list = list("");
        decide(true);
        rule(list, LAPTOP, PeopleList.ADD);
        until(() -> has(PHONE) && calledThere(PHONE).contains(PHONE_HASH));
        assertEquals(1, world.data.ask("select count(*) from list_member where wanted"));
        decide(false);
        until(() -> has(LAPTOP));
        quiet(list);
        assertEquals(List.of("", PHONE_HASH), calledThere(LAPTOP));
        decide(true);
        until(() -> has(PHONE));
        rule(list, PHONE, PeopleList.REMOVE);
        until(() -> has());
        quiet(list);
    }
}
