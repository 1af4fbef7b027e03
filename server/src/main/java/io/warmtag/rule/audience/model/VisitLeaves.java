package io.warmtag.rule.audience.model;

import io.warmtag.catalog.Value;
import io.warmtag.rule.audience.model.Condition.HasConsent;
import io.warmtag.rule.audience.model.Condition.Measure;
import io.warmtag.rule.audience.model.Condition.Reach;
import io.warmtag.rule.audience.model.Condition.Visits;
import io.warmtag.rule.audience.model.Condition.Which;
import io.warmtag.rule.audience.model.Series.Measured;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of the pages, campaigns and devices he came with, and of his consent. */
final class VisitLeaves {
    /** Stand in the context itself; all other fields stand in its {@code campaign}. */
    static final Set<String> OF_CONTEXT = Set.of("url", "referrer", "title", "language", "device", "system", "browser");

    private VisitLeaves() {}

    static Leaf of(Visits condition, Facts facts) {
        if (condition.which() == Which.ANY) {
            return any(condition, facts);
        }
        FactEvent chosen = null;
        for (FactEvent event : facts.events()) {
            if (field(event, condition.test().path()) != null
                    && (chosen == null || isBetter(condition, event, chosen))) {
                chosen = event;
            }
        }
        String found = chosen == null ? null : field(chosen, condition.test().path());
        return constant(found != null && condition.test().passesText(found), found);
    }

    private static Leaf any(Visits condition, Facts facts) {
        var series = new Series();
        String last = null;
        for (FactEvent event : facts.events()) {
            String found = field(event, condition.test().path());
            if (found != null && condition.test().passesText(found)) {
                series.add(event.time(), 1);
                last = found;
            }
        }
        String found = last;
        var measured = new Measured(series, Measure.COUNT, HistoryLeaves.window(condition.minutes()), Range.SOME);
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
                return found;
            }
        };
    }

    /** By when it happened, then by when it came in: its place among the facts. */
    private static boolean isBetter(Visits condition, FactEvent event, FactEvent chosen) {
        return condition.which() == Which.FIRST ? event.time() < chosen.time() : event.time() >= chosen.time();
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
        FactEvent chosen = null;
        for (FactEvent event : facts.events()) {
            if (said(event, condition.purpose()) != null && (chosen == null || event.time() >= chosen.time())) {
                chosen = event;
            }
        }
        String said = chosen == null ? null : said(chosen, condition.purpose());
        boolean granted = said == null ? !facts.asksConsent() : said.equals("granted");
        return constant(granted == condition.granted(), said);
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

    private static @Nullable String said(FactEvent event, String purpose) {
        return !event.comesFromShop()
                        && event.context() instanceof Value.Fields context
                        && context.get("consent").orElse(Value.NOTHING) instanceof Value.Fields consent
                ? consent.text(purpose).orElse(null)
                : null;
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
