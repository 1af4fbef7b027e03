package io.warmtag.visitor;

import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Promise;
import io.warmtag.cluster.HazelcastCluster;
import io.warmtag.config.Cluster;
import io.warmtag.db.Leadership;
import io.warmtag.event.Interest;
import io.warmtag.testkit.TestSite;
import io.warmtag.visitor.model.Explanation;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Persons in a memory grid and a database of their own, with a clock that the test sets. */
final class TestPersons implements AutoCloseable {
    private final TestSite world = new TestSite();
    private final AtomicLong now = new AtomicLong(System.currentTimeMillis());
    private final HazelcastInstance member =
            HazelcastCluster.start(0, new Cluster.Alone(), List.of(Persons.mapConfig()), Persons.serializers());
    private final Histories histories = new Histories();
    private final Persons persons =
            new Persons(world.vertx(), member, world.database(), histories, Interest.NONE, now::get);
    private final Leadership leadership = new Leadership(world.vertx(), world.database());

    TestPersons() {
        leadership.start();
        new ModelSettingsStore(world.database(), world.news(), histories)
                .start()
                .await();
        HazelcastCluster.takePart(member);
    }

    TestSite world() {
        return world;
    }

    HazelcastInstance member() {
        return member;
    }

    Persons persons() {
        return persons;
    }

    Leadership leadership() {
        return leadership;
    }

    Instant now() {
        return Instant.ofEpochMilli(now.get());
    }

    long clock() {
        return now.get();
    }

    void setNow(Instant instant) {
        now.set(instant.toEpochMilli());
    }

    /** Brings what is stored of a person into his state and his row. */
    void fold(UUID person) {
        Promise<Void> done = Promise.promise();
        persons.refold(new PersonKey(world.bakery().id(), person), done::complete);
        done.future().await();
    }

    Explanation explain(UUID person) {
        return persons.explain(world.bakery().id(), person).await().orElseThrow();
    }

    /** What a question of one row and one column says. */
    long ask(String sql, Object... parameters) {
        return world.ask(sql, parameters);
    }

    @Override
    public void close() {
        world.close();
        member.shutdown();
    }
}
