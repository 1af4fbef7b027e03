package io.warmtag.container.model;

import io.warmtag.catalog.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of a content goes into a script.
 *
 * @param tags {@code config.tags}; empty when there is nothing to run
 * @param parts names of the parts that it runs on, in the manifest's order
 * @param code functions of the part {@code code}, JavaScript
 * @param wants what the server is to tell the page, like {@code temperature}
 */
public record Compiled(Optional<Value.Fields> tags, List<String> parts, List<String> code, Set<String> wants) {
    public static final Compiled EMPTY = new Compiled(Optional.empty(), List.of(), List.of(), Set.of());

    public Compiled {
        parts = List.copyOf(parts);
        code = List.copyOf(code);
        wants = java.util.Collections.unmodifiableSet(new TreeSet<>(wants));
    }
}
