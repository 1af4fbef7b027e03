package io.warmtag.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every type there is, the built-in variables and the recommended events, in the order in which menus show them. */
public final class Catalog {
    private static final String MANIFEST = "/META-INF/tag-js/manifest.json";

    private final Map<String, TypeSpec> types;
    private final Map<String, BuiltIn> builtIns;
    private final Map<String, Words> groups;
    private final Map<String, List<String>> needs;
    private final List<RecommendedEvent> events;

    /**
     * @param types by the name of their part
     * @param needs what each part, modules too, doesn't run without, in the order in which a container has them
     */
    Catalog(
            List<TypeSpec> types,
            List<BuiltIn> builtIns,
            Map<String, Words> groups,
            Map<String, List<String>> needs,
            List<RecommendedEvent> events) {
        this.types = byName(types, TypeSpec::part);
        this.builtIns = byName(builtIns, BuiltIn::name);
        this.groups = Map.copyOf(groups);
        this.needs = Collections.unmodifiableMap(new LinkedHashMap<>(needs));
        this.events = List.copyOf(events);
    }

    private static <T> Map<String, T> byName(List<T> all, Function<T, String> name) {
        return all.stream().collect(Collectors.toMap(name, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    }

    /** Reads it of the text of a manifest. */
    public static Catalog read(String manifest) {
        return CatalogJson.read(manifest);
    }

    /** Reads what tag-js was built into from the class path. Blocks. */
    public static Catalog load() {
        return CatalogJson.read(text(MANIFEST));
    }

    private static String text(String file) {
        try (InputStream in = Catalog.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not on the class path; build tag-js");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Optional<TypeSpec> type(Kind kind, String id) {
        return Optional.ofNullable(types.get(kind.code() + "." + id));
    }

    public List<TypeSpec> types(Kind kind) {
        return types.values().stream().filter(type -> type.kind() == kind).toList();
    }

    public Optional<BuiltIn> builtIn(String name) {
        return Optional.ofNullable(builtIns.get(name));
    }

    public Collection<BuiltIn> builtIns() {
        return builtIns.values();
    }

    /** The title of a group of types or built-in variables; its id when nobody named it. */
    public Words group(String id) {
        return groups.getOrDefault(id, new Words(id, id));
    }

    /** Names of all parts, modules too, in the order in which a container has them. */
    public List<String> parts() {
        return List.copyOf(needs.keySet());
    }

    /** Names of parts that a part doesn't run without. */
    public List<String> needs(String part) {
        return needs.getOrDefault(part, List.of());
    }

    public List<RecommendedEvent> events() {
        return events;
    }
}
