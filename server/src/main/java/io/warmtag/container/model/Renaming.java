package io.warmtag.container.model;

import io.warmtag.catalog.Template;
import io.warmtag.catalog.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Gives a variable another name wherever it is referred to. */
final class Renaming {
    private final UnaryOperator<String> name;

    private Renaming(UnaryOperator<String> name) {
        this.name = name;
    }

    /** A value with other names in all of its texts. */
    static Value of(Value value, UnaryOperator<String> name) {
        return new Renaming(name).value(value);
    }

    /** The entities that change by it. */
    static List<Entity> changed(Content content, String from, String to) {
        var renaming = new Renaming(name -> name.equals(from) ? to : name);
        var changed = new ArrayList<Entity>();
        for (Entity entity : content.entities().values()) {
            Entity renamed = renaming.entity(entity);
            if (!renamed.equals(entity)) {
                changed.add(renamed);
            }
        }
        return changed;
    }

    private Entity entity(Entity entity) {
        if (entity instanceof Tag tag) {
            return tag.withParams(fields(tag.params()));
        } else if (entity instanceof Trigger trigger) {
            return trigger.withContent(
                    fields(trigger.params()),
                    trigger.conditions().stream().map(this::condition).toList());
        } else if (entity instanceof Variable variable) {
            return variable.withContent(
                    fields(variable.params()),
                    variable.format().withInstead(fields(variable.format().instead())));
        }
        return entity;
    }

    private Condition condition(Condition condition) {
        return new Condition(
                Template.renamed(condition.left(), name),
                condition.operator(),
                Template.renamed(condition.right(), name),
                condition.negate(),
                condition.ignoreCase());
    }

    private Value.Fields fields(Value.Fields fields) {
        var renamed = new TreeMap<String, Value>();
        fields.fields().forEach((key, value) -> renamed.put(key, value(value)));
        return new Value.Fields(renamed);
    }

    private Value value(Value value) {
        if (value instanceof Value.Text text) {
            return new Value.Text(Template.renamed(text.text(), name));
        } else if (value instanceof Value.Items items) {
            return new Value.Items(items.items().stream().map(this::value).toList());
        }
        return value instanceof Value.Fields fields ? fields(fields) : value;
    }
}
