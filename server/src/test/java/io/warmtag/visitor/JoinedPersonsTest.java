package io.warmtag.visitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Row;
import io.warmtag.people.ContactVault;
import io.warmtag.people.Heard;
import io.warmtag.people.JoinListener;
import io.warmtag.people.Joining;
import io.warmtag.people.Joins;
import io.warmtag.people.Learning;
import io.warmtag.people.contact.ContactField;
import io.warmtag.people.contact.ContactValue;
import io.warmtag.rule.JoinedMembers;
import io.warmtag.secret.SecretKey;
import io.warmtag.visitor.Applies.Share;
import io.warmtag.visitor.model.OrderFacts;
import io.warmtag.visitor.model.PersonEvent;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.SettingsHistory;
import io.warmtag.visitor.model.Temperature;
import io.warmtag.visitor.model.TemperatureModel;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Visitors who are one person have one state, whatever the order in which that, and what they do, becomes known. */
class JoinedPersonsTest {
    private static final UUID PHONE = new UUID(7, 1);
    private static final UUID LAPTOP = new UUID(7, 2);

    private TestPersons persons;
    private Joins joins;
    private Learning learning;
    private Joining joining;
    private Regrouping regrouping;
    private final List<Promise<Void>> underWay = new ArrayList<>();

    @BeforeEach
    void start() {
        persons = new TestPersons();
        var vault = new ContactVault(() -> Optional.of(new SecretKey(new byte[32])));
        learning = new Learning(persons.world().database(), vault);
        joins = new Joins(persons.world().database());
        regrouping = new Regrouping(persons.world().database(), persons.leadership(), persons.persons());
        JoinListener listener = (transaction, site, changes) -> regrouping.changed(
                transaction,
                site,
                changes.stream()
                        .map(one -> new Regrouped(one.visitor(), one.before(), one.after()))
                        .toList());
        joining = new Joining(persons.world().database(), List.of(listener, new JoinedMembers()));
    }

    @AfterEach
    void stop() {
        persons.close();
    }

    @Test
    void whatTwoDevicesDidIsAddedUp() {
        bringIn(PHONE, "add_to_cart", Duration.ofDays(20));
        bringIn(LAPTOP, "add_to_cart", Duration.ofDays(17));
        settle();
        assertEquals(Temperature.COLD, temperature(PHONE));
        decide(PHONE, LAPTOP, true);
        settle();
        assertEquals(Temperature.WARM, temperature(PHONE));
        assertEquals(temperature(PHONE), temperature(LAPTOP));
        assertEquals(1, persons.ask("select count(*) from person where joined_to is null"));
        agrees();
    }

    @Test
    void partingThemBringsBackWhatEachWas() {
        bringIn(PHONE, "add_to_cart", Duration.ofDays(3));
        bringIn(LAPTOP, "view_item", Duration.ofDays(2));
        decide(PHONE, LAPTOP, true);
        settle();
        bringIn(LAPTOP, "add_to_cart", Duration.ofHours(1));
        assertEquals(Temperature.WARM, temperature(LAPTOP));
        decide(PHONE, LAPTOP, false);
        settle();
        bringIn(PHONE, "remove_from_cart", Duration.ofMinutes(1));
        settle();
        assertEquals(Temperature.COLD, temperature(PHONE));
        assertEquals(Temperature.WARM, temperature(LAPTOP));
        agrees();
    }

    @Test
    void theLogTellsOfItAndNothingOfItIsAnOccasion() {
        bringIn(PHONE, "view_item", Duration.ofDays(2));
        bringIn(LAPTOP, "add_to_cart", Duration.ofMinutes(5));
        decide(PHONE, LAPTOP, true);
        settle();
        assertEquals(List.of("joined cold cold", "refold cold warm"), log(PHONE));
        assertEquals(List.of("event cold warm", "joined warm cold"), log(LAPTOP));
        buy(LAPTOP, "A-1", Duration.ZERO);
        settle();
        // What happens later is told as it would be of anybody.
        assertEquals("order warm hot", log(PHONE).get(2));
        agrees();
    }

    @Test
    void whoeverKnowsNothingOfItYetDoesNoHarm() {
        bringIn(PHONE, "view_item", Duration.ofDays(2));
        bringIn(LAPTOP, "view_item", Duration.ofDays(2));
        settle();
        decide(PHONE, LAPTOP, true);
        // Nobody has folded them together: events of both go on.
        bringIn(LAPTOP, "add_to_cart", Duration.ofMinutes(3));
        bringIn(PHONE, "view_item", Duration.ofMinutes(2));
        settle();
        assertEquals(Temperature.WARM, temperature(PHONE));
        decide(PHONE, LAPTOP, false);
        bringIn(LAPTOP, "view_item", Duration.ofMinutes(1));
        bringIn(PHONE, "view_item", Duration.ofMinutes(1));
        settle();
        assertEquals(Temperature.COLD, temperature(PHONE));
        assertEquals(Temperature.WARM, temperature(LAPTOP));
        agrees();
    }

    @Test
    void audiencesWeighThePersonAnewAndHisHoldoutIsTheOlderOnes() {
        int site = persons.world().bakery().id();
        var world = persons.world();
        world.run("""
                insert into audience (site_id, id, name, notes, condition, author, filling, settings)
                values ($1, 1, 'all', '', '{}', 'ada', false, 1)""", site);
        world.run("""
                insert into audience_member (site_id, audience, person, version, since, changes, seen_at)
                values ($1, 1, $2, 1, now(), 1, now())""", site, LAPTOP);
        world.run("insert into audience_count (site_id, audience, shard, members) values ($1, 1, 2, 1)", site);
        world.run("insert into rule_person (site_id, rule, person, held_out) values ($1, 1, $2, true)", site, LAPTOP);
        bringIn(PHONE, "view_item", Duration.ofDays(2));
        decide(PHONE, LAPTOP, true);
        assertEquals(0, persons.ask("select sum(members)::bigint from audience_count"));
        assertEquals(0, persons.ask("select count(*) from audience_member where since is not null"));
        assertEquals(
                1,
                persons.ask(
                        "select count(*) from audience_member where person = $1 and version = 0 and next_check <= now()",
                        PHONE));
        assertEquals(1, persons.ask("select count(*) from rule_person where person = $1 and held_out", PHONE));
    }

    @Test
    void anyOrderOfEventsJoinsAndPartingsComesToTheSame() {
        for (int seed = 0; seed < 25; seed++) {
            var random = new Random(seed);
            UUID[] visitors = new UUID[5];
            for (int i = 0; i < visitors.length; i++) {
                visitors[i] = new UUID(100 + seed, i);
            }
            for (int step = 0; step < 40; step++) {
                step(random, visitors);
            }
            settle();
            for (UUID visitor : visitors) {
                assertEquals(truth(visitor).temperature(), temperature(visitor), "seed " + seed);
            }
        }
        agrees();
        persons.member().getMap("persons").clear();
        agrees();
    }

    private void step(Random random, UUID[] visitors) {
        UUID one = visitors[random.nextInt(visitors.length)];
        UUID other = visitors[random.nextInt(visitors.length)];
        Duration ago = random.nextInt(3) == 0
                ? Duration.ofMinutes(random.nextInt(60 * 24 * 40))
                : Duration.ofMillis(random.nextInt(60_000));
        switch (random.nextInt(14)) {
            case 0, 1 -> {
                if (!one.equals(other)) {
                    decide(one, other, random.nextInt(3) > 0);
                }
            }
            case 2 -> regrouping.run().await();
            case 3 -> persons.member().getMap("persons").clear();
            case 4 -> buy(one, "T-" + random.nextInt(1_000_000), ago);
            case 5 -> settle();
            case 6, 7 -> apply(one, store(one, "add_to_cart", ago));
            case 8 -> apply(one, store(one, "remove_from_cart", ago));
            default -> apply(one, store(one, "view_item", ago));
        }
    }

    /** What a fold of all events and orders of his person gives, read without the server's own reading. */
    private PersonState truth(UUID visitor) {
        UUID[] mine = joins.visitors(persons.world().bakery(), visitor).await().toArray(UUID[]::new);
        List<PersonEvent> events = new ArrayList<>();
        for (Row row : persons.world()
                .database()
                .query("select id, name, time from event where visitor = any($1)", (Object) mine)
                .await()) {
            events.add(new PersonEvent(
                    row.getUUID(0),
                    row.getString(1),
                    row.getOffsetDateTime(2).toInstant().toEpochMilli()));
        }
        List<OrderFacts> orders = new ArrayList<>();
        for (Row row : persons.world()
                .database()
                .query("select transaction_id, placed_at from customer_order where person = any($1)", (Object) mine)
                .await()) {
            orders.add(OrderFacts.placed(
                    row.getString(0), row.getOffsetDateTime(1).toInstant().toEpochMilli()));
        }
        return TemperatureModel.fold(PersonState.EMPTY, events, orders, SettingsHistory.defaults(), persons.clock())
                .state();
    }

    @CanIgnoreReturnValue
    private PersonEvent store(UUID visitor, String name, Duration ago) {
        Instant at = Instant.ofEpochMilli(persons.clock()).minus(ago);
        UUID id = persons.world().addEvent(persons.world().bakery(), visitor, name, at);
        return new PersonEvent(id, name, at.toEpochMilli());
    }

    private void bringIn(UUID visitor, String name, Duration ago) {
        apply(visitor, store(visitor, name, ago));
        await();
    }

    private void buy(UUID visitor, String number, Duration ago) {
        Instant at = Instant.ofEpochMilli(persons.clock()).minus(ago);
        persons.world()
                .run(
                        "insert into customer_order (site_id, transaction_id, person, placed_at) values ($1, $2, $3, $4)",
                        persons.world().bakery().id(),
                        number,
                        visitor,
                        at.atOffset(ZoneOffset.UTC));
        apply(visitor, store(visitor, "purchase", ago));
    }

    /** As the node does that stored it; doesn't wait. */
    private void apply(UUID visitor, PersonEvent event) {
        Promise<Void> done = Promise.promise();
        underWay.add(done);
        Share share = new Share();
        share.events.add(event);
        share.waiting.add(Waiting.forRow(done::complete));
        persons.persons().apply(Map.of(key(visitor), share));
    }

    private void decide(UUID one, UUID other, boolean together) {
        learning.learn(persons.world().bakery().id(), List.of(named(one), named(other)))
                .await();
        joins.decide(persons.world().bakery(), one, other, together, "ada@example.com")
                .await();
        joining.weigh().await();
    }

    private static Heard named(UUID visitor) {
        ContactValue name =
                ContactValue.of(ContactField.USER_ID, visitor.toString(), "BD").orElseThrow();
        return new Heard(visitor, List.of(name), visitor.getLeastSignificantBits(), "identify");
    }

    private void settle() {
        regrouping.run().await();
        await();
    }

    private void await() {
        underWay.forEach(each -> each.future().await());
        underWay.clear();
    }

    private Temperature temperature(UUID visitor) {
        return persons.persons()
                .reading(persons.world().bakery().id(), visitor)
                .await()
                .map(Reading::temperature)
                .orElse(Temperature.COLD);
    }

    private List<String> log(UUID person) {
        List<String> log = new ArrayList<>();
        persons.world()
                .database()
                .query("select cause, from_state, to_state from transition where person = $1 order by number", person)
                .await()
                .forEach(row -> log.add(row.getString(0) + " " + word(row.getShort(1)) + " " + word(row.getShort(2))));
        return log;
    }

    private static String word(short code) {
        return PersonStore.temperature(code).name().toLowerCase(java.util.Locale.ROOT);
    }

    private PersonKey key(UUID visitor) {
        return new PersonKey(persons.world().bakery().id(), visitor);
    }

    /** All that is kept of everybody says what a fold says, and as many are counted as there are. */
    private void agrees() {
        var world = persons.world();
        var verification = new Verification(world.vertx(), world.database(), persons.persons(), persons::clock);
        Verification.Report report = verification.run(done -> {}).await();
        assertEquals(List.of(), report.examples());
        assertTrue(report.persons() > 0);
        Map<Short, Long> rows = new HashMap<>();
        world.database()
                .query("select temperature, count(*) from person where joined_to is null group by 1")
                .await()
                .forEach(row -> rows.put(row.getShort(0), row.getLong(1)));
        Map<Short, Long> counted = new HashMap<>();
        world.database()
                .query(
                        "select temperature, sum(count)::bigint from temperature_count group by 1 having sum(count) <> 0")
                .await()
                .forEach(row -> counted.put(row.getShort(0), row.getLong(1)));
        assertEquals(rows, counted);
    }
}
