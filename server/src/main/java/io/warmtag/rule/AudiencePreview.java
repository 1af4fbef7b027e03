package io.warmtag.rule;

import io.vertx.core.Future;
import io.warmtag.db.Database;
import io.warmtag.rule.audience.model.Condition;
import io.warmtag.rule.audience.model.Evaluator;
import io.warmtag.rule.audience.model.Facts;
import io.warmtag.rule.audience.model.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;

/** Tries a condition on the {@value #MOST} persons who were seen last, while somebody is still writing it. */
public final class AudiencePreview {
    public static final int MOST = 500;
    private static final int SAMPLE = 8;

    private final Database database;
    private final AudienceStore store;
    private final AudienceDirectory directory;
    private final AudienceNeeds needs;
    private final FactsStore facts;
    private final LongSupplier clock;

    /**
     * What came of it.
     *
     * @param tried how many persons
     * @param matched of how many of them it is true
     * @param persons how many the site has: everybody was tried when it is not more than {@code tried}
     * @param sample some of those that matched, who was seen last first
     */
    public record Tried(int tried, int matched, long persons, List<UUID> sample) {}

    /** @param clock ms */
    public AudiencePreview(
            Database database,
            AudienceStore store,
            AudienceDirectory directory,
            AudienceNeeds needs,
            FactsStore facts,
            LongSupplier clock) {
        this.database = database;
        this.store = store;
        this.directory = directory;
        this.needs = needs;
        this.facts = facts;
        this.clock = clock;
    }

    public Future<Tried> count(int site, Condition condition) {
        Instant now = Instant.ofEpochMilli(clock.getAsLong());
        Evaluator evaluator = directory.evaluator(site);
        return store.newest(site, MOST)
                .compose(persons -> database.onOneConnection(connection ->
                                facts.load(connection, site, persons, now, needs.of(site, List.of(condition))))
                        .compose(known -> store.persons(site).map(all -> {
                            var matching = new ArrayList<UUID>();
                            for (UUID person : persons) {
                                Facts of = known.get(person);
                                if (of != null && evaluator.holds(condition, of, now.toEpochMilli())) {
                                    matching.add(person);
                                }
                            }
                            return new Tried(
                                    persons.size(),
                                    matching.size(),
                                    Math.max(all, persons.size()),
                                    matching.subList(0, Math.min(SAMPLE, matching.size())));
                        })));
    }

    /** Why somebody fulfils a condition or doesn't. */
    public Future<Finding> explain(int site, Condition condition, UUID person) {
        Instant now = Instant.ofEpochMilli(clock.getAsLong());
        List<UUID> one = Collections.singletonList(person);
        return database.onOneConnection(
                        connection -> facts.load(connection, site, one, now, needs.of(site, List.of(condition))))
                .map(known -> directory
                        .evaluator(site)
                        .test(condition, known.values().iterator().next(), now));
    }
}
