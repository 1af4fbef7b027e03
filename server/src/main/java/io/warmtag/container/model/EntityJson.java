package io.warmtag.container.model;

import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Entities as they stand in answers, in the database and in versions. {@link EntityReader} reads them. */
public final class EntityJson {
    private EntityJson() {}

    public static Value.Fields write(Entity entity) {
        var json = new TreeMap<String, Value>();
        json.put("id", number(entity.id()));
        json.put("name", Value.of(entity.name()));
        json.put("notes", Value.of(entity.label().notes()));
        if (!(entity instanceof Folder)) {
            json.put("folder", optional(entity.folder(), EntityJson::number));
        }
        if (entity instanceof Tag tag) {
            tag(tag, json);
        } else if (entity instanceof Trigger trigger) {
            json.put("type", Value.of(trigger.type()));
            json.put("params", trigger.params());
            json.put("conditions", list(trigger.conditions(), EntityJson::condition));
        } else if (entity instanceof Variable variable) {
            json.put("type", Value.of(variable.type()));
            json.put("params", variable.params());
            json.put("format", format(variable.format()));
        } else if (entity instanceof EventDefinition event) {
            event(event, json);
        }
        return new Value.Fields(json);
    }

    private static void tag(Tag tag, TreeMap<String, Value> json) {
        json.put("type", Value.of(tag.type()));
        json.put("params", tag.params());
        json.put("paused", Value.of(tag.paused()));
        Tag.Firing firing = tag.firing();
        json.put("firing", list(firing.triggers(), EntityJson::number));
        json.put("blocking", list(firing.blocking(), EntityJson::number));
        json.put("once", Value.of(firing.once().code()));
        json.put("priority", number(firing.priority()));
        json.put("from", optional(firing.from().map(Instant::toString), Value::of));
        json.put("to", optional(firing.to().map(Instant::toString), Value::of));
        json.put("liveOnly", Value.of(firing.liveOnly()));
        json.put("timeout", number(firing.timeout()));
        json.put("setup", optional(tag.sequence().setup(), EntityJson::step));
        json.put("cleanup", optional(tag.sequence().cleanup(), EntityJson::step));
        var consent = new TreeMap<String, Value>();
        consent.put("mode", Value.of(tag.consent().mode().code()));
        consent.put("types", list(tag.consent().types(), Value::of));
        json.put("consent", new Value.Fields(consent));
    }

    private static Value step(Tag.Step step) {
        var json = new TreeMap<String, Value>();
        json.put("tag", number(step.tag()));
        json.put("stopOnFailure", Value.of(step.stopOnFailure()));
        return new Value.Fields(json);
    }

    private static Value condition(Condition condition) {
        var json = new TreeMap<String, Value>();
        json.put("left", Value.of(condition.left()));
        json.put("operator", Value.of(condition.operator().code()));
        json.put("right", Value.of(condition.right()));
        json.put("negate", Value.of(condition.negate()));
        json.put("ignoreCase", Value.of(condition.ignoreCase()));
        return new Value.Fields(json);
    }

    private static Value format(Variable.Format format) {
        var json = new TreeMap<String, Value>(format.instead().fields());
        format.to().ifPresent(to -> json.put("to", Value.of(to.code())));
        json.put("case", optional(format.letters(), letters -> Value.of(letters.code())));
        return new Value.Fields(json);
    }

    private static void event(EventDefinition event, TreeMap<String, Value> json) {
        json.put("meaning", Value.of(event.meaning()));
        json.put("source", event.source());
        json.put("params", list(event.params(), EntityJson::param));
        json.put("conversion", Value.of(event.conversion()));
        json.put("weight", optional(event.weight(), Value::of));
        event.made().ifPresent(made -> json.put("made", made(made)));
    }

    private static Value param(EventDefinition.Param param) {
        var json = new TreeMap<String, Value>();
        json.put("name", Value.of(param.name()));
        json.put("type", Value.of(param.type().code()));
        json.put("required", Value.of(param.required()));
        return new Value.Fields(json);
    }

    private static Value made(EventDefinition.Made made) {
        var json = new TreeMap<String, Value>();
        json.put("trigger", optional(made.trigger(), EntityJson::number));
        json.put("tag", optional(made.tag(), EntityJson::number));
        json.put("variables", list(made.variables(), EntityJson::number));
        return new Value.Fields(json);
    }

    /** A whole content, its lists sorted by id: equal contents are written alike. */
    public static Value.Fields write(Content content) {
        var json = new TreeMap<String, Value>();
        for (Kind kind : Kind.values()) {
            var all = new ArrayList<Value>();
            for (Entity entity : content.entities().values()) {
                if (entity.kind() == kind) {
                    all.add(write(entity));
                }
            }
            json.put(kind.code() + "s", new Value.Items(all));
        }
        return new Value.Fields(json);
    }

    private static Value number(int number) {
        return Value.of(number);
    }

    private static <T> Value optional(Optional<T> value, Function<T, Value> write) {
        return value.map(write).orElse(Value.NOTHING);
    }

    private static <T> Value list(List<T> values, Function<T, Value> write) {
        return new Value.Items(values.stream().map(write).toList());
    }
}
