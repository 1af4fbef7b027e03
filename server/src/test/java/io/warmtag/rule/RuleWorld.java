package io.warmtag.rule;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.db.Database;
import io.warmtag.occasion.Flood;
import io.warmtag.occasion.OccasionConsumer;
import io.warmtag.occasion.Occasions;
import io.warmtag.testkit.Shop;
import io.warmtag.testkit.TestSite;
import io.warmtag.visitor.model.Temperature;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a site at work: occasions are put there as the server would, offers and sendings are noted in tables of their
 * own without a key, so that a second time would be seen.
 */
final class RuleWorld implements AutoCloseable {
    static final int OFFER = 7;
    static final int DESTINATION = 3;
    static final int AUDIENCE = 4;

    final TestSite site = new TestSite();
    final AtomicLong now = new AtomicLong(System.currentTimeMillis());
    final Rules rules;
    final FiringLog log = new FiringLog(site.database());
    // The nodes' connections are killed now and then; those of the test are not.
    private final Database nodes = new Database(site.vertx(), site.address());
    private final List<Engine> engines = new ArrayList<>();
    private final List<Occasions> workers = new ArrayList<>();
    private final RuleStore store = new RuleStore(site.database());

    private static final class Everything implements Availability {
        @Override
        public Future<Available> of(int site) {
            return Future.succeededFuture(
                    new Available(Map.of(AUDIENCE, "Cold"), Map.of(OFFER, "10 % off"), Map.of(DESTINATION, "Meta")));
        }

        @Override
        public List<Problem> problems(int site, Value.Fields condition, String place) {
            return List.of();
        }
    }

    RuleWorld() {
        site.run(
                "create table granted (place bigint generated always as identity, person uuid, offer int, firing uuid)");
        site.run(
                "create table sent (place bigint generated always as identity, person uuid, key text, name text, data text)");
        site.run("create table member (person uuid primary key)");
        var directory = new RuleDirectory(store, site.news());
        rules = new Rules(site.database(), store, directory, new Everything());
    }

    int id() {
        return site.bakery().id();
    }

    @CanIgnoreReturnValue
    Engine engine() {
        return engine(RuleWorld::grant);
    }

    /** A node's rules. */
    @CanIgnoreReturnValue
    Engine engine(OfferAction offers) {
        Conditions odd = (transaction, questions) -> Future.succeededFuture(questions.stream()
                .map(each -> each.person().getLeastSignificantBits() % 2 != 0)
                .toList());
        AudienceMembers members = (transaction, site, audience, after, limit) -> transaction
                .preparedQuery(
                        "select person from member where $1::uuid is null or person > $1 order by person limit $2")
                .execute(Tuple.of(after, limit))
                .map(rows -> {
                    var persons = new ArrayList<UUID>();
                    rows.forEach(row -> persons.add(row.getUUID(0)));
                    return persons;
                });
        var parts = new Engine.Parts(odd, members, offers, RuleWorld::send, new Flood());
        var engine = new Engine(site.vertx(), nodes, site.news(), site.sites(), parts, now::get);
        engine.start().await();
        engines.add(engine);
        return engine;
    }

    static Future<Optional<String>> grant(
            SqlConnection transaction, int site, UUID person, int offer, UUID firing, JsonObject data, Instant now) {
        return transaction
                .preparedQuery("insert into granted (person, offer, firing) values ($1, $2, $3)")
                .execute(Tuple.of(person, offer, firing))
                .map(Optional.empty());
    }

    private static Future<Void> send(SqlConnection transaction, List<SendAction.Sending> sendings) {
        Future<Void> all = Future.succeededFuture();
        for (SendAction.Sending each : sendings) {
            all = all.compose(before -> transaction
                    .preparedQuery("insert into sent (person, key, name, data) values ($1, $2, $3, $4)")
                    .execute(Tuple.of(
                            each.person(), each.key(), each.name(), each.data().encode()))
                    .mapEmpty());
        }
        return all;
    }

    /** Hands occasions to a node's rules, as its worker would. */
    @CanIgnoreReturnValue
    Occasions work(OccasionConsumer consumer) {
        var worker = new Occasions(site.vertx(), nodes, new Flood(), List.of(consumer));
        workers.add(worker);
        worker.start();
        return worker;
    }

    /** A rule that is on. */
    @CanIgnoreReturnValue
    StoredRule on(String json) {
        return set(rule(json), RuleState.ON, Set.of());
    }

    StoredRule rule(String json) {
        var definition = (Value.Fields) ValueJson.read(new JsonObject(json.replace('\'', '"')).encode());
        return done(rules.create(site.bakery(), definition, "ada").await());
    }

    @CanIgnoreReturnValue
    StoredRule set(StoredRule rule, RuleState state, Set<UUID> testers) {
        StoredRule changed =
                done(rules.setState(site.bakery(), rule, state, testers, "ada").await());
        engines.forEach(engine -> engine.directory().read().await());
        return changed;
    }

    static StoredRule done(Rules.Outcome outcome) {
        if (outcome instanceof Rules.Outcome.Done done) {
            return done.rule();
        }
        throw new AssertionError(outcome);
    }

    @CanIgnoreReturnValue
    UUID happens(UUID person, String name) {
        return happens(person, name, Instant.ofEpochMilli(now.get()));
    }

    @CanIgnoreReturnValue
    UUID happens(UUID person, String name, Instant at) {
        UUID event = site.addEvent(site.bakery(), person, name, at);
        occasion(person, event, null);
        return event;
    }

    void turns(UUID person, int number, Temperature from, Temperature to) {
        site.run(
                """
                insert into transition (site_id, person, number, from_state, to_state, at, cause, model_version)
                values ($1, $2, $3, $4, $5, $6, 'time', 1)
                """,
                id(),
                person,
                number,
                (short) from.ordinal(),
                (short) to.ordinal(),
                Instant.ofEpochMilli(now.get()).atOffset(ZoneOffset.UTC));
        occasion(person, null, number);
    }

    void occasion(UUID person, @Nullable UUID event, @Nullable Integer transition) {
        site.run(
                "insert into occasion (site_id, person, kind, event, transition) values ($1, $2, $3, $4, $5)",
                id(),
                person,
                event == null ? 1 : 0,
                event,
                transition);
    }

    void orders(UUID person, Instant at) {
        site.run(
                "insert into customer_order (site_id, transaction_id, person, placed_at) values ($1, $2, $3, $4)",
                id(),
                UUID.randomUUID().toString(),
                person,
                at.atOffset(ZoneOffset.UTC));
    }

    long ask(String sql, @Nullable Object... parameters) {
        return site.ask(sql, parameters);
    }

    void untilTaken() throws InterruptedException {
        Shop.until("no occasion is left", () -> ask("select count(*) from occasion") == 0);
    }

    void until(String sql, long wanted) throws InterruptedException {
        Shop.until(sql + " is " + wanted, () -> ask(sql) == wanted);
    }

    void stopAll() {
        workers.forEach(Occasions::stop);
        engines.forEach(Engine::stop);
    }

    @Override
    public void close() {
        stopAll();
        site.close();
    }
}
