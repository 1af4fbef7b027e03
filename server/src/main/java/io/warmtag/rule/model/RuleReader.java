package io.warmtag.rule.model;

import io.warmtag.catalog.FieldReader;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.rule.model.Limits.Often;
import io.warmtag.rule.model.Limits.Quiet;
import io.warmtag.rule.model.Rule.Exit;
import io.warmtag.text.Storable;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads rules from JSON; what is wrong with them is said by field path, with the remedy. */
public final class RuleReader {
    static final int MOST_STEPS = 10;
    static final int MOST_NAME = 100;
    /** A year. */
    static final int MOST_MINUTES = 366 * 1_440;

    private static final int MOST_DAYS = 366;
    private static final int MOST_TIMES = 1_000_000;
    private static final int MOST_BUDGET = 100_000_000;

    private final FieldReader in;
    private final Demands demands;

    private RuleReader(FieldReader in) {
        this.in = in;
        this.demands = new Demands(in.problems());
    }

    /** @param problems where they are noted; the rule is of use only when there are none */
    public static Rule read(Value.Fields json, List<Problem> problems) {
        var in = new FieldReader(json, "", problems);
        Rule rule = new RuleReader(in).rule();
        in.refuseOthers();
        return rule;
    }

    private Rule rule() {
        String name = in.text("name", "").trim();
        demands.require(
                !name.isEmpty() && name.length() <= MOST_NAME && Storable.isLine(name), "name", "problem.rule.name");
        FieldReader when = in.object("when").orElseGet(() -> {
            demands.require(false, "when", "problem.rule.when");
            return new FieldReader(Value.Fields.NONE);
        });
        var reader = new WhenReader(when);
        When what = reader.when();
        Delay delay = reader.delay(what);
        when.refuseOthers();
        Value.@Nullable Fields condition =
                in.value("if").isEmpty() ? null : in.fields("if").fields().isEmpty() ? null : in.fields("if");
        return new Rule(
                name,
                what,
                delay,
                condition,
                steps(),
                in.object("limits").map(this::limits).orElse(Limits.NONE),
                holdout(),
                in.choice("exit", Exit.values(), exit -> exit.name().toLowerCase(Locale.ROOT), Exit.ORDER),
                purpose());
    }

    private List<Step> steps() {
        var steps = new ArrayList<Step>();
        List<FieldReader> objects = in.objects("steps");
        demands.require(objects.size() <= MOST_STEPS, "steps", "problem.rule.steps");
        for (FieldReader step : objects) {
            step(step).ifPresent(steps::add);
            step.refuseOthers();
        }
        if (!steps.isEmpty() && steps.get(steps.size() - 1) instanceof Step.Wait) {
            demands.require(false, "steps", "problem.rule.last_wait");
        }
        return steps;
    }

    private Optional<Step> step(FieldReader step) {
        switch (step.text("kind", "")) {
            case "wait" -> {
                int minutes = step.whole("minutes").orElse(0);
                demands.require(minutes >= 1 && minutes <= MOST_MINUTES, step.place("minutes"), "problem.rule.wait");
                return Optional.of(new Step.Wait(minutes));
            }
            case "offer" -> {
                return Optional.of(new Step.Offer(demands.number(step, "offer", "problem.rule.offer")));
            }
            case "send" -> {
                int destination = demands.number(step, "destination", "problem.rule.destination");
                return Optional.of(new Step.Send(destination, demands.eventName(step, "event")));
            }
            default -> {
                demands.require(false, step.place("kind"), "problem.rule.step");
                return Optional.empty();
            }
        }
    }

    private Limits limits(FieldReader limits) {
        Often person = limits.object("per_person").map(this::often).orElse(null);
        Often overall = limits.object("overall").map(this::often).orElse(null);
        Quiet quiet = limits.object("quiet").flatMap(this::quiet).orElse(null);
        var start = limits.instant("start").orElse(null);
        var end = limits.instant("end").orElse(null);
        demands.require(start == null || end == null || start.isBefore(end), limits.place("end"), "problem.rule.end");
        Integer budget = limits.whole("budget").orElse(null);
        demands.require(
                budget == null || (budget >= 1 && budget <= MOST_BUDGET),
                limits.place("budget"),
                "problem.rule.budget");
        boolean together = limits.value("together").isEmpty() || limits.flag("together");
        limits.refuseOthers();
        return new Limits(person, overall, quiet, start, end, budget, together);
    }

    private Often often(FieldReader often) {
        int times = often.whole("times").orElse(0);
        int days = often.whole("days").orElse(0);
        demands.require(times >= 1 && times <= MOST_TIMES, often.place("times"), "problem.rule.times");
        demands.require(days >= 1 && days <= MOST_DAYS, often.place("days"), "problem.rule.days");
        often.refuseOthers();
        return new Often(times, days);
    }

    private Optional<Quiet> quiet(FieldReader quiet) {
        Optional<LocalTime> from = time(quiet, "from");
        Optional<LocalTime> to = time(quiet, "to");
        quiet.refuseOthers();
        demands.require(from.isEmpty() || !from.equals(to), quiet.place("to"), "problem.rule.quiet");
        return from.flatMap(begin -> to.map(end -> new Quiet(begin, end)));
    }

    private Optional<LocalTime> time(FieldReader quiet, String name) {
        try {
            return Optional.of(LocalTime.parse(quiet.text(name, "")));
        } catch (DateTimeException e) {
            demands.require(false, quiet.place(name), "problem.rule.time");
            return Optional.empty();
        }
    }

    private int holdout() {
        int holdout = in.whole("holdout").orElse(Rule.USUAL_HOLDOUT);
        demands.require(holdout >= 0 && holdout <= 50, "holdout", "problem.rule.holdout");
        return holdout;
    }

    private @Nullable String purpose() {
        String purpose = in.text("purpose", "");
        demands.require(purpose.isEmpty() || Rule.PURPOSES.contains(purpose), "purpose", "problem.rule.purpose");
        return purpose.isEmpty() ? null : purpose;
    }
}
