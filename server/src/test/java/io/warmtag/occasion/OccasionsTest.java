package io.warmtag.occasion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import io.warmtag.testkit.Shop;
import io.warmtag.testkit.TestSite;
import io.warmtag.visitor.model.Cause;
import io.warmtag.visitor.model.Temperature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OccasionsTest {
    private static final Instant NOW = Instant.now();

    private final List<Occasions> workers = new ArrayList<>();
    private TestSite world;
    // Its connections are killed now and then; those of the test are not.
    private Database nodes;

    @BeforeEach
    void start() {
        world = new TestSite();
        nodes = new Database(world.vertx(), world.address());
        // What consumers write: without a key, so that a second time would be seen.
        world.run("create table heard (place bigint generated always as identity, number bigint, person uuid)");
    }

    @AfterEach
    void stop() {
        workers.forEach(Occasions::stop);
        world.close();
    }

    @Test
    void handsOnWhatHappenedAndWhatChanged() throws InterruptedException {
        UUID rina = UUID.randomUUID();
        UUID event = happened(rina, "add_to_cart");
        world.run("""
                insert into transition (site_id, person, number, from_state, to_state, at, cause, cause_id, model_version)
                values ($1, $2, 1, 0, 1, now() - interval '5 minutes', 'event', $3, 1)
                """, world.bakery().id(), rina, event.toString());
        world.run(
                "insert into occasion (site_id, person, kind, transition) values ($1, $2, 1, 1)",
                world.bakery().id(),
                rina);
        var given = new CopyOnWriteArrayList<Occasion>();
        work((transaction, occasions) -> {
            given.addAll(occasions);
            return Future.succeededFuture();
        });
        untilEmpty();

        var happened = (Occasion.Happened) given.get(0);
        assertEquals(event, happened.event().id());
        assertEquals("add_to_cart", happened.event().name());
        assertEquals(
                new JsonObject().put("value", 1290).put("currency", "BDT"),
                happened.event().data());
        var changed = (Occasion.Changed) given.get(1);
        assertEquals(Temperature.WARM, changed.to());
        assertEquals(new Cause.ByEvent(event), changed.cause());
        assertEquals(happened.event().received(), changed.known());
        assertEquals(rina, changed.person());
    }

    @Test
    void isExactlyOnceInEachPersonsOrderWithTwoWorkersThatFailNowAndThen() throws InterruptedException {
        var persons = persons(20);
        var random = new Random(4);
        for (int i = 0; i < 400; i++) {
            happened(persons.get(random.nextInt(persons.size())), "page_view");
        }
        var calls = new AtomicInteger();
        OccasionConsumer sometimesFails = (transaction, occasions) -> write(transaction, occasions)
                .compose(done -> calls.incrementAndGet() % 3 == 0
                        ? Future.failedFuture(new java.io.IOException("away for a moment"))
                        : Future.succeededFuture());
        Occasions one = work(sometimesFails);
        Occasions other = work(sometimesFails);
        untilEmpty();

        assertEquals(400, world.ask("select count(*) from heard"));
        assertEquals(400, world.ask("select count(distinct number) from heard"));
        assertEquals(0, unordered());
        assertEquals(400, one.taken() + other.taken());
        assertEquals(0, one.parked() + other.parked());
    }

    @Test
    void losesNothingWhenAWorkersConnectionIsKilled() throws InterruptedException {
        happened(UUID.randomUUID(), "page_view");
        var calls = new AtomicInteger();
        work((transaction, occasions) -> write(transaction, occasions)
                .compose(done -> calls.getAndIncrement() == 0
                        ? transaction
                                .query("select pg_terminate_backend(pg_backend_pid())")
                                .execute()
                                .mapEmpty()
                        : Future.succeededFuture()));
        untilEmpty();

        assertEquals(2, calls.get());
        assertEquals(1, world.ask("select count(*) from heard"));
        assertEquals(0, world.ask("select count(*) from occasion_parked"));
    }

    @Test
    void putsAwayOnlyTheOneThatCannotBeTaken() throws InterruptedException {
        UUID rina = UUID.randomUUID();
        for (int i = 0; i < 50; i++) {
            happened(rina, "page_view");
        }
        long poison = world.ask("select number from occasion order by number offset 23 limit 1");
        Occasions worker = work((transaction, occasions) -> {
            if (occasions.stream().anyMatch(occasion -> occasion.number() == poison)) {
                throw new IllegalStateException("cannot be understood");
            }
            return write(transaction, occasions);
        });
        untilEmpty();

        assertEquals(49, world.ask("select count(distinct number) from heard"));
        assertEquals(49, world.ask("select count(*) from heard"));
        assertEquals(0, unordered());
        assertEquals(
                poison, world.ask("select number from occasion_parked where reason like '%cannot be understood%'"));
        assertEquals(1, worker.parked());
    }

    @Test
    void leavesAShardToWhoeverHoldsItAndWorksOnTheOthers() throws InterruptedException {
        UUID held = new UUID(0, 1);
        UUID free = new UUID(0, 2);
        happened(held, "page_view");
        happened(free, "page_view");
        var connection = world.database().connect().await();
        var transaction = connection.begin().await();
        connection
                .query("select shard from occasion_shard where shard = 1 for update")
                .execute()
                .await();
        work(OccasionsTest::write);
        Shop.until("the other shard is done", () -> world.ask("select count(*) from occasion") == 1);
        assertEquals(1, world.ask("select count(*) from heard where person = $1", free));
        transaction.rollback().await();
        untilEmpty();
        assertEquals(1, world.ask("select count(*) from heard where person = $1", held));
    }

    @Test
    void forgetsAnOccasionWhoseEventIsGone() throws InterruptedException {
        happened(UUID.randomUUID(), "page_view");
        world.run("delete from event");
        work(OccasionsTest::write);
        untilEmpty();
        assertEquals(0, world.ask("select count(*) from heard"));
        assertTrue(world.ask("select count(*) from occasion_parked") == 0);
    }

    @Test
    void standsBackNoLongerThanEventsFloodIn() throws InterruptedException {
        var flood = new Flood();
        var begun = new CopyOnWriteArrayList<Long>();
        happened(UUID.randomUUID(), "page_view");
        // Half a second of work is paid for with three and a half, as long as events flood in; they do so for a moment
        // only.
        work(flood, (transaction, occasions) -> {
            begun.add(System.nanoTime());
            return transaction
                    .query("select pg_sleep(0.5)")
                    .execute()
                    .onComplete(done -> {
                        if (begun.size() == 1) {
                            flood.committed(1_000);
                        }
                    })
                    .mapEmpty();
        });
        Shop.until("the first is taken", () -> flood.isOn());
        happened(UUID.randomUUID(), "page_view");
        happened(UUID.randomUUID(), "page_view");
        untilEmpty();
        long waited = TimeUnit.NANOSECONDS.toMillis(begun.get(1) - begun.get(0));
        assertTrue(waited < 3_000, waited + " ms");
    }

    private static Future<Void> write(SqlConnection transaction, List<Occasion> occasions) {
        return transaction
                .preparedQuery("insert into heard (number, person) select unnest($1::bigint[]), unnest($2::uuid[])")
                .execute(Tuple.tuple()
                        .addArrayOfLong(occasions.stream().map(Occasion::number).toArray(Long[]::new))
                        .addArrayOfUUID(occasions.stream().map(Occasion::person).toArray(UUID[]::new)))
                .mapEmpty();
    }

    private long unordered() {
        return world.ask("""
                select count(*) from (
                    select number < lag(number) over (partition by person order by place) as wrong from heard) pairs
                where wrong
                """);
    }

    @CanIgnoreReturnValue
    private Occasions work(OccasionConsumer consumer) {
        return work(new Flood(), consumer);
    }

    @CanIgnoreReturnValue
    private Occasions work(Flood flood, OccasionConsumer consumer) {
        var worker = new Occasions(world.vertx(), nodes, flood, List.of(consumer));
        workers.add(worker);
        worker.start();
        return worker;
    }

    private void untilEmpty() throws InterruptedException {
        Shop.until("no occasion is left", () -> world.ask("select count(*) from occasion") == 0);
    }

    @CanIgnoreReturnValue
    private UUID happened(UUID person, String name) {
        UUID event = world.addEvent(world.bakery(), person, name, NOW);
        world.run(
                "insert into occasion (site_id, person, kind, event) values ($1, $2, 0, $3)",
                world.bakery().id(),
                person,
                event);
        return event;
    }

    private static List<UUID> persons(int count) {
        var persons = new ArrayList<UUID>();
        for (int i = 0; i < count; i++) {
            persons.add(UUID.randomUUID());
        }
        return persons;
    }
}
