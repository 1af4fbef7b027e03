package io.warmtag.rule.model;

import io.warmtag.catalog.Value;
import io.warmtag.rule.model.Limits.Often;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rules as JSON: in answers, in the database. {@link RuleReader} reads them. What is absent is left out. */
public final class RuleJson {
    private final TreeMap<String, Value> json = new TreeMap<>();

    private RuleJson() {}

    public static Value.Fields write(Rule rule) {
        var out = new RuleJson();
        out.text("name", rule.name());
        out.json.put("when", when(rule.when(), rule.delay()));
        if (rule.condition() != null) {
            out.json.put("if", rule.condition());
        }
        out.list("steps", rule.steps(), RuleJson::step);
        out.json.put("limits", limits(rule.limits()));
        out.number("holdout", rule.holdout());
        out.text("exit", rule.exit().name().toLowerCase(Locale.ROOT));
        out.text("purpose", rule.purpose());
        return out.done();
    }

    /** What makes a rule fire, in one word. */
    public static String kind(When when) {
        if (when instanceof When.Happens) {
            return "event";
        } else if (when instanceof When.Turns) {
            return "temperature";
        }
        if (when instanceof When.Changes changes) {
            return changes.what().code();
        }
        if (when instanceof When.Moves) {
            return "audience";
        }
        return when instanceof When.Dated ? "date" : "once";
    }

    private static Value.Fields when(When when, Delay delay) {
        var out = new RuleJson();
        out.text("kind", kind(when));
        if (when instanceof When.Happens happens) {
            out.text("event", happens.event());
            out.list("where", happens.where(), RuleJson::test);
        } else if (when instanceof When.Turns turns) {
            out.text("from", turns.from() == null ? null : turns.from().name().toLowerCase(Locale.ROOT));
            out.text("to", turns.to() == null ? null : turns.to().name().toLowerCase(Locale.ROOT));
        } else if (when instanceof When.Moves moves) {
            out.number("audience", moves.audience());
            out.text("change", moves.entered() ? "entered" : "left");
        } else if (when instanceof When.Changes changes) {
            out.text("did", changes.deed().code());
            out.number("days", changes.days());
            if (changes.percent() > 0) {
                out.number("percent", changes.percent());
            }
            out.text("category", changes.category().isEmpty() ? null : changes.category());
        } else if (when instanceof When.Once once) {
            out.number("audience", once.audience());
            out.text("at", once.at() == null ? null : once.at().toString());
        } else if (when instanceof When.Dated dated) {
            out.text("property", dated.property());
            out.number("offset", dated.days());
            out.text("time", dated.at().toString());
            out.json.put("yearly", Value.of(dated.yearly()));
        }
        if (delay.minutes() > 0) {
            var unless = new RuleJson();
            unless.json.put("order", Value.of(delay.unlessOrder()));
            unless.list("events", delay.unlessEvents(), Value::of);
            out.number("after", delay.minutes());
            out.json.put("unless", unless.done());
        }
        return out.done();
    }

    private static Value test(DataTest test) {
        var out = new RuleJson();
        out.text("path", test.path());
        out.text("op", test.op().code());
        out.text("value", test.value());
        return out.done();
    }

    private static Value step(Step step) {
        var out = new RuleJson();
        if (step instanceof Step.Wait wait) {
            out.text("kind", "wait");
            out.number("minutes", wait.minutes());
        } else if (step instanceof Step.Offer offer) {
            out.text("kind", "offer");
            out.number("offer", offer.offer());
        } else if (step instanceof Step.Send send) {
            out.text("kind", "send");
            out.number("destination", send.destination());
            out.text("event", send.event());
        }
        return out.done();
    }

    private static Value.Fields limits(Limits limits) {
        var out = new RuleJson();
        out.often("per_person", limits.perPerson());
        out.often("overall", limits.overall());
        if (limits.quiet() != null) {
            var quiet = new RuleJson();
            quiet.text("from", limits.quiet().from().toString());
            quiet.text("to", limits.quiet().to().toString());
            out.json.put("quiet", quiet.done());
        }
        out.text("start", limits.start() == null ? null : limits.start().toString());
        out.text("end", limits.end() == null ? null : limits.end().toString());
        if (limits.budget() != null) {
            out.number("budget", limits.budget());
        }
        if (!limits.together()) {
            out.json.put("together", Value.of(false));
        }
        return out.done();
    }

    private void often(String name, @Nullable Often often) {
        if (often != null) {
            var out = new RuleJson();
            out.number("times", often.times());
            out.number("days", often.days());
            json.put(name, out.done());
        }
    }

    private void text(String name, @Nullable String text) {
        if (text != null) {
            json.put(name, Value.of(text));
        }
    }

    private void number(String name, int number) {
        json.put(name, Value.of(number));
    }

    private <T> void list(String name, List<T> all, Function<T, Value> each) {
        json.put(name, new Value.Items(all.stream().map(each).toList()));
    }

    private Value.Fields done() {
        return new Value.Fields(json);
    }
}
