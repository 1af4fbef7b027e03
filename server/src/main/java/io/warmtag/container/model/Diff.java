package io.warmtag.container.model;

import io.warmtag.catalog.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What has changed from one content to another, for people. */
public final class Diff {
    private Diff() {}

    /** By kind and id; empty when nothing has changed. */
    public static List<Change> between(Content before, Content after, Catalog catalog) {
        var ids = new TreeSet<>(before.entities().keySet());
        ids.addAll(after.entities().keySet());
        var changes = new ArrayList<Change>();
        for (int id : ids) {
            of(id, before, after, catalog).ifPresent(changes::add);
        }
        changes.sort(java.util.Comparator.comparing(Change::kind).thenComparing(Change::id));
        return changes;
    }

    /** What has become of one entity; empty when nothing has. */
    public static Optional<Change> of(int id, Content before, Content after, Catalog catalog) {
        Optional<Entity> old = before.find(id);
        Optional<Entity> young = after.find(id);
        if (old.equals(young)) {
            return Optional.empty();
        }
        if (young.isEmpty()) {
            return old.map(gone -> change(gone, Change.What.REMOVED, List.of()));
        }
        return Optional.of(old.map(known -> change(
                        young.get(), Change.What.CHANGED, new Details(before, after, catalog).of(known, young.get())))
                .orElseGet(() -> change(young.get(), Change.What.ADDED, List.of())));
    }

    private static Change change(Entity entity, Change.What what, List<io.warmtag.catalog.Message> details) {
        return new Change(entity.kind(), entity.id(), entity.name(), what, details);
    }
}
