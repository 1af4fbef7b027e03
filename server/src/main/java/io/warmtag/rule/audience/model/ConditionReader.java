package io.warmtag.rule.audience.model;

import io.warmtag.catalog.FieldReader;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.rule.audience.model.Condition.Bought;
import io.warmtag.rule.audience.model.Condition.Channel;
import io.warmtag.rule.audience.model.Condition.Deed;
import io.warmtag.rule.audience.model.Condition.Events;
import io.warmtag.rule.audience.model.Condition.Group;
import io.warmtag.rule.audience.model.Condition.HasConsent;
import io.warmtag.rule.audience.model.Condition.HasScore;
import io.warmtag.rule.audience.model.Condition.HasTemperature;
import io.warmtag.rule.audience.model.Condition.IsBuyer;
import io.warmtag.rule.audience.model.Condition.Key;
import io.warmtag.rule.audience.model.Condition.Measure;
import io.warmtag.rule.audience.model.Condition.Member;
import io.warmtag.rule.audience.model.Condition.Mode;
import io.warmtag.rule.audience.model.Condition.Orders;
import io.warmtag.rule.audience.model.Condition.Products;
import io.warmtag.rule.audience.model.Condition.Reach;
import io.warmtag.rule.audience.model.Condition.Stage;
import io.warmtag.rule.audience.model.Condition.Visits;
import io.warmtag.rule.audience.model.Condition.Which;
import io.warmtag.text.CountryCodes;
import io.warmtag.text.Numbers;
import io.warmtag.visitor.model.SubState;
import io.warmtag.visitor.model.Temperature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads conditions from JSON; what is wrong with them is said by field path, with the remedy. */
public final class ConditionReader {
    /** By their kind; groups have their mode's name. */
    static final Map<String, Class<? extends Condition>> KINDS = kinds();

    private static final int MOST_DEPTH = 6;
    private static final int MOST_PARTS = 50;
    private static final int MOST_VALUES = 200;
    private static final int MOST_TEXT = 300;
    /** As long as events are kept at most. */
    private static final int MOST_MINUTES = 3_650 * 1_440;

    private static final Pattern PATH = Pattern.compile("[^.\\s][^.]{0,99}(\\.[^.\\s][^.]{0,99}){0,5}");
    private static final Pattern CAMPAIGN = Pattern.compile("utm_[a-z_]{1,30}|gclid|fbclid|ttclid");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final List<String> PURPOSES = List.of(
            "ad_storage",
            "ad_user_data",
            "ad_personalization",
            "analytics_storage",
            "personalization_storage",
            "functionality_storage");

    private final FieldReader in;
    private final int depth;

    private ConditionReader(FieldReader in, int depth) {
        this.in = in;
        this.depth = depth;
    }

    private static Map<String, Class<? extends Condition>> kinds() {
        var kinds = new LinkedHashMap<String, Class<? extends Condition>>();
        kinds.put("temperature", HasTemperature.class);
        kinds.put("buyer", IsBuyer.class);
        kinds.put("score", HasScore.class);
        kinds.put("event", Events.class);
        kinds.put("product", Products.class);
        kinds.put("bought", Bought.class);
        kinds.put("orders", Orders.class);
        kinds.put("visit", Visits.class);
        kinds.put("consent", HasConsent.class);
        kinds.put("reach", Reach.class);
        kinds.put("audience", Member.class);
        return kinds;
    }

    /**
     * Reads a condition.
     *
     * @param place the path of its own field, for the problems
     * @param problems where they are noted
     * @return empty only when something is wrong
     */
    public static Optional<Condition> read(Value json, String place, List<Problem> problems) {
        int before = problems.size();
        Condition read = read(json, place, problems, 0);
        return problems.size() > before ? Optional.empty() : Optional.ofNullable(read);
    }

    private static @Nullable Condition read(Value json, String place, List<Problem> problems, int depth) {
        if (!(json instanceof Value.Fields fields)) {
            problems.add(Problem.of(place, "problem.field.object"));
            return null;
        }
        if (depth > MOST_DEPTH) {
            problems.add(Problem.of(place, "problem.condition.depth", "most", MOST_DEPTH));
            return null;
        }
        var in = new FieldReader(fields, place + ".", problems);
        Condition read = new ConditionReader(in, depth).condition(in.text("kind", ""));
        in.refuseOthers();
        return read;
    }

    private @Nullable Condition condition(String kind) {
        switch (kind) {
            case "all", "any", "none" -> {
                return group(Mode.valueOf(kind.toUpperCase(Locale.ROOT)));
            }
            case "temperature" -> {
                return new HasTemperature(ConditionFields.words(in, "is", Temperature.values()));
            }
            case "buyer" -> {
                return new IsBuyer(ConditionFields.words(in, "is", SubState.values()));
            }
            case "score" -> {
                return new HasScore(range(false));
            }
            case "event" -> {
                return events();
            }
            case "product" -> {
                return products();
            }
            case "bought" -> {
                Bought.Of of = in.choice("what", Bought.Of.values(), Bought.Of::code, Bought.Of.CARTED);
                return new Bought(of, minutes(of != Bought.Of.PRODUCT));
            }
            case "orders" -> {
                return orders();
            }
            case "visit" -> {
                return visits();
            }
            case "consent" -> {
                return new HasConsent(ConditionFields.choice(in, "purpose", PURPOSES), in.flag("granted"));
            }
            case "reach" -> {
                return new Reach(ConditionFields.words(in, "is", Channel.values()));
            }
            case "audience" -> {
                return new Member(
                        in.whole("audience").orElseGet(() -> in.wrong("audience", "problem.field.missing", 0)));
            }
            default -> {
                var known = new ArrayList<>(List.of("all", "any", "none"));
                known.addAll(KINDS.keySet());
                in.problems()
                        .add(Problem.of(in.place("kind"), "problem.param.choice", "choices", String.join(", ", known)));
                return null;
            }
        }
    }

    private Group group(Mode mode) {
        var parts = new ArrayList<Condition>();
        List<Value> of = ConditionFields.items(in, "of", MOST_PARTS);
        for (int i = 0; i < of.size(); i++) {
            Condition part = read(of.get(i), in.place("of[" + i + "]"), in.problems(), depth + 1);
            if (part != null) {
                parts.add(part);
            }
        }
        if (of.isEmpty()) {
            in.wrong("of", "problem.condition.empty", "");
        }
        return new Group(mode, parts);
    }

    private Events events() {
        String name = text("name", 100);
        List<DataTest> data = tests("data");
        List<DataTest> items = tests("items");
        Measure measure = in.choice("measure", Measure.values(), Measure::code, Measure.COUNT);
        String field = in.text("field", "");
        if (measure == Measure.SUM && !PATH.matcher(field).matches()) {
            in.wrong("field", "problem.condition.path", "");
        } else if (measure != Measure.SUM && !field.isEmpty()) {
            in.wrong("field", "problem.condition.only_sum", "");
        }
        return new Events(name, data, items, measure, field, minutes(measure != Measure.LAST), range(true));
    }

    private Products products() {
        return new Products(
                in.choice("did", Deed.values(), Deed::code, Deed.SEEN),
                in.choice("by", Key.values(), Key::code, Key.ITEM_ID),
                values("values", true),
                minutes(true));
    }

    private Orders orders() {
        Measure measure = in.choice("measure", Measure.values(), Measure::code, Measure.COUNT);
        String currency = in.text("currency", "");
        if (!currency.isEmpty() && !CURRENCY.matcher(currency).matches()) {
            in.wrong("currency", "problem.condition.currency", "");
        }
        return new Orders(
                in.choice("stage", Stage.values(), Stage::code, Stage.PLACED),
                measure,
                minutes(measure != Measure.LAST),
                range(true),
                currency.isEmpty() ? null : currency);
    }

    private Visits visits() {
        Which which = in.choice("which", Which.values(), Which::code, Which.ANY);
        String field = text("field", 40);
        if (!field.isEmpty()
                && !VisitLeaves.OF_CONTEXT.contains(field)
                && !CAMPAIGN.matcher(field).matches()) {
            in.wrong("field", "problem.condition.visit_field", "");
        }
        DataTest test = test(in, field);
        if (field.equals(VisitLeaves.COUNTRY)
                && test.values().stream()
                        .anyMatch(value -> CountryCodes.of(value).isEmpty())) {
            in.wrong("values", "problem.condition.country", "");
        }
        return new Visits(which, test, minutes(which == Which.ANY));
    }

    private List<DataTest> tests(String name) {
        var tests = new ArrayList<DataTest>();
        List<FieldReader> objects = in.objects(name);
        if (objects.size() > MOST_PARTS) {
            in.wrong(name, "problem.condition.parts", "");
        }
        for (FieldReader each : objects) {
            String path = each.text("path", "");
            if (!PATH.matcher(path).matches()) {
                each.wrong("path", "problem.condition.path", "");
            }
            tests.add(new ConditionReader(each, depth).test(each, path));
            each.refuseOthers();
        }
        return tests;
    }

    private DataTest test(FieldReader from, String path) {
        DataTest.Op op = from.choice("op", DataTest.Op.values(), DataTest.Op::code, DataTest.Op.IS);
        List<String> values = values("values", op != DataTest.Op.EXISTS);
        if (op == DataTest.Op.EXISTS && !values.isEmpty()) {
            from.wrong("values", "problem.condition.no_values", "");
        }
        boolean oneNumber = values.size() == 1 && !Double.isNaN(Numbers.of(values.get(0)));
        if (op.comparesNumbers() && !values.isEmpty() && !oneNumber) {
            from.wrong("values", "problem.condition.one_number", "");
        }
        return new DataTest(path, op, values);
    }

    private List<String> values(String name, boolean needed) {
        List<String> values = in.texts(name);
        if (values.size() > MOST_VALUES) {
            in.wrong(name, "problem.condition.parts", "");
        }
        if (values.stream().anyMatch(value -> value.isBlank() || value.length() > MOST_TEXT)) {
            length(name, MOST_TEXT);
        } else if (needed && values.isEmpty()) {
            in.wrong(name, "problem.condition.values", "");
        }
        return values;
    }

    private String text(String name, int most) {
        String text = in.text(name, "");
        if (text.isBlank() || text.length() > most) {
            length(name, most);
        }
        return text;
    }

    private void length(String name, int most) {
        in.problems().add(Problem.of(in.place(name), "problem.condition.value", "most", most));
    }

    private @Nullable Integer minutes(boolean allowed) {
        Optional<Integer> minutes = in.whole("minutes");
        if (minutes.isPresent() && !allowed) {
            in.wrong("minutes", "problem.condition.no_window", "");
        } else if (minutes.isPresent() && (minutes.get() < 1 || minutes.get() > MOST_MINUTES)) {
            in.wrong("minutes", "problem.condition.minutes", "");
        }
        return minutes.orElse(null);
    }

    /** @param positive it counts something: an upper end below zero would never hold */
    private Range range(boolean positive) {
        Double least = in.number("least").orElse(null);
        Double most = in.number("most").orElse(null);
        if (least == null && most == null) {
            in.wrong("least", "problem.condition.range", "");
        } else if (least != null && most != null && most < least) {
            in.wrong("most", "problem.condition.order", "");
        } else if (positive && ((least != null && least < 0) || (most != null && most < 0))) {
            in.wrong(least != null && least < 0 ? "least" : "most", "problem.condition.negative", "");
        }
        return new Range(least, most);
    }
}
