package io.warmtag.container.model;

import io.warmtag.catalog.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The entities of a content by their names. */
final class Names {
    private final Map<Key, List<Entity>> all = new HashMap<>();

    /** @param name in lower case */
    private record Key(Kind kind, String name) {}

    Names(Collection<Entity> entities) {
        for (Entity entity : entities) {
            all.computeIfAbsent(
                            new Key(entity.kind(), entity.name().toLowerCase(Locale.ROOT)), key -> new ArrayList<>())
                    .add(entity);
        }
    }

    /** By id. */
    List<Entity> of(Kind kind, String name) {
        return all.getOrDefault(new Key(kind, name), List.of());
    }
}
