package io.warmtag.rule.audience.model;

import io.warmtag.catalog.Value;
import io.warmtag.event.Answer;
import io.warmtag.rule.audience.model.Condition.HasConsent;
import io.warmtag.rule.audience.model.Condition.Measure;
import io.warmtag.rule.audience.model.Condition.Reach;
import io.warmtag.rule.audience.model.Condition.Visits;
import io.warmtag.rule.audience.model.Condition.Which;
import io.warmtag.rule.audience.model.Series.Measured;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is known of the pages, campaigns and devices he came with, and of his consent. */
final class VisitLeaves {
    /** Where the visitor was, by its two letters. */
    static final String COUNTRY = "country";

    /** Stand in the context itself; all other fields stand in its {@code campaign}. */
    static final Set<String> OF_CONTEXT =
            Set.of("url", "referrer", "title", "language", "device", "system", "browser", COUNTRY);

    private VisitLeaves() {}

    /** Where a field stands in the context. */
    static String path(String field) {
        return OF_CONTEXT.contains(field) ? field : "campaign." + field;
    }

    static Leaf of(Visits condition, Facts facts) {
        if (condition.which() == Which.ANY) {
            return any(condition, facts);
        }
        // By when it happened, then by when it came in: its place among the facts.
        BiPredicate<FactEvent, FactEvent> isBetter = condition.which() == Which.FIRST
                ? (event, chosen) -> event.time() < chosen.time()
                : (event, chosen) -> event.time() >= chosen.time();
        String found = facts.life()
                .found(
                        condition,
                        () -> Sayings.of(
                                facts.life().events(),
                                event -> field(event, condition.test().path()),
                                isBetter))
                .before(facts.known());
        return constant(found != null && condition.test().passesText(found), found);
    }

    private static Leaf any(Visits condition, Facts facts) {
        Passing all = facts.life().found(condition, () -> passing(condition, facts.life()));
        int known = facts.known();
        var measured = new Measured(
                all.series.before(known), Measure.COUNT, HistoryLeaves.window(condition.minutes()), Range.SOME);
        return new Leaf() {
            @Override
            public boolean holds(long now) {
                return measured.holds(now);
            }

            @Override
            public long next(long now) {
                return measured.next(now);
            }

            @Override
            public @Nullable String text(long now) {
                return all.last.before(known);
            }
        };
    }

    /** Those that pass. */
    private record Passing(Series series, Sayings<String> last) {}

    private static Passing passing(Visits condition, Life life) {
        Function<FactEvent, @Nullable String> passed = event -> {
            String found = field(event, condition.test().path());
            return found != null && condition.test().passesText(found) ? found : null;
        };
        var series = new Series();
        List<FactEvent> events = life.events();
        for (int i = 0; i < events.size(); i++) {
            if (passed.apply(events.get(i)) != null) {
                series.add(events.get(i).time(), 1, i);
            }
        }
        return new Passing(series, Sayings.of(events, passed, (event, chosen) -> true));
    }

    private static @Nullable String field(FactEvent event, String name) {
        if (event.comesFromShop() || !(event.context() instanceof Value.Fields context)) {
            return null;
        }
        Value place =
                OF_CONTEXT.contains(name) ? context : context.get("campaign").orElse(Value.NOTHING);
        return place instanceof Value.Fields fields ? fields.text(name).orElse(null) : null;
    }

    static Leaf of(HasConsent condition, Facts facts) {
        Life life = facts.life();
        Answer answer =
                life.found(condition, () -> life.answers(condition.purpose())).before(facts.known());
        boolean granted = (answer == null ? Answer.NOTHING : answer).grants(facts.asksConsent());
        return constant(granted == condition.granted(), answer == null ? null : answer.said());
    }

    /** From the first time that he told it on. */
    static Leaf of(Reach condition, Facts facts) {
        List<Long> since =
                condition.by().stream().map(facts::reachableSince).sorted().toList();
        return new Leaf() {
            @Override
            public boolean holds(long now) {
                return since.stream().anyMatch(at -> at <= now);
            }

            @Override
            public long next(long now) {
                return since.stream().filter(at -> at > now).findFirst().orElse(Evaluator.NEVER);
            }
        };
    }

    private static Leaf constant(boolean holds, @Nullable String found) {
        return new Leaf() {
            @Override
            public boolean holds(long now) {
                return holds;
            }

            @Override
            public long next(long now) {
                return Evaluator.NEVER;
            }

            @Override
            public @Nullable String text(long now) {
                return found;
            }
        };
    }
}
