package io.warmtag.container.model;

import io.warmtag.catalog.BuiltIn;
import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Template;
import io.warmtag.catalog.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What can be reached from the tags that may fire, each with its index: tags with a trigger that aren't held, what they
 * bring along before and after, their triggers, and the variables of all of them. In a preview also held tags, with nothing
 * but their triggers: they tell when they would have fired.
 */
final class Reach {
    /** By priority; among equals Warmtag's own events run first, since others of the same happening share their id. */
    private static final Comparator<Tag> RUNNING = Comparator.comparingInt(
                    (Tag tag) -> -tag.firing().priority())
            .thenComparing(tag -> !tag.type().equals("warmtag_event"));

    private final Content content;
    private final Catalog catalog;
    private final boolean live;
    private final boolean preview;
    private final SortedMap<Integer, Entity> entities = new TreeMap<>();
    private final SortedMap<String, BuiltIn> builtIns = new TreeMap<>();
    private final Map<Integer, Integer> indexes = new HashMap<>();
    private final Map<String, Integer> variableIndexes = new HashMap<>();
    private final Map<Integer, List<Value>> fired = new HashMap<>();

    /** Why a tag doesn't fire, whatever its triggers say. */
    enum Held {
        PAUSED,
        LIVE_ONLY,
        /** The setup tag without which it must not fire is held. */
        SETUP_HELD;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private Reach(Content content, Catalog catalog, boolean live, boolean preview) {
        this.content = content;
        this.catalog = catalog;
        this.live = live;
        this.preview = preview;
    }

    static Reach of(Content content, Catalog catalog, boolean live) {
        return new Reach(content, catalog, live, false).filled();
    }

    /** A preview is never the live site. */
    static Reach ofPreview(Content content, Catalog catalog) {
        return new Reach(content, catalog, false, true).filled();
    }

    private Reach filled() {
        for (Tag tag : content.tags()) {
            if (!tag.firing().triggers().isEmpty()) {
                visit(tag);
                if (preview && held(tag).isPresent()) {
                    visitTriggers(tag);
                }
            }
        }
        number();
        return this;
    }

    Optional<Held> held(Tag tag) {
        if (tag.paused()) {
            return Optional.of(Held.PAUSED);
        } else if (!live && tag.firing().liveOnly()) {
            return Optional.of(Held.LIVE_ONLY);
        }
        return tag.sequence()
                .setup()
                .filter(Tag.Step::stopOnFailure)
                .filter(setup -> !runs(setup))
                .map(setup -> Held.SETUP_HELD);
    }

    /** Whether the tag before or after another does fire. */
    boolean runs(Tag.Step step) {
        return content.find(Kind.TAG, step.tag())
                .filter(tag -> held((Tag) tag).isEmpty())
                .isPresent();
    }

    private void visitTriggers(Tag held) {
        entities.put(held.id(), held);
        Stream.of(held.firing().triggers(), held.firing().blocking())
                .flatMap(List::stream)
                .forEach(id -> content.find(Kind.TRIGGER, id).ifPresent(this::visit));
    }

    private void visit(Entity entity) {
        if (entity instanceof Tag tag && held(tag).isPresent() || entities.putIfAbsent(entity.id(), entity) != null) {
            return;
        }
        for (Reference reference : content.links(catalog).from(entity)) {
            if (reference.target() instanceof Reference.Target.Numbered numbered) {
                visit(content.find(numbered.kind(), numbered.id()).orElseThrow(() -> broken(entity, reference)));
            } else {
                String name = ((Reference.Target.Named) reference.target()).variable();
                content.variable(name)
                        .ifPresentOrElse(
                                this::visit,
                                () -> visitBuiltIn(catalog.builtIn(name).orElseThrow(() -> broken(entity, reference))));
            }
        }
    }

    private void visitBuiltIn(BuiltIn builtIn) {
        if (builtIns.putIfAbsent(builtIn.name(), builtIn) == null) {
            texts(builtIn.params())
                    .flatMap(text -> Template.parse(text).names().stream())
                    .forEach(name -> visitBuiltIn(catalog.builtIn(name)
                            .orElseThrow(() -> new IllegalStateException("no built-in variable " + name))));
        }
    }

    private static Stream<String> texts(Value.Fields params) {
        return params.fields().values().stream()
                .filter(Value.Text.class::isInstance)
                .map(value -> ((Value.Text) value).text());
    }

    private static IllegalStateException broken(Entity entity, Reference reference) {
        return new IllegalStateException(
                "entity " + entity.id() + " refers to nothing in " + reference.field() + ": " + reference.target());
    }

    private void number() {
        List<Tag> tags = tags();
        number(tags);
        for (int i = 0; i < tags.size(); i++) {
            Value index = Value.of(i);
            tags.get(i)
                    .firing()
                    .triggers()
                    .forEach(trigger -> fired.computeIfAbsent(trigger, id -> new ArrayList<>())
                            .add(index));
        }
        number(triggers());
        number(variables());
        variables().forEach(variable -> variableIndexes.put(variable.name(), indexes.get(variable.id())));
        int next = variables().size();
        for (String name : builtIns.keySet()) {
            variableIndexes.put(name, next++);
        }
    }

    private void number(List<? extends Entity> all) {
        for (int i = 0; i < all.size(); i++) {
            indexes.put(all.get(i).id(), i);
        }
    }

    /** In the order in which they run when one happening fires several. */
    List<Tag> tags() {
        return all(Tag.class).stream().sorted(RUNNING).toList();
    }

    List<Trigger> triggers() {
        return all(Trigger.class);
    }

    List<Variable> variables() {
        return all(Variable.class);
    }

    private <E extends Entity> List<E> all(Class<E> type) {
        return entities.values().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    boolean has(Entity entity) {
        return entities.containsKey(entity.id());
    }

    List<BuiltIn> builtIns() {
        return List.copyOf(builtIns.values());
    }

    /** The index of a tag or trigger among those of its kind; empty for a tag that isn't in it. */
    Optional<Integer> index(Kind kind, int id) {
        return Optional.ofNullable(entities.get(id))
                .filter(entity -> entity.kind() == kind)
                .map(entity -> indexes.get(entity.id()));
    }

    List<Value> indexes(Kind kind, List<Integer> ids) {
        var found = new ArrayList<Value>();
        ids.forEach(id -> index(kind, id).ifPresent(index -> found.add(Value.of(index))));
        return found;
    }

    /** Indexes of the tags that a trigger fires, in the order in which they run. */
    List<Value> fired(Trigger trigger) {
        return fired.getOrDefault(trigger.id(), List.of());
    }

    int variable(String name) {
        Integer index = variableIndexes.get(name);
        if (index == null) {
            throw new IllegalStateException("no variable " + name);
        }
        return index;
    }
}
