package io.warmtag.container.model;

import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.Kind;
import io.warmtag.catalog.ParamKind;
import io.warmtag.catalog.ParamSpec;
import io.warmtag.catalog.Template;
import io.warmtag.catalog.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that an entity refers to. Folders, and what an event's builder made, are only pointed at and don't count. */
public final class References {
    private final Catalog catalog;
    private final List<Reference> found = new ArrayList<>();

    private References(Catalog catalog) {
        this.catalog = catalog;
    }

    public static List<Reference> of(Entity entity, Catalog catalog) {
        var references = new References(catalog);
        references.collect(entity);
        return references.found;
    }

    private void collect(Entity entity) {
        if (entity instanceof Tag tag) {
            params(Kind.TAG, tag.type(), tag.params());
            numbered("firing", Kind.TRIGGER, tag.firing().triggers());
            numbered("blocking", Kind.TRIGGER, tag.firing().blocking());
            step("setup.tag", tag.sequence().setup());
            step("cleanup.tag", tag.sequence().cleanup());
        } else if (entity instanceof Trigger trigger) {
            params(Kind.TRIGGER, trigger.type(), trigger.params());
            for (int i = 0; i < trigger.conditions().size(); i++) {
                Condition condition = trigger.conditions().get(i);
                text("conditions[" + i + "].left", condition.left());
                text("conditions[" + i + "].right", condition.right());
            }
        } else if (entity instanceof Variable variable) {
            params(Kind.VARIABLE, variable.type(), variable.params());
            texts("format", variable.format().instead());
        }
    }

    private void params(Kind kind, String type, Value.Fields params) {
        List<ParamSpec> specs =
                catalog.type(kind, type).map(spec -> spec.params()).orElse(List.of());
        params.fields().forEach((name, value) -> {
            boolean triggers =
                    specs.stream().anyMatch(spec -> spec.id().equals(name) && spec.kind() == ParamKind.TRIGGERS);
            if (triggers) {
                numbered("params." + name, Kind.TRIGGER, ids(value));
            } else {
                texts("params." + name, value);
            }
        });
    }

    /** The ids in a parameter of the kind TRIGGERS. */
    static List<Integer> ids(Value value) {
        return value instanceof Value.Items items
                ? items.items().stream()
                        .filter(Value.Numeric.class::isInstance)
                        .map(id -> (int) ((Value.Numeric) id).number())
                        .toList()
                : List.of();
    }

    private void texts(String field, Value value) {
        if (value instanceof Value.Text text) {
            text(field, text.text());
        } else if (value instanceof Value.Items items) {
            for (int i = 0; i < items.items().size(); i++) {
                texts(field + "[" + i + "]", items.items().get(i));
            }
        } else if (value instanceof Value.Fields fields) {
            fields.fields().forEach((name, inner) -> texts(field + "." + name, inner));
        }
    }

    private void text(String field, String text) {
        Template.parse(text).names().forEach(name -> found.add(new Reference(field, new Reference.Target.Named(name))));
    }

    private void numbered(String field, Kind kind, List<Integer> ids) {
        for (int i = 0; i < ids.size(); i++) {
            found.add(new Reference(field + "[" + i + "]", new Reference.Target.Numbered(kind, ids.get(i))));
        }
    }

    private void step(String field, Optional<Tag.Step> step) {
        step.ifPresent(other -> found.add(new Reference(field, new Reference.Target.Numbered(Kind.TAG, other.tag()))));
    }
}
