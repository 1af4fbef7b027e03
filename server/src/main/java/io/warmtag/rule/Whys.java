package io.warmtag.rule;

import io.vertx.core.Future;
import io.warmtag.rule.Why.Check;
import io.warmtag.rule.Why.Verdict;
import io.warmtag.rule.WhyStore.Known;
import io.warmtag.rule.audience.model.Condition;
import io.warmtag.rule.audience.model.ConditionReader;
import io.warmtag.rule.audience.model.Finding;
import io.warmtag.rule.model.Frequency;
import io.warmtag.rule.model.Limits;
import io.warmtag.rule.model.Limits.Often;
import io.warmtag.rule.model.Rule;
import io.warmtag.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Explains what a rule did for a person, or why it did nothing. */
public final class Whys {
    private static final Duration DAY = Duration.ofDays(1);

    private final WhyStore store;
    private final AudiencePreview conditions;
    private final FiringLog log;
    private final LongSupplier clock;

    /** @param clock ms */
    public Whys(WhyStore store, AudiencePreview conditions, FiringLog log, LongSupplier clock) {
        this.store = store;
        this.conditions = conditions;
        this.log = log;
        this.clock = clock;
    }

    public Future<Why> of(Site site, StoredRule rule, UUID visitor) {
        Instant now = Instant.ofEpochMilli(clock.getAsLong());
        Future<Optional<Finding>> condition = condition(site, rule.rule(), visitor);
        Future<Known> known = store.of(site, rule, visitor, now);
        Future<List<FiringLog.Firing>> past = log.of(site, rule.id(), visitor);
        return Future.all(condition, known, past)
                .map(all -> new Why(
                        checks(rule, visitor, known.result(), condition.result(), now),
                        condition.result().orElse(null),
                        past.result()));
    }

    private Future<Optional<Finding>> condition(Site site, Rule rule, UUID visitor) {
        Optional<Condition> read = rule.condition() == null
                ? Optional.empty()
                : ConditionReader.read(rule.condition(), "if", new ArrayList<>());
        return read.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : conditions.explain(site.id(), read.get(), visitor).map(Optional::of);
    }

    private static List<Check> checks(
            StoredRule rule, UUID visitor, Known known, Optional<Finding> condition, Instant now) {
        List<Check> checks = new ArrayList<>();
        checks.add(state(rule, visitor));
        checks.addAll(known.occasion());
        condition.ifPresent(found -> checks.add(check("condition", found.holds())));
        limits(checks, rule.rule().limits(), known, now);
        if (rule.rule().purpose() != null) {
            checks.add(check("consent", known.consents()));
        }
        if (known.heldOut() != null) {
            checks.add(new Check(known.heldOut() ? "held_out" : "treated", verdict(!known.heldOut()), Map.of()));
        } else {
            checks.add(new Check(
                    "not_drawn", Verdict.OPEN, Map.of("percent", rule.rule().holdout())));
        }
        return checks;
    }

    private static Check state(StoredRule rule, UUID visitor) {
        if (rule.isTest()) {
            return check("tester", rule.isFor(visitor));
        }
        return new Check("state." + rule.state().word(), verdict(rule.state().acts()), Map.of("at", rule.changedAt()));
    }

    private static void limits(List<Check> checks, Limits limits, Known known, Instant now) {
        Often person = limits.perPerson();
        if (person != null) {
            Instant since = now.minus(Duration.ofDays(person.days()));
            List<Instant> counted =
                    known.counted().stream().filter(at -> at.isAfter(since)).toList();
            checks.add(new Check(
                    counted.size() < person.times() ? "person.yes" : "person.no",
                    verdict(counted.size() < person.times()),
                    Map.of("count", counted.size(), "times", person.times(), "days", person.days())));
        }
        overall(checks, limits, known);
        if (limits.start() != null && now.isBefore(limits.start())) {
            checks.add(new Check("not_begun", Verdict.NO, Map.of("at", limits.start())));
        }
        if (limits.end() != null && !now.isBefore(limits.end())) {
            checks.add(new Check("over", Verdict.NO, Map.of("at", limits.end())));
        }
        if (limits.quiet() != null) {
            Instant allowed = limits.quiet().after(now, known.zone());
            if (allowed.isAfter(now)) {
                checks.add(new Check("quiet", Verdict.OPEN, Map.of("at", allowed)));
            }
        }
        if (limits.together()) {
            together(checks, known.frequency(), known.sent(), now);
        }
    }

    private static void overall(List<Check> checks, Limits limits, Known known) {
        Often overall = limits.overall();
        if (overall != null) {
            boolean left = known.fired().since() < overall.times();
            checks.add(new Check(
                    left ? "overall.yes" : "overall.no",
                    verdict(left),
                    Map.of("count", known.fired().since(), "times", overall.times(), "days", overall.days())));
        }
        Integer budget = limits.budget();
        if (budget != null) {
            boolean left = known.fired().ever() < budget;
            checks.add(new Check(
                    left ? "budget.yes" : "budget.no",
                    verdict(left),
                    Map.of("count", known.fired().ever(), "times", budget)));
        }
    }

    private static void together(List<Check> checks, Frequency frequency, List<Instant> sent, Instant now) {
        together(checks, "together.day", frequency.perDay(), sent, now.minus(DAY));
        together(checks, "together.week", frequency.perWeek(), sent, now.minus(Frequency.LOOKS_BACK));
    }

    private static void together(
            List<Check> checks, String code, @Nullable Integer most, List<Instant> sent, Instant since) {
        if (most != null) {
            long count = sent.stream().filter(at -> at.isAfter(since)).count();
            checks.add(new Check(
                    code + (count < most ? ".yes" : ".no"),
                    verdict(count < most),
                    Map.of("count", count, "times", most)));
        }
    }

    private static Check check(String code, boolean yes) {
        return new Check(code + (yes ? ".yes" : ".no"), verdict(yes), Map.of());
    }

    private static Verdict verdict(boolean yes) {
        return yes ? Verdict.YES : Verdict.NO;
    }
}
