package io.warmtag.preview;

import io.warmtag.catalog.Value;
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
import java.util.TreeMap;

/** One step of a page, as its messages come in. */
final class StepReader {
    private static final int NEGATE = 1;

    private final String page;
    private final int number;
    private Instant at;
    private String name = "";
    private Value.Fields event = Value.Fields.NONE;
    private Value.Fields consent = Value.Fields.NONE;
    private final Map<Integer, Value> variables = new TreeMap<>();
    private final Map<Integer, Boolean> triggers = new HashMap<>();
    private final Map<List<Integer>, Value.Fields> conditions = new HashMap<>();
    private final Map<Integer, Value.Fields> tags = new HashMap<>();
    private final List<String> errors = new ArrayList<>();

    StepReader(String page, int number, Instant at) {
        this.page = page;
        this.number = number;
        this.at = at;
    }

    void take(String kind, Value.Fields message, Instant received, Value.Fields states) {
        switch (kind) {
            case "event" -> {
                at = TraceReader.time(message, received);
                name = message.text("name").orElse("");
                event = message;
                Value.Fields own = Json.object(message, "consent");
                consent = own.fields().isEmpty() ? states : own;
            }
            case "variable" ->
                variables.put(
                        Json.index(message, "variable"), message.get("value").orElse(Value.of("undefined")));
            case "trigger" -> triggers.put(Json.index(message, "trigger"), isTrue(message, "passed"));
            case "condition" ->
                conditions.put(List.of(Json.index(message, "trigger"), Json.index(message, "place")), message);
            case "tag" -> tags.put(Json.index(message, "tag"), message);
            case "error" -> errors.add(message.text("text").orElse(""));
            default -> {}
        }
    }

    private static boolean isTrue(Value.Fields fields, String field) {
        return fields.get(field).orElse(Value.NOTHING) instanceof Value.Flag flag && flag.on();
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
                name,
                at,
                event.text("id"),
                List.copyOf(lines),
                variables.entrySet().stream()
                        .map(each -> variable(each.getKey(), each.getValue(), names))
                        .toList(),
                new Trace.Texts(Json.indented(Json.object(event, "model")), Json.indented(Json.object(event, "data"))),
                consent.fields().entrySet().stream()
                        .map(each -> new ConsentLine(each.getKey(), Json.text(each.getValue())))
                        .toList(),
                List.copyOf(errors));
    }

    private static VariableLine variable(int index, Value value, Names names) {
        return new VariableLine(
                names.id("v", index), names.name("v", index), names.type("v", index), Json.shown(value));
    }

    private TagLine tag(int tag, Names names) {
        List<TriggerLine> firing = triggers(names.triggers(tag, "f"), names);
        List<TriggerLine> blocking = triggers(names.triggers(tag, "b"), names);
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
        }
        return detail instanceof Value.Text text ? text.text() : detail == Value.NOTHING ? "" : Json.shown(detail);
    }

    private List<TriggerLine> triggers(List<Integer> indexes, Names names) {
        return indexes.stream().map(index -> trigger(index, names)).toList();
    }

    private TriggerLine trigger(int index, Names names) {
        Boolean passed = triggers.get(index);
        String state = passed == null ? "waits" : passed ? "passed" : "failed";
        var lines = new ArrayList<ConditionLine>();
        List<Value> all = names.conditions(index);
        for (int place = 0; place < all.size(); place++) {
            Value.Fields told = conditions.get(List.of(index, place));
            if (told != null) {
                lines.add(condition(Json.items(all.get(place)), told, names));
            }
        }
        return new TriggerLine(names.id("r", index), names.name("r", index), names.type("r", index), state, lines);
    }

    private static ConditionLine condition(List<Value> condition, Value.Fields told, Names names) {
        Value flags = Json.at(condition, 3);
        boolean negate = flags instanceof Value.Numeric numeric && ((int) numeric.number() & NEGATE) != 0;
        Value passed = told.get("passed").orElse(Value.NOTHING);
        String result = passed instanceof Value.Flag flag ? flag.on() ? "passed" : "failed" : "broken";
        return new ConditionLine(
                names.written(Json.at(condition, 0)),
                Json.shown(told.get("left").orElse(Value.of("undefined"))),
                Json.text(Json.at(condition, 1)),
                negate,
                Json.shown(told.get("right").orElse(Value.of("undefined"))),
                result);
    }
}
