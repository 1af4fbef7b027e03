package io.warmtag.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.db.Keyset;
import io.warmtag.event.Event;
import io.warmtag.event.Mark;
import io.warmtag.event.UuidV7;
import io.warmtag.occasion.Flood;
import io.warmtag.occasion.Occasion;
import io.warmtag.people.JoinListener;
import io.warmtag.rule.past.Chapter.Span;
import io.warmtag.visitor.model.Cause;
import io.warmtag.visitor.model.Folded;
import io.warmtag.visitor.model.OrderFacts;
import io.warmtag.visitor.model.PersonEvent;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.TemperatureModel;
import io.warmtag.visitor.model.Transition;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Traffic that rules take as it comes in, at a clock that the test sets, so that the same rules can be run over it afterwards.
 * It begins two days before the database's own time: what is due is never ahead of that.
 */
final class TrafficDay implements AutoCloseable {
    final TestAudiences shop = new TestAudiences();
    private final RuleStore store = new RuleStore(shop.world.database());
    private final RuleDirectory directory = new RuleDirectory(store, shop.world.news());
    private final AudienceConditions conditions = new AudienceConditions(shop.directory, shop.needs, shop.facts);
    private final Deciding deciding = new Deciding(shop.world.sites(), conditions);
    private final Firings firings = new Firings(directory, deciding);
    private final Waits waits = new Waits(directory, deciding);
    private final Dates dates = new Dates(directory, shop.world.sites(), deciding);
    private final Runs<ProductRuns.Run> products = new Runs<>(new ProductRuns(directory, deciding));
    private final DueSteps steps = new DueSteps(
            shop.world.sites(),
            (transaction, site, person, offer, firing, data, now) -> Future.succeededFuture(Optional.empty()),
            (transaction, sendings) -> Future.succeededFuture());
    private final Rules rules = new Rules(shop.world.database(), store, directory, new Everything());
    private final Map<UUID, UUID> joined = new HashMap<>();
    private final Map<UUID, Instant> joinedAt = new HashMap<>();
    private final Map<UUID, List<PersonEvent>> events = new HashMap<>();
    private final Map<UUID, List<OrderFacts>> orders = new HashMap<>();
    private final Map<UUID, PersonState> states = new HashMap<>();
    private final Map<UUID, Integer> logged = new HashMap<>();
    private final List<StoredRule> on = new ArrayList<>();
    private long start;
    private long numbers;

    private final class Everything implements Availability {
        @Override
        public Future<Available> of(int site) {
            return Future.succeededFuture(new Available(
                    Map.of(1, "Looked twice", 2, "Left a cart", 3, "Agreed"),
                    Map.of(7, "10 % off"),
                    Map.of(3, "Meta")));
        }

        @Override
        public List<Problem> problems(int site, Value.Fields condition, String place) {
            return conditions.problems(site, condition, place);
        }
    }

    /** Switches rules on and begins the day. */
    void begin(List<String> definitions) {
        List<StoredRule> all = definitions.stream()
                .map(json -> RuleWorld.done(
                        rules.create(shop.world.bakery(), (Value.Fields) ValueJson.read(json.replace('\'', '"')), "ada")
                                .await()))
                .toList();
        directory.start().await();
        all.forEach(
                rule -> on.add(RuleWorld.done(rules.setState(shop.world.bakery(), rule, RuleState.ON, Set.of(), "ada")
                        .await())));
        // It was on before the day began.
        long day = Duration.ofDays(1).toMillis();
        // At a midnight: what a seed makes of it is the same at whatever hour the test runs.
        shop.now.updateAndGet(now -> now / day * day - 2 * day);
        start = shop.now.get();
        shop.world.run(
                "update rule set changed_at = $1", Instant.ofEpochMilli(start).atOffset(ZoneOffset.UTC));
        directory.read().await();
        shop.audiences.tell(
                (transaction, changes) -> firings.takeMemberships(transaction, Firings.Membership.of(changes)));
    }

    /** What became due meanwhile is done, as every node does it all the time. */
    void timePasses(Duration time) {
        shop.pass(time);
        shop.check();
        Instant now = Instant.ofEpochMilli(shop.now.get());
        for (Timers.Work work : List.of(waits, dates, products, steps)) {
            boolean more = true;
            while (more) {
                more = shop.world
                        .database()
                        .inTransaction(transaction -> work.run(transaction, now, 500))
                        .await();
            }
        }
    }

    static UUID visitor(int number) {
        return new UUID(0x1111_1111_1111_1111L * (1 + number), 7);
    }

    /** Something comes in now that happened a while ago. */
    void happens(UUID visitor, String name, Duration ago, Mark mark, JsonObject data, JsonObject context) {
        Instant received = Instant.ofEpochMilli(shop.now.get());
        Instant time = received.minus(ago);
        var event = new Event(
                UuidV7.create(time.toEpochMilli()), visitor, name, time, received, mark, List.of(), data, context);
        store(event);
        if (mark != Mark.PERSON) {
            return;
        }
        UUID person = joined.getOrDefault(visitor, visitor);
        List<Occasion> occasions = new ArrayList<>();
        if (ago.compareTo(Duration.ofHours(1)) <= 0) {
            occasions.add(new Occasion.Happened(++numbers, shop.site, person, event));
        }
        occasions.addAll(temperature(person, event));
        occasions.forEach(this::take);
    }

    /** As after a crash, the same occasion may come again. */
    private void take(Occasion occasion) {
        for (int times = numbers % 10 == 0 ? 2 : 1; times > 0; times--) {
            shop.world
                    .database()
                    .inTransaction(transaction -> shop.audiences
                            .take(transaction, List.of(occasion))
                            .compose(done -> firings.take(transaction, List.of(occasion))))
                    .await();
        }
    }

    private void store(Event event) {
        shop.world.run(
                """
                insert into event (site_id, id, visitor, name, time, received, mark, remarks, data, context)
                values ($1, $2, $3, $4, $5, $6, $7, null, $8, $9)""",
                shop.site,
                event.id(),
                event.visitor(),
                event.name(),
                utc(event.time()),
                utc(event.received()),
                event.mark().code(),
                event.data().encode(),
                event.context().encode());
        if (event.name().equals("purchase") && event.mark() == Mark.PERSON) {
            shop.world.run(
                    "insert into customer_order (site_id, transaction_id, person, placed_at) values ($1, $2, $3, $4)",
                    shop.site,
                    event.id().toString(),
                    event.visitor(),
                    utc(event.time()));
        }
    }

    /** Logs what the event changes in the temperature, as the server does. */
    private List<Occasion> temperature(UUID person, Event event) {
        long time = event.time().toEpochMilli();
        events.computeIfAbsent(person, id -> new ArrayList<>()).add(new PersonEvent(event.id(), event.name(), time));
        if (event.name().equals("purchase")) {
            orders.computeIfAbsent(person, id -> new ArrayList<>())
                    .add(OrderFacts.placed(event.id().toString(), time));
        }
        Folded folded = fold(person);
        List<Occasion> occasions = new ArrayList<>();
        for (Transition transition :
                folded.newSince(states.getOrDefault(person, PersonState.EMPTY).standing())) {
            int number = log(person, transition, code(transition.cause()));
            boolean inTime =
                    transition.at() >= shop.now.get() - Duration.ofHours(1).toMillis();
            if (inTime && !(transition.cause() instanceof Cause.Refold)) {
                occasions.add(new Occasion.Changed(
                        ++numbers,
                        shop.site,
                        person,
                        number,
                        transition.from(),
                        transition.to(),
                        Instant.ofEpochMilli(transition.at()),
                        Instant.ofEpochMilli(
                                transition.cause() instanceof Cause.ByTime ? transition.at() : shop.now.get()),
                        transition.cause()));
            }
        }
        states.put(person, folded.state());
        return occasions;
    }

    private Folded fold(UUID person) {
        return TemperatureModel.fold(
                PersonState.EMPTY,
                events.getOrDefault(person, List.of()),
                orders.getOrDefault(person, List.of()),
                shop.models.history(shop.site),
                shop.now.get());
    }

    @CanIgnoreReturnValue
    private int log(UUID person, Transition transition, String cause) {
        int number = logged.merge(person, 1, Integer::sum);
        shop.world.run(
                """
                insert into transition (site_id, person, number, from_state, to_state, at, cause, cause_id, model_version, logged_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9)""",
                shop.site,
                person,
                number,
                (short) transition.from().ordinal(),
                (short) transition.to().ordinal(),
                utc(Instant.ofEpochMilli(transition.at())),
                cause,
                null,
                utc(Instant.ofEpochMilli(shop.now.get())));
        return number;
    }

    private static String code(Cause cause) {
        if (cause instanceof Cause.Refold) {
            return "refold";
        }
        return cause instanceof Cause.ByEvent ? "event" : cause instanceof Cause.ByOrder ? "order" : "time";
    }

    boolean isAlone(UUID visitor) {
        return !joined.containsKey(visitor);
    }

    /** Two who were alone turn out to be one person: the older one's. */
    void join(UUID older, UUID younger) {
        OffsetDateTime at = utc(Instant.ofEpochMilli(shop.now.get()));
        for (UUID visitor : List.of(older, younger)) {
            joined.put(visitor, older);
            joinedAt.put(visitor, at.toInstant());
            shop.world.run(
                    "insert into person_visitor (site_id, visitor, person) values ($1, $2, $3)",
                    shop.site,
                    visitor,
                    older);
        }
        shop.world.run(
                "insert into join_log (site_id, visitor, before, after, cause, at) values ($1, $2, $2, $3, 'identity', $4)",
                shop.site,
                younger,
                older,
                at);
        var change = new JoinListener.Change(younger, younger, older);
        shop.world
                .database()
                .inTransaction(transaction -> new JoinedMembers().changed(transaction, shop.site, List.of(change)))
                .await();
        // It is done by the database's own clock.
        shop.world.run("update audience_member set seen_at = $1, next_check = $1 where version = 0", at);
        events.computeIfAbsent(older, id -> new ArrayList<>()).addAll(events.getOrDefault(younger, List.of()));
        orders.computeIfAbsent(older, id -> new ArrayList<>()).addAll(orders.getOrDefault(younger, List.of()));
        Folded together = fold(older);
        // What a fold of both finds of the time before is one correction, which is no occasion.
        together.newSince(states.getOrDefault(older, PersonState.EMPTY).standing()).stream()
                .reduce((first, last) -> last)
                .ifPresent(last -> log(older, last, "joined"));
        states.put(older, together.state());
        states.remove(younger);
    }

    /**
     * Runs each rule over the day: it has to name the same people at the same times as it fired for.
     *
     * @param least how often each fired at least, or there is nothing to compare
     */
    void agrees(int least) {
        var past = new Span(start, shop.now.get());
        for (StoredRule rule : on) {
            TreeSet<String> live = live(rule);
            TreeSet<String> replayed = past(rule, past);
            int times = live.size();
            var missing = new TreeSet<>(live);
            missing.removeAll(replayed);
            replayed.removeAll(live);
            assertEquals(
                    List.of(Set.of(), Set.of()),
                    List.of(missing, replayed),
                    rule.rule().name());
            assertEquals(true, times >= least, () -> rule.rule().name() + " fired " + times + " times");
        }
    }

    private TreeSet<String> live(StoredRule rule) {
        var fired = new TreeSet<String>();
        for (Row row : shop.world
                .database()
                .query("select person, at, decision from firing where rule = $1 and decision in (0, 1)", rule.id())
                .await()) {
            UUID visitor = row.getUUID(0);
            Instant at = row.getOffsetDateTime(1).toInstant();
            // What happened to one of his visitors happened to the person.
            UUID person = at.isAfter(joinedAt.getOrDefault(visitor, Instant.MAX)) ? joined.get(visitor) : visitor;
            fired.add(at + " " + person + " " + (row.getShort(2) == 1));
        }
        return fired;
    }

    private TreeSet<String> past(StoredRule rule, Span past) {
        var backtests = new Backtests(
                shop.world.vertx(),
                shop.world.database(),
                shop.world.address(),
                shop.models,
                shop.needs,
                new Flood(),
                shop.now::get);
        var ofRules = new RuleBacktests(shop.world.database(), shop.directory, backtests);
        assertEquals(java.util.Optional.empty(), ofRules.problem(shop.world.bakery(), rule.rule()));
        RuleVersion version =
                rules.versions(shop.world.bakery(), rule.id()).await().get(0);
        UUID run = UUID.randomUUID();
        backtests
                .over(
                        ofRules.task(shop.world.bakery(), rule, version, 1, "ada", past)
                                .await(),
                        past,
                        run)
                .await();
        var named = new TreeSet<String>();
        backtests
                .named(run, Keyset.NEWEST, 500)
                .await()
                .items()
                .forEach(each -> named.add(each.at() + " " + each.person() + " " + each.heldOut()));
        return named;
    }

    /** Of what a courier or the shop's own server tells. */
    static final JsonObject KEYED = new JsonObject().put("keyed", true);

    /** As of a page; sometimes nobody has answered yet. */
    static JsonObject consent(Random random) {
        if (random.nextInt(8) == 0) {
            return new JsonObject().put("ad_storage", "default").put("ad_user_data", "default");
        }
        return new JsonObject()
                .put("ad_storage", random.nextInt(4) > 0 ? "granted" : "denied")
                .put("ad_user_data", random.nextInt(4) > 0 ? "granted" : "denied");
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    @Override
    public void close() {
        shop.close();
    }
}
