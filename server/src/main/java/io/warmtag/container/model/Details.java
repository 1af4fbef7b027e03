package io.warmtag.container.model;

import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.FieldReader;
import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Message;
import io.warmtag.catalog.ParamKind;
import io.warmtag.catalog.ParamSpec;
import io.warmtag.catalog.TypeSpec;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.catalog.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What differs between two states of one entity, field by field. */
final class Details {
    /** Longer values are not shown side by side. */
    private static final int MOST_SHOWN = 80;

    private static final String NONE = "–";

    private final Content before;
    private final Content after;
    private final Catalog catalog;
    private final List<Message> messages = new ArrayList<>();

    Details(Content before, Content after, Catalog catalog) {
        this.before = before;
        this.after = after;
        this.catalog = catalog;
    }

    List<Message> of(Entity old, Entity young) {
        compare("diff.name", old, young, Entity::name);
        String oldFolder = old.folder().map(id -> name(before, id)).orElse(NONE);
        String youngFolder = young.folder().map(id -> name(after, id)).orElse(NONE);
        changed("diff.folder", oldFolder, youngFolder);
        if (!old.label().notes().equals(young.label().notes())) {
            messages.add(Message.of("diff.notes"));
        }
        if (old instanceof Tag oldTag && young instanceof Tag youngTag) {
            tag(oldTag, youngTag);
        } else if (old instanceof Trigger oldTrigger && young instanceof Trigger youngTrigger) {
            typed(Kind.TRIGGER, oldTrigger.type(), youngTrigger.type(), oldTrigger.params(), youngTrigger.params());
            conditions(oldTrigger.conditions(), youngTrigger.conditions());
        } else if (old instanceof Variable oldVariable && young instanceof Variable youngVariable) {
            typed(
                    Kind.VARIABLE,
                    oldVariable.type(),
                    youngVariable.type(),
                    oldVariable.params(),
                    youngVariable.params());
            if (!oldVariable.format().equals(youngVariable.format())) {
                messages.add(Message.of("diff.format"));
            }
        } else if (old instanceof EventDefinition oldEvent && young instanceof EventDefinition youngEvent) {
            event(oldEvent, youngEvent);
        }
        return messages;
    }

    private void tag(Tag old, Tag young) {
        typed(Kind.TAG, old.type(), young.type(), old.params(), young.params());
        if (old.paused() != young.paused()) {
            messages.add(Message.of(young.paused() ? "diff.paused" : "diff.resumed"));
        }
        Tag.Firing was = old.firing();
        Tag.Firing is = young.firing();
        changed("diff.firing", names(before, was.triggers()), names(after, is.triggers()));
        changed("diff.blocking", names(before, was.blocking()), names(after, is.blocking()));
        compare("diff.once", was, is, firing -> firing.once().code());
        compare("diff.priority", was, is, Tag.Firing::priority);
        compare("diff.from", was, is, firing -> text(firing.from()));
        compare("diff.to", was, is, firing -> text(firing.to()));
        if (was.liveOnly() != is.liveOnly()) {
            messages.add(Message.of(is.liveOnly() ? "diff.live_only.on" : "diff.live_only.off"));
        }
        compare("diff.timeout", was, is, Tag.Firing::timeout);
        changed(
                "diff.setup",
                step(before, old.sequence().setup()),
                step(after, young.sequence().setup()));
        changed(
                "diff.cleanup",
                step(before, old.sequence().cleanup()),
                step(after, young.sequence().cleanup()));
        compare("diff.consent", old.consent(), young.consent(), Details::consent);
    }

    private static String consent(Tag.Consent consent) {
        return consent.types().isEmpty()
                ? consent.mode().code()
                : consent.mode().code() + ": " + String.join(", ", consent.types());
    }

    private static String step(Content content, Optional<Tag.Step> step) {
        return step.map(other -> name(content, other.tag()) + (other.stopOnFailure() ? " !" : ""))
                .orElse(NONE);
    }

    private void typed(Kind kind, String oldType, String youngType, Value.Fields old, Value.Fields young) {
        if (!oldType.equals(youngType)) {
            messages.add(Message.of("diff.type", "before", title(kind, oldType), "after", title(kind, youngType)));
            return;
        }
        var names = new TreeSet<>(old.fields().keySet());
        names.addAll(young.fields().keySet());
        for (String name : names) {
            Optional<ParamSpec> param = catalog.type(kind, youngType).flatMap(spec -> spec.param(name));
            boolean isTests =
                    param.filter(spec -> spec.kind() == ParamKind.CONDITIONS).isPresent();
            String was = isTests
                    ? tests(old, name)
                    : old.get(name).map(Details::shown).orElse(NONE);
            String is = isTests
                    ? tests(young, name)
                    : young.get(name).map(Details::shown).orElse(NONE);
            Object title = param.<Object>map(spec -> spec.title()).orElse(name);
            if (old.get(name).equals(young.get(name))) {
                continue;
            }
            messages.add(
                    was.length() > MOST_SHOWN || is.length() > MOST_SHOWN
                            ? Message.of("diff.param.long", "title", title)
                            : new Message("diff.param", Map.of("title", title, "before", was, "after", is)));
        }
    }

    private static String tests(Value.Fields params, String name) {
        String all = EntityReader.conditions(new FieldReader(params), name).stream()
                .map(Details::text)
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? NONE : all;
    }

    private Object title(Kind kind, String type) {
        return catalog.type(kind, type).map(TypeSpec::title).orElse(new Words(type, type));
    }

    private static String shown(Value value) {
        String text = value instanceof Value.Text plain ? plain.text() : ValueJson.write(value);
        return text.isEmpty() ? NONE : text;
    }

    private void conditions(List<Condition> old, List<Condition> young) {
        for (Condition condition : old) {
            if (!young.contains(condition)) {
                messages.add(Message.of("diff.condition.removed", "condition", text(condition)));
            }
        }
        for (Condition condition : young) {
            if (!old.contains(condition)) {
                messages.add(Message.of("diff.condition.added", "condition", text(condition)));
            }
        }
        if (messages.isEmpty() && !old.equals(young)) {
            messages.add(Message.of("diff.condition.order"));
        }
    }

    private static String text(Condition condition) {
        return condition.left() + (condition.negate() ? " not " : " ")
                + condition.operator().code().replace('_', ' ') + " " + condition.right();
    }

    private void event(EventDefinition old, EventDefinition young) {
        compare("diff.meaning", old, young, EventDefinition::meaning);
        if (!old.source().equals(young.source())) {
            messages.add(Message.of("diff.source"));
        }
        changed("diff.event_params", params(old), params(young));
        if (old.conversion() != young.conversion()) {
            messages.add(Message.of(young.conversion() ? "diff.conversion.on" : "diff.conversion.off"));
        }
        compare("diff.weight", old, young, event -> text(event.weight().map(ValueJson::number)));
        if (!old.made().equals(young.made())) {
            messages.add(Message.of("diff.made"));
        }
    }

    private static String params(EventDefinition event) {
        return event.params().isEmpty()
                ? NONE
                : String.join(
                        ", ",
                        event.params().stream()
                                .map(param -> param.name()
                                        + (param.required() ? "* " : " ")
                                        + param.type().code())
                                .toList());
    }

    private static String names(Content content, List<Integer> ids) {
        return ids.isEmpty()
                ? NONE
                : String.join(", ", ids.stream().map(id -> name(content, id)).toList());
    }

    private static String name(Content content, int id) {
        return content.find(id).map(Entity::name).orElse("#" + id);
    }

    private static String text(Optional<?> value) {
        return value.map(Object::toString).orElse(NONE);
    }

    private <T> void compare(String key, T old, T young, Function<T, Object> part) {
        changed(key, part.apply(old), part.apply(young));
    }

    private void changed(String key, Object old, Object young) {
        if (!Objects.equals(old, young)) {
            messages.add(Message.of(key, "before", old, "after", young));
        }
    }
}
