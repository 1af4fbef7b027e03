package io.warmtag.container.model;

import io.warmtag.catalog.Catalog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds entities that need themselves to be worked out: variables, groups of triggers, tags before or after each other. */
final class Circles {
    private final Content content;
    private final Catalog catalog;
    private final Set<Integer> done = new HashSet<>();

    private Circles(Content content, Catalog catalog) {
        this.content = content;
        this.catalog = catalog;
    }

    /** A way from the entity back to itself, as names: {@code A → B → A}. */
    static Optional<String> through(Entity entity, Content content, Catalog catalog) {
        var way = new ArrayList<Entity>(List.of(entity));
        return new Circles(content, catalog).find(way)
                ? Optional.of(String.join(" → ", way.stream().map(Entity::name).toList()))
                : Optional.empty();
    }

    private boolean find(List<Entity> way) {
        Entity last = way.get(way.size() - 1);
        for (Reference reference : References.of(last, catalog)) {
            Optional<Entity> next = target(last, reference);
            if (next.isEmpty()) {
                continue;
            }
            way.add(next.get());
            if (next.get().id() == way.get(0).id() || done.add(next.get().id()) && find(way)) {
                return true;
            }
            way.remove(way.size() - 1);
        }
        return false;
    }

    /** Only what is of the same kind can close a circle. */
    private Optional<Entity> target(Entity from, Reference reference) {
        if (reference.target() instanceof Reference.Target.Numbered numbered) {
            return content.find(numbered.kind(), numbered.id()).filter(entity -> entity.kind() == from.kind());
        }
        String name = ((Reference.Target.Named) reference.target()).variable();
        return from instanceof Variable
                ? content.variables().stream()
                        .filter(variable -> variable.name().equals(name))
                        .map(Entity.class::cast)
                        .findFirst()
                : Optional.empty();
    }
}
