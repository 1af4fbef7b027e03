package io.warmtag.container.model;

import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.Kind;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All entities of a draft or a version, by id. Never changes; what is worked out of it is kept, because lists and checks ask
 * the same for each of hundreds of entities.
 */
public final class Content {
    public static final Content EMPTY = new Content(new TreeMap<>(), null);

    private final SortedMap<Integer, Entity> entities;
    private final @Nullable Links before;
    private volatile @Nullable Names names;
    private volatile @Nullable Links links;
    private volatile int hash;

    private Content(SortedMap<Integer, Entity> entities, @Nullable Links before) {
        this.entities = Collections.unmodifiableSortedMap(entities);
        this.before = before;
    }

    public static Content of(Collection<? extends Entity> all) {
        var entities = new TreeMap<Integer, Entity>();
        all.forEach(each -> entities.put(each.id(), each));
        return new Content(entities, null);
    }

    public SortedMap<Integer, Entity> entities() {
        return entities;
    }

    public Optional<Entity> find(int id) {
        return Optional.ofNullable(entities.get(id));
    }

    public Optional<Entity> find(Kind kind, int id) {
        return find(id).filter(entity -> entity.kind() == kind);
    }

    /** The first one of a name, in whatever case it is written. */
    public Optional<Entity> named(Kind kind, String name) {
        return names().of(kind, name.toLowerCase(Locale.ROOT)).stream().findFirst();
    }

    /** All of a name, in whatever case it is written. */
    List<Entity> allNamed(Kind kind, String name) {
        return names().of(kind, name.toLowerCase(Locale.ROOT));
    }

    /** The variable that {@code {{name}}} stands for. */
    Optional<Variable> variable(String name) {
        return allNamed(Kind.VARIABLE, name).stream()
                .filter(variable -> variable.name().equals(name))
                .map(Variable.class::cast)
                .findFirst();
    }

    private Names names() {
        Names known = names;
        if (known == null) {
            known = new Names(entities.values());
            names = known;
        }
        return known;
    }

    /** What refers to what. */
    public Links links(Catalog catalog) {
        Links known = links;
        if (known == null || !known.isOf(catalog)) {
            known = new Links(this, catalog, before);
            links = known;
        }
        return known;
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
        return new Content(all, links == null ? before : links);
    }

    public Content without(int id) {
        return without(List.of(id));
    }

    public Content without(Collection<Integer> ids) {
        var all = new TreeMap<Integer, Entity>(entities);
        ids.forEach(all::remove);
        return new Content(all, links == null ? before : links);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Content content && entities.equals(content.entities);
    }

    @Override
    public int hashCode() {
        // As a key it is asked again and again; zero, once in four billion contents, is worked out each time.
        if (hash == 0) {
            hash = entities.hashCode();
        }
        return hash;
    }

    @Override
    public String toString() {
        return "Content" + entities;
    }
}
