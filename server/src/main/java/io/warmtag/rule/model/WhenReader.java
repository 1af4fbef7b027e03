package io.warmtag.rule.model;

import io.warmtag.catalog.FieldReader;
import io.warmtag.rule.model.When.Changes.Deed;
import io.warmtag.text.Numbers;
import io.warmtag.visitor.model.Temperature;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what makes a rule fire from JSON, and how long after that. */
final class WhenReader {
    private static final int MOST_TESTS = 10;
    private static final int MOST_TEXT = 300;
    private static final int MOST_DAYS = 366;
    private static final int MOST_CATEGORY = 100;
    private static final LocalTime MORNING = LocalTime.of(10, 0);

    private final FieldReader when;
    private final Demands demands;

    WhenReader(FieldReader when) {
        this.when = when;
        this.demands = new Demands(when.problems());
    }

    When when() {
        String kind = when.text("kind", "");
        switch (kind) {
            case "event" -> {
                String event = demands.eventName(when, "event");
                return new When.Happens(event, tests());
            }
            case "temperature" -> {
                var turns = new When.Turns(temperature("from"), temperature("to"));
                demands.require(
                        turns.from() == null || turns.from() != turns.to(), when.place("to"), "problem.rule.turns");
                return turns;
            }
            case "audience" -> {
                String change = when.text("change", "entered");
                demands.require(
                        change.equals("entered") || change.equals("left"), when.place("change"), "problem.rule.change");
                return new When.Moves(
                        demands.number(when, "audience", "problem.rule.audience"), change.equals("entered"));
            }
            case "once" -> {
                return new When.Once(
                        demands.number(when, "audience", "problem.rule.audience"),
                        when.instant("at").orElse(null));
            }
            case "price_drop", "back_in_stock", "new_product" -> {
                return changes(When.Changes.What.valueOf(kind.toUpperCase(Locale.ROOT)));
            }
            case "date" -> {
                return dated();
            }
            default -> {
                demands.require(false, when.place("kind"), "problem.rule.kind");
                return new When.Turns(null, null);
            }
        }
    }

    private When changes(When.Changes.What what) {
        Deed deed = when.choice("did", Deed.values(), Deed::code, Deed.VIEWED);
        boolean bought = deed == Deed.BOUGHT && what != When.Changes.What.NEW_PRODUCT;
        demands.require(!bought, when.place("did"), "problem.rule.did");
        int days = when.whole("days").orElse(0);
        demands.require(days >= 1 && days <= MOST_DAYS, when.place("days"), "problem.rule.days");
        int percent = 0;
        if (what == When.Changes.What.PRICE_DROP) {
            percent = when.whole("percent").orElse(1);
            demands.require(percent >= 1 && percent <= 99, when.place("percent"), "problem.rule.percent");
        }
        String category = when.text("category", "").trim();
        demands.require(category.length() <= MOST_CATEGORY, when.place("category"), "problem.rule.value");
        return new When.Changes(what, deed, days, percent, category);
    }

    private When dated() {
        String property = when.text("property", "").trim();
        demands.require(Demands.isName(property), when.place("property"), "problem.rule.property");
        int days = when.whole("offset").orElse(0);
        demands.require(Math.abs(days) <= MOST_DAYS, when.place("offset"), "problem.rule.date_days");
        LocalTime at = MORNING;
        try {
            at = LocalTime.parse(when.text("time", MORNING.toString()));
        } catch (DateTimeException e) {
            demands.require(false, when.place("time"), "problem.rule.time");
        }
        boolean yearly = when.value("yearly").isEmpty() || when.flag("yearly");
        return new When.Dated(property, days, at, yearly);
    }

    Delay delay(When what) {
        int minutes = when.whole("after").orElse(0);
        demands.require(
                minutes >= 0 && minutes <= RuleReader.MOST_MINUTES, when.place("after"), "problem.rule.minutes");
        demands.require(
                minutes == 0 || !(what instanceof When.Once || what instanceof When.Dated),
                when.place("after"),
                "problem.rule.once_after");
        Optional<FieldReader> unless = when.object("unless");
        boolean order = false;
        List<String> events = List.of();
        if (unless.isPresent()) {
            order = unless.get().flag("order");
            events = unless.get().texts("events");
            unless.get().refuseOthers();
            String field = unless.get().place("events");
            demands.require(events.size() <= MOST_TESTS, field, "problem.rule.many");
            events.forEach(name -> demands.require(Demands.isName(name), field, "problem.rule.event"));
            demands.require(minutes > 0 || (!order && events.isEmpty()), when.place("unless"), "problem.rule.unless");
        }
        return new Delay(minutes, order, events);
    }

    private List<DataTest> tests() {
        var tests = new ArrayList<DataTest>();
        List<FieldReader> objects = when.objects("where");
        demands.require(objects.size() <= MOST_TESTS, when.place("where"), "problem.rule.many");
        for (FieldReader test : objects) {
            String path = test.text("path", "").trim();
            demands.require(!path.isEmpty() && path.length() <= MOST_TEXT, test.place("path"), "problem.rule.path");
            DataTest.Op op = test.choice("op", DataTest.Op.values(), DataTest.Op::code, DataTest.Op.IS);
            String value = test.text("value", "");
            demands.require(value.length() <= MOST_TEXT, test.place("value"), "problem.rule.value");
            demands.require(
                    !op.comparesNumbers() || !Double.isNaN(Numbers.of(value)),
                    test.place("value"),
                    "problem.field.number");
            test.refuseOthers();
            tests.add(new DataTest(path, op, value));
        }
        return tests;
    }

    private @Nullable Temperature temperature(String name) {
        String word = when.text(name, "");
        for (Temperature each : Temperature.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
                return each;
            }
        }
        demands.require(word.isEmpty(), when.place(name), "problem.rule.temperature");
        return null;
    }
}
