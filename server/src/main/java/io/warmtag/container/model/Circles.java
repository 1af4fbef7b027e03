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

    /**
     * @param field in which the first step stands
     * @param way from the entity back to itself, as names: {@code A → B → A}
     */
    record Circle(String field, String way) {}

    private Circles(Content content, Catalog catalog) {
        this.content = content;
        this.catalog = catalog;
    }

    /** One way from the entity back to itself. */
    static Optional<Circle> through(Entity entity, Content content, Catalog catalog) {
        var circles = new Circles(content, catalog);
        for (Reference reference : content.links(catalog).from(entity)) {
            var way = new ArrayList<Entity>(List.of(entity));
            if (circles.closes(way, reference)) {
                String names = String.join(" → ", way.stream().map(Entity::name).toList());
                return Optional.of(new Circle(reference.field(), names));
            }
        }
        return Optional.empty();
    }

    private boolean closes(List<Entity> way, Reference reference) {
        Optional<Entity> next = target(way.get(way.size() - 1), reference);
        if (next.isEmpty()) {
            return false;
        }
        way.add(next.get());
        if (next.get().id() == way.get(0).id() || done.add(next.get().id()) && goesBack(way)) {
            return true;
        }
        way.remove(way.size() - 1);
        return false;
    }

    private boolean goesBack(List<Entity> way) {
        return content.links(catalog).from(way.get(way.size() - 1)).stream()
                .anyMatch(reference -> closes(way, reference));
    }

    /** Only what is of the same kind can close a circle. */
    private Optional<Entity> target(Entity from, Reference reference) {
        if (reference.target() instanceof Reference.Target.Numbered numbered) {
            return content.find(numbered.kind(), numbered.id()).filter(entity -> entity.kind() == from.kind());
        }
        String name = ((Reference.Target.Named) reference.target()).variable();
        return from instanceof Variable ? content.variable(name).map(Entity.class::cast) : Optional.empty();
    }
}
