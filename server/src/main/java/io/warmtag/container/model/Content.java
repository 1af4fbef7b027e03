package io.warmtag.container.model;

import io.warmtag.catalog.Kind;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All entities of a draft or a version, by id. */
public record Content(SortedMap<Integer, Entity> entities) {
    public static final Content EMPTY = new Content(new TreeMap<>());

    public Content {
        entities = Collections.unmodifiableSortedMap(new TreeMap<>(entities));
    }

    public static Content of(Collection<? extends Entity> all) {
        var entities = new TreeMap<Integer, Entity>();
        all.forEach(each -> entities.put(each.id(), each));
        return new Content(entities);
    }

    public Optional<Entity> find(int id) {
        return Optional.ofNullable(entities.get(id));
    }

    public Optional<Entity> find(Kind kind, int id) {
        return find(id).filter(entity -> entity.kind() == kind);
    }

    public Optional<Entity> named(Kind kind, String name) {
        String same = name.toLowerCase(Locale.ROOT);
        return entities.values().stream()
                .filter(entity -> entity.kind() == kind
                        && entity.name().toLowerCase(Locale.ROOT).equals(same))
                .findFirst();
    }

    public <E extends Entity> List<E> all(Class<E> type) {
        return entities.values().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    public List<Tag> tags() {
        return all(Tag.class);
    }

    public List<Trigger> triggers() {
        return all(Trigger.class);
    }

    public List<Variable> variables() {
        return all(Variable.class);
    }

    public List<Folder> folders() {
        return all(Folder.class);
    }

    public List<EventDefinition> events() {
        return all(EventDefinition.class);
    }

    public Content with(Entity entity) {
        return with(List.of(entity));
    }

    public Content with(Collection<? extends Entity> changed) {
        var all = new TreeMap<Integer, Entity>(entities);
        changed.forEach(entity -> all.put(entity.id(), entity));
        return new Content(all);
    }

    public Content without(int id) {
        var all = new TreeMap<Integer, Entity>(entities);
        all.remove(id);
        return new Content(all);
    }
}
