package io.warmtag.container.model;

import io.warmtag.catalog.Value;
import java.util.List;
import java.util.Optional;

/**
 * What of a content goes into a script.
 *
 * @param tags {@code config.tags}; empty when there is nothing to run
 * @param parts names of the parts that it runs on, in the manifest's order
 * @param code functions of the part {@code code}, JavaScript
 */
public record Compiled(Optional<Value.Fields> tags, List<String> parts, List<String> code) {
    public static final Compiled EMPTY = new Compiled(Optional.empty(), List.of(), List.of());

    public Compiled {
        parts = List.copyOf(parts);
        code = List.copyOf(code);
    }
}
