package io.warmtag.visitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Promise;
import io.warmtag.event.UuidV7;
import io.warmtag.testkit.Shop;
import io.warmtag.visitor.Applies.Share;
import io.warmtag.visitor.model.PersonEvent;
import io.warmtag.visitor.model.Temperature;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReturnsTest {
    private static final UUID RINA = new UUID(7, 7);

    private TestPersons persons;

    @BeforeEach
    void start() {
        persons = new TestPersons();
    }

    @AfterEach
    void stop() {
        persons.close();
    }

    @Test
    void goesOnFromTheStateInTheRow() {
        store(RINA, "add_to_cart", Duration.ofDays(5));
        persons.fold(RINA);
        // As after a restart; and it is seen if the old event is looked for.
        forgetAll();
        persons.world().run("delete from event");
        apply(RINA, "view_item", Duration.ofSeconds(5));
        assertEquals(Temperature.WARM, inMemory(RINA).state().temperature());
        assertEquals(1, inMemory(RINA).logged());
        assertEquals(2, persons.ask("select revision from person where id = $1", RINA));
    }

    @Test
    void goesOnFromTheStateInTheRowForABuyer() {
        store(RINA, "add_to_cart", Duration.ofDays(5));
        persons.fold(RINA);
        forgetAll();
        persons.world().run("delete from event");
        PersonEvent purchase = store(RINA, "purchase", Duration.ofSeconds(5));
        persons.world()
                .run(
                        "insert into customer_order (site_id, transaction_id, person, placed_at) values ($1, 'T-1', $2, $3)",
                        key(RINA).site(),
                        RINA,
                        Instant.ofEpochMilli(purchase.time()).atOffset(ZoneOffset.UTC));
        bringIn(RINA, purchase);
        assertEquals(Temperature.HOT, inMemory(RINA).state().temperature());
        assertEquals(2, inMemory(RINA).logged(), "warm by what is looked for in vain, then hot");
    }

    @Test
    void goesOnFromTheStateInTheRowOfWhoWasAwayForMonths() {
        store(RINA, "add_to_cart", Duration.ofDays(60));
        persons.fold(RINA);
        forgetAll();
        persons.world().run("delete from event");
        apply(RINA, "view_item", Duration.ofSeconds(5));
        assertEquals(2, inMemory(RINA).logged(), "warm, then cold by time");
        assertEquals(2, persons.ask("select revision from person where id = $1", RINA));
    }

    @Test
    void writesTheRowForAnEventWhoseIdIsTooYoungToBeLookedFor() {
        store(RINA, "page_view", Duration.ofDays(20));
        persons.fold(RINA);
        // Imported: its id was made twelve days after it happened, ten seconds after the other one.
        PersonEvent imported = store(RINA, "view_item", Duration.ofDays(20).minusSeconds(10), Duration.ofDays(8));
        bringIn(RINA, imported);
        assertEquals(2, persons.ask("select revision from person where id = $1", RINA));
        forgetAll();
        apply(RINA, "view_item", Duration.ofSeconds(5));
        agrees(1);
    }

    @Test
    void foldsEverythingForAnEventThatCameLate() {
        store(RINA, "view_item", Duration.ofDays(1));
        persons.fold(RINA);
        forgetAll();
        apply(RINA, "add_to_cart", Duration.ofDays(2));
        agrees(1);
        assertEquals(Temperature.WARM, inMemory(RINA).state().temperature());
    }

    @Test
    void foldsEverythingAnewWhatAnotherModelHasFolded() {
        store(RINA, "add_to_cart", Duration.ofDays(1));
        persons.fold(RINA);
        forgetAll();
        persons.world().run("update person set state = '\\x00'::bytea");
        apply(RINA, "view_item", Duration.ofSeconds(5));
        agrees(1);
        assertEquals(Temperature.WARM, inMemory(RINA).state().temperature());
    }

    @Test
    void foldsWhoeverHasARowWithoutState() {
        store(RINA, "add_to_cart", Duration.ofDays(1));
        persons.fold(RINA);
        forgetAll();
        persons.world().run("update person set state = null, last_event = null, revision = 0");
        apply(RINA, "view_item", Duration.ofSeconds(5));
        agrees(1);
        assertEquals(1, persons.ask("select count(*) from person where state is not null"));
    }

    /** Two have gone on from the same row, one not knowing of what the other had found. */
    @Test
    void foldsAgainWhenTheRowHasBeenWrittenByAnother() {
        store(RINA, "view_item", Duration.ofDays(1));
        persons.fold(RINA);
        // The other's late event is in the database and in the row that he wrote, but not in memory.
        store(RINA, "add_to_cart", Duration.ofDays(2));
        persons.world().run("update person set revision = 7");
        apply(RINA, "view_item", Duration.ofSeconds(5));
        agrees(1);
        assertEquals(Temperature.WARM, inMemory(RINA).state().temperature());
        assertEquals(8, persons.ask("select revision from person where id = $1", RINA));
    }

    @Test
    void bringsBackManyAtOnce() {
        List<UUID> all = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            var id = new UUID(9, i);
            all.add(id);
            if (i % 2 == 0) {
                store(id, "add_to_cart", Duration.ofDays(i % 9 + 1));
                persons.fold(id);
            }
        }
        forgetAll();
        Map<PersonKey, Share> shares = new HashMap<>();
        List<Promise<Void>> written = new ArrayList<>();
        for (UUID id : all) {
            shares.put(key(id), share(store(id, "page_view", Duration.ofSeconds(3)), written));
        }
        persons.persons().apply(shares);
        for (Promise<Void> each : written) {
            each.future().await();
        }
        agrees(250);
    }

    /** One of whom nothing can be done takes the others' answers with him, though theirs was done. */
    @Test
    void logsWhatWasDoneInACallThatFailed() throws Exception {
        UUID broken = new UUID(8, 8);
        Map<PersonKey, Share> shares = new HashMap<>();
        List<Promise<Void>> written = new ArrayList<>();
        // Some are kept where he is, and some elsewhere.
        for (int i = 0; i < 40; i++) {
            var id = new UUID(9, i);
            store(id, "page_view", Duration.ofDays(1));
            persons.fold(id);
            shares.put(key(id), share(store(id, "add_to_cart", Duration.ofSeconds(9)), written));
        }
        shares.put(key(broken), share(store(broken, "add_to_cart", Duration.ofSeconds(9)), written));
        persons.member().getMap("persons").put(key(broken), "not a state");
        persons.persons().apply(shares);
        Shop.until("the call has failed", () -> persons.persons().backlog() >= shares.size());
        persons.member().getMap("persons").delete(key(broken));
        for (Promise<Void> each : written) {
            each.future().await();
        }
        agrees(41);
        assertEquals(41, persons.ask("select count(*) from transition"));
    }

    /** An event whose id is older than the last one's would not be found again by its id: the row has to have it. */
    @Test
    void writesARowThatHasWhatItsIdWouldNotFind() {
        store(RINA, "view_item", Duration.ofSeconds(20));
        persons.fold(RINA);
        PersonEvent wrongClock = store(RINA, "view_item", Duration.ofDays(3));
        Instant right = persons.now().minusSeconds(10);
        persons.world()
                .run(
                        "update event set time = $1 where id = $2",
                        right.atOffset(java.time.ZoneOffset.UTC),
                        wrongClock.id());
        bringIn(RINA, new PersonEvent(wrongClock.id(), wrongClock.name(), right.toEpochMilli()));
        forgetAll();
        apply(RINA, "view_item", Duration.ofSeconds(1));
        agrees(1);
    }

    @CanIgnoreReturnValue
    private PersonEvent store(UUID person, String name, Duration ago) {
        Instant at = persons.now().minus(ago);
        UUID id = persons.world().addEvent(persons.world().bakery(), person, name, at);
        return new PersonEvent(id, name, at.toEpochMilli());
    }

    /** @param idAgo when its id was made */
    private PersonEvent store(UUID person, String name, Duration ago, Duration idAgo) {
        PersonEvent event = store(person, name, ago);
        UUID id = UuidV7.create(persons.now().minus(idAgo).toEpochMilli());
        persons.world().run("update event set id = $1 where id = $2", id, event.id());
        return new PersonEvent(id, name, event.time());
    }

    private void apply(UUID person, String name, Duration ago) {
        bringIn(person, store(person, name, ago));
    }

    private void bringIn(UUID person, PersonEvent event) {
        List<Promise<Void>> written = new ArrayList<>();
        persons.persons().apply(Map.of(key(person), share(event, written)));
        written.get(0).future().await();
    }

    private static Share share(PersonEvent event, List<Promise<Void>> written) {
        Promise<Void> done = Promise.promise();
        written.add(done);
        Share share = new Share();
        share.events.add(event);
        share.waiting.add(Waiting.forRow(done::complete));
        return share;
    }

    private void forgetAll() {
        persons.member().getMap("persons").clear();
        assertNull(inMemory(RINA));
    }

    private GridState inMemory(UUID person) {
        return persons.persons().inMemory(key(person)).toCompletableFuture().join();
    }

    private PersonKey key(UUID person) {
        return new PersonKey(persons.world().bakery().id(), person);
    }

    private void agrees(long count) {
        var world = persons.world();
        var verification = new Verification(world.vertx(), world.database(), persons.persons(), persons::clock);
        Verification.Report report = verification.run(done -> {}).await();
        assertEquals(List.of(), report.examples());
        assertEquals(count, report.persons());
    }
}
