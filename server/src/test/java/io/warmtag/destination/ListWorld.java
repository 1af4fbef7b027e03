package io.warmtag.destination;

import static io.warmtag.destination.DestinationWorld.until;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A shop with an audience, and the audience at Meta that follows it. */
final class ListWorld implements AutoCloseable {
    static final int WARM = 7;

    final DestinationWorld world = new DestinationWorld();
    final Lists lists;
    final Learning learning;
    final Warm warm = new Warm();

    /** The audience here. */
    static final class Warm implements ListSource {
        final ConcurrentSkipListSet<UUID> members = new ConcurrentSkipListSet<>(
                (one, other) -> Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits()));
        final AtomicInteger version = new AtomicInteger(1);

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

    ListWorld() {
        lists = new Lists(world.data.database(), world.targets, world.kinds, world.outbox, 0);
        learning = new Learning(world.data.database(), new ContactVault(world.keyring::key));
    }

    Target list(String source) {
        return world.add(
                "meta_audience",
                Map.of("source", source, "title", "Warm people", "account", "123456"),
                Map.of("token", DestinationWorld.TOKEN),
                false);
    }

    void run() {
        world.engine();
        lists.start(world.leadership, warm, world.data.sites());
    }

    static UUID person(int number) {
        return new UUID((long) number << 48 | 0x4000L, 0x8000_0000_0000_0000L | number);
    }

    private static String id(int number) {
        return Sha256.hex(VisitorId.text(person(number)));
    }

    private static Set<String> ids(int... numbers) {
        return IntStream.of(numbers).mapToObj(ListWorld::id).collect(Collectors.toSet());
    }

    /** He was on the site, agreed or not, and said what he is called. */
    @CanIgnoreReturnValue
    UUID known(int number, boolean agrees) {
        seen(number, agrees);
        return learnt(number);
    }

    void seen(int number, boolean agrees) {
        seen(number, agrees ? "granted" : "denied");
    }

    void seen(int number, String says) {
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
    UUID learnt(int number) {
        var email = new ContactValue(ContactField.EMAIL, "p" + number + "@example.com", false);
        learning.learn(
                        world.bakery.id(),
                        List.of(new Heard(person(number), List.of(email), System.currentTimeMillis(), "identify")))
                .await();
        world.data.run("update identity set weighed_at = now() where weighed_at is null");
        return person(number);
    }

    /** The list at work, with somebody on it who agrees. */
    @CanIgnoreReturnValue
    Target withOneOnIt(int number) {
        known(number, true);
        Target list = list("" + WARM);
        run();
        moves(number, true);
        until(() -> has(number));
        return list;
    }

    /** Looks who agrees by now, as the leader does now and then. */
    void watch() {
        new ListWatch(world.data.database(), lists, world.data.sites()).run().await();
    }

    void moves(int number, boolean entered) {
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

    void rule(Target list, int number, String name) {
        var event = new Outgoing(UUID.randomUUID(), name, Instant.now(), new JsonObject(), new JsonObject());
        var outbound = new Outbound(list.site(), list.id(), "f:" + event.id(), person(number), null, event);
        world.data
                .database()
                .inTransaction(transaction -> lists.send(transaction, List.of(outbound)))
                .await();
    }

    boolean has(int... numbers) {
        return world.stand.list.people().equals(ids(numbers));
    }

    void quiet(Target list) {
        until(() -> world.rows(list, 0) == 0);
    }

    @Override
    public void close() {
        world.close();
    }
}
