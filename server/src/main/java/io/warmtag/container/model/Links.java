package io.warmtag.container.model;

import io.warmtag.catalog.Catalog;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What refers to what in a content, worked out once. */
public final class Links {
    private final Catalog catalog;
    private final Map<Integer, Entity> entities;
    private final Map<Integer, List<Reference>> from = new HashMap<>();
    private final Map<Reference.Target, Set<Integer>> users = new HashMap<>();

    /** @param before of a content that is nearly the same: what it knows of the same entities is taken over */
    Links(Content content, Catalog catalog, @Nullable Links before) {
        this.catalog = catalog;
        this.entities = content.entities();
        for (Entity entity : entities.values()) {
            List<Reference> references = before != null && before.knows(entity, catalog)
                    ? before.from(entity)
                    : References.of(entity, catalog);
            from.put(entity.id(), references);
            for (Reference reference : references) {
                users.computeIfAbsent(reference.target(), target -> new HashSet<>())
                        .add(entity.id());
            }
        }
    }

    boolean isOf(Catalog other) {
        return catalog == other;
    }

    @SuppressWarnings("ReferenceEquality") // an equal one would do too, but to find that out takes longer
    private boolean knows(Entity entity, Catalog other) {
        return isOf(other) && entities.get(entity.id()) == entity;
    }

    /** Everything that an entity of the content refers to. */
    List<Reference> from(Entity entity) {
        return from.getOrDefault(entity.id(), List.of());
    }

    /** Ids of what refers to an entity of the content. */
    public Set<Integer> users(Entity entity) {
        return users(
                entity instanceof Variable
                        ? new Reference.Target.Named(entity.name())
                        : new Reference.Target.Numbered(entity.kind(), entity.id()));
    }

    public Set<Integer> users(Reference.Target target) {
        return users.getOrDefault(target, Set.of());
    }
}
