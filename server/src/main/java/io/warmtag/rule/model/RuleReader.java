package io.warmtag.rule.model;

import io.warmtag.catalog.FieldReader;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.rule.model.Limits.Often;
import io.warmtag.rule.model.Limits.Quiet;
import io.warmtag.rule.model.Rule.Exit;
import io.warmtag.rule.model.When.Changes.Deed;
import io.warmtag.visitor.model.Temperature;
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
    static final int MOST_TESTS = 10;
    static final int MOST_NAME = 100;
    /** A year. */
    static final int MOST_MINUTES = 366 * 1_440;

    private static final int MOST_TEXT = 300;
    private static final int MOST_DAYS = 366;
    private static final int MOST_TIMES = 1_000_000;

    private final FieldReader in;
    private final List<Problem> problems;

    private RuleReader(FieldReader in) {
        this.in = in;
        this.problems = in.problems();
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
        require(!name.isEmpty() && name.length() <= MOST_NAME, "name", "problem.rule.name");
        FieldReader when = in.object("when").orElseGet(() -> {
            require(false, "when", "problem.rule.when");
            return new FieldReader(Value.Fields.NONE);
        });
        When what = when(when);
        Delay delay = delay(when, what);
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

    private When when(FieldReader when) {
        String kind = when.text("kind", "");
        switch (kind) {
            case "event" -> {
                String event = eventName(when, "event");
                return new When.Happens(event, tests(when));
            }
            case "temperature" -> {
                var turns = new When.Turns(temperature(when, "from"), temperature(when, "to"));
                require(turns.from() == null || turns.from() != turns.to(), when.place("to"), "problem.rule.turns");
                return turns;
            }
            case "audience" -> {
                String change = when.text("change", "entered");
                require(change.equals("entered") || change.equals("left"), when.place("change"), "problem.rule.change");
                return new When.Moves(number(when, "audience", "problem.rule.audience"), change.equals("entered"));
            }
            case "once" -> {
                return new When.Once(
                        number(when, "audience", "problem.rule.audience"),
                        when.instant("at").orElse(null));
            }
            case "price_drop", "back_in_stock", "new_product" -> {
                return changes(when, When.Changes.What.valueOf(kind.toUpperCase(Locale.ROOT)));
            }
            default -> {
                require(false, when.place("kind"), "problem.rule.kind");
                return new When.Turns(null, null);
            }
        }
    }

    private When changes(FieldReader when, When.Changes.What what) {
        Deed deed = when.choice("did", Deed.values(), Deed::code, Deed.VIEWED);
        boolean bought = deed == Deed.BOUGHT && what != When.Changes.What.NEW_PRODUCT;
        require(!bought, when.place("did"), "problem.rule.did");
        int days = when.whole("days").orElse(0);
        require(days >= 1 && days <= MOST_DAYS, when.place("days"), "problem.rule.days");
        int percent = 0;
        if (what == When.Changes.What.PRICE_DROP) {
            percent = when.whole("percent").orElse(1);
            require(percent >= 1 && percent <= 99, when.place("percent"), "problem.rule.percent");
        }
        String category = when.text("category", "").trim();
        require(category.length() <= MOST_NAME, when.place("category"), "problem.rule.value");
        return new When.Changes(what, deed, days, percent, category);
    }

    private Delay delay(FieldReader when, When what) {
        int minutes = when.whole("after").orElse(0);
        require(minutes >= 0 && minutes <= MOST_MINUTES, when.place("after"), "problem.rule.minutes");
        require(minutes == 0 || !(what instanceof When.Once), when.place("after"), "problem.rule.once_after");
        Optional<FieldReader> unless = when.object("unless");
        boolean order = false;
        List<String> events = List.of();
        if (unless.isPresent()) {
            order = unless.get().flag("order");
            events = unless.get().texts("events");
            unless.get().refuseOthers();
            String field = unless.get().place("events");
            require(events.size() <= MOST_TESTS, field, "problem.rule.many");
            events.forEach(name -> require(isName(name), field, "problem.rule.event"));
            require(minutes > 0 || (!order && events.isEmpty()), when.place("unless"), "problem.rule.unless");
        }
        return new Delay(minutes, order, events);
    }

    private List<DataTest> tests(FieldReader when) {
        var tests = new ArrayList<DataTest>();
        List<FieldReader> objects = when.objects("where");
        require(objects.size() <= MOST_TESTS, when.place("where"), "problem.rule.many");
        for (FieldReader test : objects) {
            String path = test.text("path", "").trim();
            require(!path.isEmpty() && path.length() <= MOST_TEXT, test.place("path"), "problem.rule.path");
            DataTest.Op op = test.choice("op", DataTest.Op.values(), DataTest.Op::code, DataTest.Op.IS);
            String value = test.text("value", "");
            require(value.length() <= MOST_TEXT, test.place("value"), "problem.rule.value");
            require(
                    !op.comparesNumbers() || !Double.isNaN(DataTest.number(value)),
                    test.place("value"),
                    "problem.field.number");
            test.refuseOthers();
            tests.add(new DataTest(path, op, value));
        }
        return tests;
    }

    private List<Step> steps() {
        var steps = new ArrayList<Step>();
        List<FieldReader> objects = in.objects("steps");
        require(objects.size() <= MOST_STEPS, "steps", "problem.rule.steps");
        for (FieldReader step : objects) {
            step(step).ifPresent(steps::add);
            step.refuseOthers();
        }
        if (!steps.isEmpty() && steps.get(steps.size() - 1) instanceof Step.Wait) {
            require(false, "steps", "problem.rule.last_wait");
        }
        return steps;
    }

    private Optional<Step> step(FieldReader step) {
        switch (step.text("kind", "")) {
            case "wait" -> {
                int minutes = step.whole("minutes").orElse(0);
                require(minutes >= 1 && minutes <= MOST_MINUTES, step.place("minutes"), "problem.rule.wait");
                return Optional.of(new Step.Wait(minutes));
            }
            case "offer" -> {
                return Optional.of(new Step.Offer(number(step, "offer", "problem.rule.offer")));
            }
            case "send" -> {
                int destination = number(step, "destination", "problem.rule.destination");
                return Optional.of(new Step.Send(destination, eventName(step, "event")));
            }
            default -> {
                require(false, step.place("kind"), "problem.rule.step");
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
        require(start == null || end == null || start.isBefore(end), limits.place("end"), "problem.rule.end");
        limits.refuseOthers();
        return new Limits(person, overall, quiet, start, end);
    }

    private Often often(FieldReader often) {
        int times = often.whole("times").orElse(0);
        int days = often.whole("days").orElse(0);
        require(times >= 1 && times <= MOST_TIMES, often.place("times"), "problem.rule.times");
        require(days >= 1 && days <= MOST_DAYS, often.place("days"), "problem.rule.days");
        often.refuseOthers();
        return new Often(times, days);
    }

    private Optional<Quiet> quiet(FieldReader quiet) {
        Optional<LocalTime> from = time(quiet, "from");
        Optional<LocalTime> to = time(quiet, "to");
        quiet.refuseOthers();
        require(from.isEmpty() || !from.equals(to), quiet.place("to"), "problem.rule.quiet");
        return from.flatMap(begin -> to.map(end -> new Quiet(begin, end)));
    }

    private Optional<LocalTime> time(FieldReader quiet, String name) {
        try {
            return Optional.of(LocalTime.parse(quiet.text(name, "")));
        } catch (DateTimeException e) {
            require(false, quiet.place(name), "problem.rule.time");
            return Optional.empty();
        }
    }

    private int holdout() {
        int holdout = in.whole("holdout").orElse(Rule.USUAL_HOLDOUT);
        require(holdout >= 0 && holdout <= 50, "holdout", "problem.rule.holdout");
        return holdout;
    }

    private @Nullable String purpose() {
        String purpose = in.text("purpose", "");
        require(purpose.isEmpty() || Rule.PURPOSES.contains(purpose), "purpose", "problem.rule.purpose");
        return purpose.isEmpty() ? null : purpose;
    }

    private @Nullable Temperature temperature(FieldReader when, String name) {
        String word = when.text(name, "");
        for (Temperature each : Temperature.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
                return each;
            }
        }
        require(word.isEmpty(), when.place(name), "problem.rule.temperature");
        return null;
    }

    private String eventName(FieldReader reader, String field) {
        String name = reader.text(field, "").trim();
        require(isName(name), reader.place(field), "problem.rule.event");
        return name;
    }

    private static boolean isName(String name) {
        return !name.isBlank() && name.length() <= MOST_NAME;
    }

    private int number(FieldReader reader, String field, String problem) {
        int number = reader.whole(field).orElse(0);
        require(number > 0, reader.place(field), problem);
        return number;
    }

    private void require(boolean holds, String field, String problem) {
        if (!holds && problems.stream().noneMatch(known -> known.field().equals(field))) {
            problems.add(Problem.of(field, problem));
        }
    }
}
