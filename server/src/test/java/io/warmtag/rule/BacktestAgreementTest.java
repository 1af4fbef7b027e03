package io.warmtag.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.event.Event;
import io.warmtag.event.Mark;
import io.warmtag.event.UuidV7;
import io.warmtag.occasion.Flood;
import io.warmtag.occasion.Occasion;
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
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A day of traffic is taken by the rules as it comes in, and then they are run over that day: both name the same people at the
 * same times. With events that come late or twice, bots, orders, changes of consent, limits, holdouts, quiet hours and waits.
 */
class BacktestAgreementTest {
    private static final int PERSONS = 24;
    private static final int STEPS = 500;
    private static final List<String> NAMES = List.of(
            "view_item",
            "view_item",
            "view_item",
            "add_to_cart",
            "add_to_cart",
            "remove_from_cart",
            "purchase",
            "page_view");
    // An audience takes in what comes in more than an hour late when something else of the same person does.
    private static final List<String> LATE = List.of("purchase", "page_view", "remove_from_cart");
    private static final long DAY_MS = Duration.ofDays(1).toMillis();

    private final TestAudiences shop = new TestAudiences();
    private final RuleStore store = new RuleStore(shop.world.database());
    private final RuleDirectory directory = new RuleDirectory(store, shop.world.news());
    private final AudienceConditions conditions = new AudienceConditions(shop.directory, shop.needs, shop.facts);
    private final Deciding deciding = new Deciding(shop.world.sites(), conditions);
    private final Firings firings = new Firings(directory, deciding);
    private final Waits waits = new Waits(directory, deciding);
    private final DueSteps steps = new DueSteps(
            shop.world.sites(),
            (transaction, site, person, offer, firing, data, now) -> Future.succeededFuture(),
            (transaction, sendings) -> Future.succeededFuture());
    private final Rules rules = new Rules(shop.world.database(), store, directory, new Everything());
    private final Map<UUID, List<PersonEvent>> events = new HashMap<>();
    private final Map<UUID, List<OrderFacts>> orders = new HashMap<>();
    private final Map<UUID, PersonState> states = new HashMap<>();
    private final Map<UUID, Integer> logged = new HashMap<>();
    private long numbers;

    private final class Everything implements Availability {
        @Override
        public Future<Available> of(int site) {
            return Future.succeededFuture(new Available(
                    Map.of(1, "Looked twice", 2, "Left a cart"), Map.of(7, "10 % off"), Map.of(3, "Meta")));
        }

        @Override
        public List<Problem> problems(int site, Value.Fields condition, String place) {
            return conditions.problems(site, condition, place);
        }
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aDayIsReplayedExactlyAsItWas(long seed) {
        var random = new Random(seed);
        int looked = shop.audience("Looked twice", "{'kind':'event','name':'view_item','least':2,'minutes':30}");
        int waits = shop.audience(
                "Left a cart", "{'kind':'event','name':'add_to_cart','measure':'last','least':45,'most':240}");
        List<StoredRule> on = rules(looked, waits);
        directory.start().await();
        on.forEach(rule -> rules.setState(shop.world.bakery(), rule, RuleState.ON, Set.of(), "ada")
                .await());
        directory.read().await();
        shop.audiences.tell((transaction, changes) -> firings.takeMemberships(
                transaction,
                changes.stream()
                        .map(change -> new Firings.Membership(
                                change.site(),
                                change.audience(),
                                change.person(),
                                change.entered(),
                                change.at(),
                                change.occasion()))
                        .toList()));
        // So that what is due is not ahead of the database's own clock.
        shop.now.addAndGet(-2 * DAY_MS);
        long start = shop.now.get();
        for (int i = 0; i < STEPS; i++) {
            shop.pass(Duration.ofMillis(1 + random.nextInt((int) (2 * DAY_MS / STEPS))));
            timePasses();
            something(random);
        }
        timePasses();
        var past = new Span(start, shop.now.get());
        var total = new TreeMap<String, Integer>();
        for (StoredRule rule : on) {
            TreeSet<String> live = live(rule);
            TreeSet<String> replayed = past(rule, past);
            total.put(rule.rule().name(), live.size());
            var missing = new TreeSet<>(live);
            missing.removeAll(replayed);
            replayed.removeAll(live);
            assertEquals(
                    List.of(Set.of(), Set.of()),
                    List.of(missing, replayed),
                    rule.rule().name());
        }
        assertTrue(total.values().stream().allMatch(times -> times > 3), () -> "too little happened: " + total);
    }

    private List<StoredRule> rules(int looked, int left) {
        List<String> all = List.of(
                "{'name':'at once','holdout':20,'when':{'kind':'event','event':'add_to_cart'},'purpose':'ad_storage',"
                        + "'limits':{'per_person':{'times':2,'days':1}}}",
                "{'name':'data','holdout':0,'when':{'kind':'event','event':'add_to_cart',"
                        + "'where':[{'path':'value','op':'least','value':'500'}]}}",
                "{'name':'later','holdout':10,'when':{'kind':'event','event':'add_to_cart','after':60,"
                        + "'unless':{'order':true,'events':['remove_from_cart']}},'if':{'kind':'temperature','is':['warm']},"
                        + "'purpose':'ad_user_data','steps':[{'kind':'offer','offer':7}],"
                        + "'limits':{'per_person':{'times':1,'days':1},'quiet':{'from':'22:00','to':'09:00'}}}",
                "{'name':'warm','holdout':10,'when':{'kind':'temperature','to':'warm','after':30}}",
                "{'name':'warm now','holdout':10,'when':{'kind':'temperature','to':'warm'},"
                        + "'if':{'kind':'orders','most':0}}",
                "{'name':'looked','holdout':10,'when':{'kind':'audience','audience':" + looked
                        + ",'change':'entered'},'purpose':'ad_storage','limits':{'per_person':{'times':3,'days':1}}}",
                "{'name':'left','holdout':0,'when':{'kind':'audience','audience':" + left
                        + ",'change':'entered','after':5}}",
                "{'name':'budget','holdout':10,'when':{'kind':'event','event':'view_item'},"
                        + "'limits':{'overall':{'times':12,'days':1}}}",
                "{'name':'visit','holdout':0,'when':{'kind':'event','event':'view_item'},"
                        + "'if':{'kind':'visit','which':'last','field':'utm_source','op':'is','values':['google']},"
                        + "'limits':{'end':'" + Instant.ofEpochMilli(shop.now.get() - DAY_MS / 2) + "'}}");
        return all.stream()
                .map(json -> RuleWorld.done(
                        rules.create(shop.world.bakery(), (Value.Fields) ValueJson.read(json.replace('\'', '"')), "ada")
                                .await()))
                .toList();
    }

    private void timePasses() {
        shop.check();
        Instant now = Instant.ofEpochMilli(shop.now.get());
        shop.world
                .database()
                .inTransaction(transaction -> waits.run(transaction, now, 500))
                .await();
        shop.world
                .database()
                .inTransaction(transaction -> steps.run(transaction, now, 500))
                .await();
    }

    private void something(Random random) {
        UUID person = new UUID(0x1111_1111_1111_1111L * (1 + random.nextInt(PERSONS)), 7);
        long received = shop.now.get();
        int luck = random.nextInt(20);
        // Some come a while later than they happened, some too late for anything to follow.
        boolean late = luck == 0;
        long time = received - (late ? Duration.ofHours(2).toMillis() : luck < 4 ? random.nextInt(3_000_000) : 0);
        String name = (late ? LATE : NAMES).get(random.nextInt(late ? LATE.size() : NAMES.size()));
        boolean bot = random.nextInt(25) == 0;
        var context = new JsonObject().put("url", "https://bakery.example/");
        if (random.nextInt(3) > 0) {
            context.put(
                    "consent",
                    new JsonObject()
                            .put("ad_storage", random.nextInt(4) > 0 ? "granted" : "denied")
                            .put("ad_user_data", random.nextInt(4) > 0 ? "granted" : "denied"));
        }
        if (random.nextInt(4) == 0) {
            context.put("campaign", new JsonObject().put("utm_source", random.nextBoolean() ? "google" : "fb"));
        }
        var data = new JsonObject().put("value", random.nextInt(1_000));
        var event = new Event(
                UuidV7.create(time),
                person,
                name,
                Instant.ofEpochMilli(time),
                Instant.ofEpochMilli(received),
                bot ? Mark.BOT : Mark.PERSON,
                List.of(),
                data,
                context);
        store(event);
        if (bot) {
            return;
        }
        List<Occasion> occasions = new ArrayList<>();
        if (received - time <= Duration.ofHours(1).toMillis()) {
            occasions.add(new Occasion.Happened(++numbers, shop.site, person, event));
        }
        occasions.addAll(temperature(person, event));
        for (Occasion occasion : occasions) {
            take(occasion);
            if (random.nextInt(10) == 0) {
                take(occasion);
            }
        }
    }

    private void take(Occasion occasion) {
        shop.world
                .database()
                .inTransaction(transaction -> shop.audiences
                        .take(transaction, List.of(occasion))
                        .compose(done -> firings.take(transaction, List.of(occasion))))
                .await();
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
        Folded folded = TemperatureModel.fold(
                PersonState.EMPTY,
                events.get(person),
                orders.getOrDefault(person, List.of()),
                shop.models.history(shop.site),
                shop.now.get());
        List<Occasion> occasions = new ArrayList<>();
        for (Transition transition :
                folded.newSince(states.getOrDefault(person, PersonState.EMPTY).standing())) {
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
                    code(transition.cause()),
                    null,
                    utc(event.received()));
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
                        transition.cause()));
            }
        }
        states.put(person, folded.state());
        return occasions;
    }

    private static String code(Cause cause) {
        if (cause instanceof Cause.Refold) {
            return "refold";
        }
        return cause instanceof Cause.ByEvent ? "event" : cause instanceof Cause.ByOrder ? "order" : "time";
    }

    private TreeSet<String> live(StoredRule rule) {
        var fired = new TreeSet<String>();
        for (Row row : shop.world
                .database()
                .query("select person, at, decision from firing where rule = $1 and decision in (0, 1)", rule.id())
                .await()) {
            fired.add(row.getOffsetDateTime(1).toInstant() + " " + row.getUUID(0) + " " + (row.getShort(2) == 1));
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
                .named(run, io.warmtag.db.Keyset.NEWEST, 500)
                .await()
                .items()
                .forEach(each -> named.add(each.at() + " " + each.person() + " " + each.heldOut()));
        return named;
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
