package io.warmtag.preview;

import io.warmtag.catalog.Value;
import io.warmtag.container.model.Condition;
import io.warmtag.preview.Trace.ConditionLine;
import io.warmtag.preview.Trace.ConsentLine;
import io.warmtag.preview.Trace.Status;
import io.warmtag.preview.Trace.TagLine;
import io.warmtag.preview.Trace.TriggerLine;
import io.warmtag.preview.Trace.VariableLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One happening of a page: what it said of it at once, and what became known later. */
final class StepReader {
    private final String page;
    private final int number;
    private final Instant at;
    private final Value.Fields event;
    private final Value.Fields push;
    private final Value.Fields consent;
    private final Map<Integer, Value.Fields> triggers = new HashMap<>();
    private final Map<Integer, Value.Fields> tags = new HashMap<>();
    private final List<Trace.Sent> sent = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    /**
     * @param event the message
     * @param push the message before it that changed the data layer
     * @param consent the states that held
     */
    StepReader(String page, int number, Instant at, Value.Fields event, Value.Fields push, Value.Fields consent) {
        this.page = page;
        this.number = number;
        this.at = at;
        this.event = event;
        this.push = push;
        this.consent = consent;
        note("triggers", "trigger", triggers);
        note("tags", "tag", tags);
    }

    private void note(String list, String index, Map<Integer, Value.Fields> into) {
        for (Value each : Json.items(event, list)) {
            if (each instanceof Value.Fields fields) {
                into.put(Json.index(fields, index), fields);
            }
        }
    }

    /** What became of a tag later. */
    void tag(Value.Fields message) {
        tags.put(Json.index(message, "tag"), message);
    }

    void error(String text) {
        errors.add(text);
    }

    void sent(Trace.Sent one) {
        if (!sent.contains(one)) {
            sent.add(one);
        }
    }

    Optional<String> event() {
        return event.text("id");
    }

    Trace.Step read(Names names) {
        var lines = new ArrayList<TagLine>();
        for (int tag = 0; tag < names.count("t"); tag++) {
            lines.add(tag(tag, names));
        }
        lines.sort(Comparator.comparing(TagLine::status));
        return new Trace.Step(
                page,
                number,
                event.text("name").orElse(""),
                at,
                List.copyOf(sent),
                List.copyOf(lines),
                variables(names),
                new Trace.Texts(Json.indented(Json.object(push, "state")), data()),
                consent.fields().entrySet().stream()
                        .map(each -> new ConsentLine(each.getKey(), Json.text(each.getValue())))
                        .toList(),
                List.copyOf(errors));
    }

    /** What was pushed, where this is what the push said; else what came with the happening. */
    private String data() {
        Optional<String> name = event.text("name");
        return name.isPresent() && name.equals(push.text("name"))
                ? Json.indented(push.get("message").orElse(Value.NOTHING))
                : Json.indented(event.get("data").orElse(Value.NOTHING));
    }

    private List<VariableLine> variables(Names names) {
        var lines = new ArrayList<VariableLine>();
        Json.object(event, "variables").fields().forEach((index, value) -> {
            if (index.matches("\\d{1,6}")) {
                int n = Integer.parseInt(index);
                lines.add(
                        new VariableLine(names.id("v", n), names.name("v", n), names.type("v", n), Json.shown(value)));
            }
        });
        lines.sort(Comparator.comparing(VariableLine::name));
        return lines;
    }

    private TagLine tag(int tag, Names names) {
        List<TriggerLine> firing = triggers(names.firing(tag), names);
        List<TriggerLine> blocking = triggers(names.blocking(tag), names);
        Value.Fields told = tags.getOrDefault(tag, Value.Fields.NONE);
        boolean matched = firing.stream().anyMatch(trigger -> trigger.state().equals("passed"));
        Status status =
                told.text("status").flatMap(StepReader::status).orElse(matched ? Status.RUNNING : Status.UNMATCHED);
        return new TagLine(
                names.id("t", tag),
                names.name("t", tag),
                names.type("t", tag),
                status,
                detail(told, status, names),
                firing,
                blocking);
    }

    private static Optional<Status> status(String code) {
        for (Status status : Status.values()) {
            if (status.name().toLowerCase(Locale.ROOT).equals(code)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }

    private static String detail(Value.Fields told, Status status, Names names) {
        Value detail = told.get("detail").orElse(Value.NOTHING);
        if (detail instanceof Value.Numeric numeric) {
            return status == Status.BLOCKED
                    ? names.name("r", (int) numeric.number())
                    : String.valueOf(Math.round(numeric.number() * 10) / 10.0);
        } else if (detail instanceof Value.Items items) {
            return String.join(", ", items.items().stream().map(Json::text).toList());
        } else if (detail instanceof Value.Text text) {
            return text.text();
        }
        boolean nothing = detail.equals(Value.NOTHING)
                || detail instanceof Value.Fields fields && fields.text("$").equals(Optional.of("undefined"));
        return nothing ? "" : Json.shown(detail);
    }

    private List<TriggerLine> triggers(List<Integer> indexes, Names names) {
        return indexes.stream().map(index -> trigger(index, names)).toList();
    }

    private TriggerLine trigger(int index, Names names) {
        Value.Fields told = triggers.get(index);
        var lines = new ArrayList<ConditionLine>();
        String state = "waits";
        if (told != null) {
            state = passed(told).equals("passed") ? "passed" : "failed";
            List<Value> results = Json.items(told, "conditions");
            List<Condition> conditions = names.conditions(index);
            for (int place = 0; place < Math.min(results.size(), conditions.size()); place++) {
                if (results.get(place) instanceof Value.Fields result) {
                    lines.add(condition(conditions.get(place), result));
                }
            }
        }
        return new TriggerLine(names.id("r", index), names.name("r", index), names.type("r", index), state, lines);
    }

    private static ConditionLine condition(Condition condition, Value.Fields result) {
        // The page was told what it knows: a pattern.
        boolean isAddress = condition.operator() == Condition.Operator.URL_MATCHES;
        return new ConditionLine(
                condition.left(),
                Json.shown(result.get("left").orElse(Value.NOTHING)),
                condition.operator().code(),
                condition.negate(),
                isAddress ? condition.right() : Json.shown(result.get("right").orElse(Value.NOTHING)),
                passed(result));
    }

    private static String passed(Value.Fields told) {
        Value passed = told.get("passed").orElse(Value.NOTHING);
        return passed instanceof Value.Flag flag ? flag.on() ? "passed" : "failed" : "broken";
    }
}
