package io.warmtag.container.model;

import io.warmtag.catalog.Catalog;
import java.util.ArrayList;
import java.util.List;

/** Where things are used, and what isn't. */
public final class Uses {
    private Uses() {}

    /** @param field of {@code user} in which the reference stands */
    public record Use(Entity user, String field) {}

    /** Every place where the entity is referred to, also what lies in a folder. */
    public static List<Use> of(Entity entity, Content content, Catalog catalog) {
        var uses = new ArrayList<Use>();
        for (Entity user : content.entities().values()) {
            if (entity instanceof Folder) {
                if (user.folder().filter(id -> id == entity.id()).isPresent()) {
                    uses.add(new Use(user, "folder"));
                }
                continue;
            }
            for (Reference reference : content.links(catalog).from(user)) {
                if (reference.isTo(entity)) {
                    uses.add(new Use(user, reference.field()));
                }
            }
        }
        return uses;
    }

    /** Every place that refers to a built-in variable. */
    public static List<Use> ofBuiltIn(String name, Content content, Catalog catalog) {
        var target = new Reference.Target.Named(name);
        var uses = new ArrayList<Use>();
        for (Entity user : content.entities().values()) {
            for (Reference reference : content.links(catalog).from(user)) {
                if (reference.target().equals(target)) {
                    uses.add(new Use(user, reference.field()));
                }
            }
        }
        return uses;
    }

    /** Tags without a trigger that no other tag brings along, triggers and variables that nothing refers to. */
    public static List<Entity> unused(Content content, Catalog catalog) {
        Links links = content.links(catalog);
        return content.entities().values().stream()
                .filter(entity -> isUnused(entity, links))
                .toList();
    }

    private static boolean isUnused(Entity entity, Links links) {
        boolean alone = links.users(entity).isEmpty();
        if (entity instanceof Tag tag) {
            return tag.firing().triggers().isEmpty() && alone;
        }
        return alone && (entity instanceof Variable || entity instanceof Trigger);
    }
}
