package io.warmtag.rule;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.db.Leadership;
import io.warmtag.event.Event;
import io.warmtag.event.Mark;
import io.warmtag.occasion.Flood;
import io.warmtag.occasion.Occasion;
import io.warmtag.testkit.TestSite;
import io.warmtag.visitor.Histories;
import io.warmtag.visitor.ModelSettingsStore;
import io.warmtag.visitor.model.Temperature;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Audiences over a database of their own, with a clock that the test sets. */
final class TestAudiences implements AutoCloseable {
    static final UUID ADA = new UUID(1, 1);
    static final UUID BEN = new UUID(2, 2);

    final TestSite world = new TestSite();
    final int site = world.bakery().id();
    final AtomicLong now = new AtomicLong(System.currentTimeMillis() / 1_000 * 1_000);
    final List<MembershipChange> told = new ArrayList<>();
    final ModelSettingsStore models = new ModelSettingsStore(world.database(), world.news(), new Histories());
    final AudienceStore store = new AudienceStore(world.database());
    final AudienceDirectory directory = new AudienceDirectory(store, world.news());
    final AudienceNeeds needs = new AudienceNeeds(directory, models);
    final FactsStore facts = new FactsStore(models);
    final AudienceEditor editor = new AudienceEditor(world.database(), store, directory, models);
    final Audiences audiences = new Audiences(directory, needs, facts, now::get);
    final AudienceChecks checks = new AudienceChecks(world.vertx(), world.database(), audiences, new Flood(), now::get);
    final AudienceFill fill = new AudienceFill(
            world.database(),
            new Leadership(world.vertx(), world.database()),
            directory,
            needs,
            facts,
            models,
            now::get);
    private long numbers;

    TestAudiences() {
        models.start().await();
        directory.start().await();
        audiences.tell((transaction, changes) -> {
            told.addAll(changes);
            return Future.succeededFuture();
        });
    }

    Instant in(Duration later) {
        return Instant.ofEpochMilli(now.get()).plus(later);
    }

    void pass(Duration time) {
        now.addAndGet(time.toMillis());
    }

    static AudienceDraft draft(String name, String condition) {
        var problems = new ArrayList<Problem>();
        Value.Fields json = Value.Fields.NONE
                .with("name", Value.of(name))
                .with("condition", ValueJson.read(condition.replace('\'', '"')));
        return AudienceDraft.read(json, problems).orElseThrow(() -> new AssertionError(problems));
    }

    @CanIgnoreReturnValue
    AudienceEditor.Outcome save(String name, String condition) {
        return editor.create(site, draft(name, condition), "ada@example.com").await();
    }

    /** Makes an audience and weighs everybody by it. */
    @CanIgnoreReturnValue
    int audience(String name, String condition) {
        int id = ((AudienceEditor.Outcome.Done) save(name, condition)).id();
        fill.run(() -> false).await();
        return id;
    }

    /** Stores an event that happens now; its occasion is to be taken. */
    @CanIgnoreReturnValue
    Occasion event(UUID person, String name) {
        return eventAt(person, name, Instant.ofEpochMilli(now.get()));
    }

    Occasion eventAt(UUID person, String name, Instant at) {
        UUID id = world.addEvent(world.bakery(), person, name, at);
        return occasion(person, id, name, at);
    }

    Occasion occasion(UUID person, UUID id, String name, Instant at) {
        var event = new Event(id, person, name, at, at, Mark.PERSON, List.of(), new JsonObject(), new JsonObject());
        return new Occasion.Happened(++numbers, site, person, event);
    }

    /** The node says that all that came in until now is stored. */
    void mark() {
        world.run("""
                insert into node (id, applied_until) values (gen_random_uuid(), $1)""", Instant.ofEpochMilli(now.get()).atOffset(ZoneOffset.UTC));
        world.run(
                "delete from node where applied_until < $1",
                Instant.ofEpochMilli(now.get()).atOffset(ZoneOffset.UTC));
    }

    void person(UUID person) {
        world.addPerson(world.bakery(), person, Temperature.COLD, Instant.ofEpochMilli(now.get()));
    }

    void take(Occasion... occasions) {
        world.database()
                .inTransaction(transaction -> audiences.take(transaction, List.of(occasions)))
                .await();
    }

    /** Something happens and is taken. */
    void happens(UUID person, String name) {
        take(event(person, name));
    }

    void check() {
        checks.run().await();
    }

    Set<UUID> members(int audience) {
        var members = new HashSet<UUID>();
        store.members(site, audience, io.warmtag.db.Keyset.NEWEST, 500)
                .await()
                .items()
                .forEach(member -> members.add(member.person()));
        return members;
    }

    long counted(int audience) {
        return Objects.requireNonNull(store.sizes(site).await().get(audience)).members();
    }

    /** As {@code +1@audience} and {@code -1@audience} with the number of the person. */
    List<String> told() {
        var said = told.stream()
                .map(change -> (change.entered() ? "+" : "-") + change.person().getLeastSignificantBits() + "@"
                        + change.audience())
                .toList();
        told.clear();
        return said;
    }

    @Override
    public void close() {
        world.close();
    }
}
