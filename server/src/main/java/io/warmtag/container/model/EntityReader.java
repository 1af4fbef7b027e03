package io.warmtag.container.model;

import io.warmtag.catalog.FieldReader;
import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Reads entities as {@link EntityJson} writes them; whether they make sense is for {@link Checks}. */
public final class EntityReader {
    private static final String[] INSTEAD = {"undefined", "null", "true", "false"};

    private EntityReader() {}

    /** @param id what the entity is to have; an id in the JSON must be the same */
    public static Reading read(Kind kind, int id, Value.Fields json) {
        var reader = new FieldReader(json);
        reader.whole("id").filter(other -> other != id).ifPresent(other -> reader.wrong("id", "problem.id", other));
        var label = new Label(
                reader.text("name", "").strip(),
                kind == Kind.FOLDER ? Optional.empty() : reader.whole("folder"),
                reader.text("notes", ""));
        Entity entity = switch (kind) {
            case TAG -> tag(id, label, reader);
            case TRIGGER -> trigger(id, label, reader);
            case VARIABLE -> variable(id, label, reader);
            case FOLDER -> new Folder(id, label);
            case EVENT -> event(id, label, reader);
        };
        reader.refuseOthers();
        return reader.problems().isEmpty() ? new Reading.Good(entity) : new Reading.Wrong(reader.problems());
    }

    private static Tag tag(int id, Label label, FieldReader reader) {
        var firing = new Tag.Firing(
                reader.wholes("firing"),
                reader.wholes("blocking"),
                reader.choice("once", Tag.Once.values(), Tag.Once::code, Tag.Once.EVENT),
                reader.whole("priority").orElse(0),
                reader.instant("from"),
                reader.instant("to"),
                reader.flag("liveOnly"),
                reader.whole("timeout").orElse(Tag.Firing.USUAL_TIMEOUT_MS));
        var sequence = new Tag.Sequence(
                reader.object("setup").flatMap(EntityReader::step),
                reader.object("cleanup").flatMap(EntityReader::step));
        return new Tag(
                id,
                label,
                reader.text("type", ""),
                reader.fields("params"),
                reader.flag("paused"),
                firing,
                sequence,
                reader.object("consent").map(EntityReader::consent).orElse(Tag.Consent.USUAL));
    }

    private static Optional<Tag.Step> step(FieldReader reader) {
        Optional<Integer> tag = reader.whole("tag");
        boolean stop = reader.flag("stopOnFailure");
        reader.refuseOthers();
        return tag.map(id -> new Tag.Step(id, stop))
                .or(() -> reader.wrong("tag", "problem.field.missing", Optional.empty()));
    }

    private static Tag.Consent consent(FieldReader reader) {
        var consent = new Tag.Consent(
                reader.choice("mode", Tag.Consent.Mode.values(), Tag.Consent.Mode::code, Tag.Consent.Mode.DEFAULT),
                reader.texts("types"));
        reader.refuseOthers();
        return consent;
    }

    private static Trigger trigger(int id, Label label, FieldReader reader) {
        Value.Fields params = Marks.read(reader.fields("params"));
        return new Trigger(id, label, reader.text("type", ""), params, conditions(reader, "conditions"));
    }

    static List<Condition> conditions(FieldReader reader, String field) {
        var conditions = new ArrayList<Condition>();
        for (FieldReader each : reader.objects(field)) {
            conditions.add(new Condition(
                    each.text("left", ""),
                    each.choice(
                            "operator",
                            Condition.Operator.values(),
                            Condition.Operator::code,
                            Condition.Operator.EQUALS),
                    each.text("right", ""),
                    each.flag("negate"),
                    each.flag("ignoreCase")));
            each.refuseOthers();
        }
        return conditions;
    }

    private static Variable variable(int id, Label label, FieldReader reader) {
        return new Variable(
                id,
                label,
                reader.text("type", ""),
                reader.fields("params"),
                reader.object("format").map(EntityReader::format).orElse(Variable.Format.NONE));
    }

    private static Variable.Format format(FieldReader reader) {
        Optional<Variable.Case> letters = reader.value("case")
                .map(given -> reader.choice("case", Variable.Case.values(), Variable.Case::code, Variable.Case.LOWER));
        Optional<Conversion> to = reader.value("to")
                .map(given -> reader.choice("to", Conversion.values(), Conversion::code, Conversion.NUMBER));
        var instead = new TreeMap<String, Value>();
        for (String name : INSTEAD) {
            reader.value(name).ifPresent(value -> instead.put(name, value));
        }
        reader.refuseOthers();
        return new Variable.Format(letters, to, new Value.Fields(instead));
    }

    private static EventDefinition event(int id, Label label, FieldReader reader) {
        var params = new ArrayList<EventDefinition.Param>();
        for (FieldReader each : reader.objects("params")) {
            params.add(new EventDefinition.Param(
                    each.text("name", "").strip(),
                    each.choice(
                            "type",
                            EventDefinition.Type.values(),
                            EventDefinition.Type::code,
                            EventDefinition.Type.ANY),
                    each.flag("required")));
            each.refuseOthers();
        }
        return new EventDefinition(
                id,
                label,
                reader.text("meaning", ""),
                reader.fields("source"),
                params,
                reader.flag("conversion"),
                reader.number("weight"),
                reader.object("made").map(EntityReader::made));
    }

    private static EventDefinition.Made made(FieldReader reader) {
        var made = new EventDefinition.Made(reader.whole("trigger"), reader.whole("tag"), reader.wholes("variables"));
        reader.refuseOthers();
        return made;
    }

    /**
     * Reads a whole content that was written here.
     *
     * @throws IllegalStateException when it can't be read
     */
    public static Content content(Value json) {
        var entities = new ArrayList<Entity>();
        for (Kind kind : Kind.values()) {
            Value all = ((Value.Fields) json).get(kind.code() + "s").orElse(new Value.Items(List.of()));
            for (Value each : ((Value.Items) all).items()) {
                entities.add(stored(kind, (Value.Fields) each));
            }
        }
        return Content.of(entities);
    }

    /**
     * Reads an entity that was written here.
     *
     * @throws IllegalStateException when it can't be read
     */
    public static Entity stored(Kind kind, Value.Fields json) {
        int id = json.get("id")
                .map(each -> (int) ((Value.Numeric) each).number())
                .orElse(0);
        if (read(kind, id, json) instanceof Reading.Good good) {
            return good.entity();
        }
        throw new IllegalStateException("a " + kind.code() + " can't be read: id " + id);
    }
}
