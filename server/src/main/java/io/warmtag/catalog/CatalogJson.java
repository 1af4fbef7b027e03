package io.warmtag.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the catalog of tag-js's manifest. What can't be understood is a fault of the build and stops the start. */
final class CatalogJson {
    private CatalogJson() {}

    static Catalog read(String manifestText) {
        Value.Fields manifest = fields(ValueJson.read(manifestText));
        List<TypeSpec> types = new ArrayList<>();
        Map<String, List<String>> needs = new LinkedHashMap<>();
        for (Value.Fields part : objects(manifest, "parts")) {
            String kind = text(part, "kind");
            needs.put(kind + "." + text(part, "id"), texts(part, "needs"));
            Kind.ofCode(kind).ifPresent(known -> types.add(type(known, part)));
        }
        Map<String, Words> groups = new LinkedHashMap<>();
        manifest.get("groups")
                .ifPresent(all -> fields(all).fields().forEach((id, title) -> groups.put(id, words(title))));
        return new Catalog(
                types,
                objects(manifest, "builtIns").stream().map(CatalogJson::builtIn).toList(),
                groups,
                needs,
                objects(manifest, "events").stream().map(CatalogJson::event).toList());
    }

    private static TypeSpec type(Kind kind, Value.Fields part) {
        return new TypeSpec(
                kind,
                text(part, "id"),
                words(part, "title"),
                words(part, "help"),
                part.text("group").orElse("other"),
                part.text("gtm").map(List::of).orElseGet(() -> texts(part, "gtm")),
                objects(part, "params").stream().map(CatalogJson::param).toList(),
                new TypeSpec.Ships(
                        texts(part, "needs"),
                        texts(part, "wants"),
                        texts(part, "consent"),
                        texts(part, "sets"),
                        part.text("waits"),
                        part.get("lists")
                                .map(CatalogJson::fields)
                                .map(lists -> new TypeSpec.Lists(text(lists, "pattern"), text(lists, "unless")))));
    }

    private static ParamSpec param(Value.Fields json) {
        ParamKind kind = ParamKind.ofCode(text(json, "kind"));
        Words title = words(json, "title");
        return new ParamSpec(
                text(json, "id"),
                kind,
                title,
                json.get("help").map(CatalogJson::words),
                flag(json, "required"),
                json.get("default"),
                limits(kind, json),
                json.get("showIf").map(CatalogJson::when),
                json.get("maxIf").map(CatalogJson::when),
                json.get("wholeIf").map(CatalogJson::when));
    }

    private static ParamSpec.Limits limits(ParamKind kind, Value.Fields json) {
        return new ParamSpec.Limits(
                objects(json, "choices").stream()
                        .map(choice -> new ParamSpec.Choice(text(choice, "id"), words(choice, "title")))
                        .toList(),
                objects(json, "columns").stream().map(CatalogJson::param).toList(),
                number(json, "min"),
                number(json, "max"),
                number(json, "maxLength").map(Double::intValue).orElse(kind.usualLength()));
    }

    private static ParamSpec.When when(Value json) {
        Value.Fields fields = fields(json);
        return new ParamSpec.When(text(fields, "param"), list(fields, "is", Function.identity()));
    }

    private static BuiltIn builtIn(Value.Fields json) {
        return new BuiltIn(
                text(json, "name"),
                text(json, "type"),
                json.get("params").map(CatalogJson::fields).orElse(Value.Fields.NONE),
                json.text("group").orElse("other"),
                words(json, "help"),
                json.text("gtm"));
    }

    private static RecommendedEvent event(Value.Fields json) {
        return new RecommendedEvent(
                text(json, "name"),
                words(json, "title"),
                words(json, "help"),
                objects(json, "params").stream()
                        .map(param -> new RecommendedEvent.Param(
                                text(param, "name"), text(param, "type"), flag(param, "required")))
                        .toList(),
                flag(json, "conversion"));
    }

    private static Words words(Value.Fields json, String name) {
        return json.get(name).map(CatalogJson::words).orElseThrow(() -> missing(name, json));
    }

    private static Words words(Value json) {
        Value.Fields words = fields(json);
        return new Words(text(words, "en"), text(words, "bn"));
    }

    private static String text(Value.Fields json, String name) {
        return json.text(name).orElseThrow(() -> missing(name, json));
    }

    private static boolean flag(Value.Fields json, String name) {
        return json.get(name).equals(Optional.of(Value.of(true)));
    }

    private static Optional<Double> number(Value.Fields json, String name) {
        return json.get(name)
                .map(value -> value instanceof Value.Numeric numeric ? numeric.number() : fail(name, json));
    }

    private static double fail(String name, Value.Fields json) {
        throw new IllegalStateException(name + " is no number in " + ValueJson.write(json));
    }

    private static List<String> texts(Value.Fields json, String name) {
        return list(json, name, each -> each instanceof Value.Text text ? text.text() : "");
    }

    private static List<Value.Fields> objects(Value.Fields json, String name) {
        return list(json, name, CatalogJson::fields);
    }

    private static <T> List<T> list(Value.Fields json, String name, Function<Value, T> read) {
        return json.get(name).map(all -> items(all).stream().map(read).toList()).orElse(List.of());
    }

    private static List<Value> items(Value value) {
        if (value instanceof Value.Items items) {
            return items.items();
        }
        throw new IllegalStateException("no list: " + ValueJson.write(value));
    }

    private static Value.Fields fields(Value value) {
        if (value instanceof Value.Fields fields) {
            return fields;
        }
        throw new IllegalStateException("no object: " + ValueJson.write(value));
    }

    private static IllegalStateException missing(String name, Value.Fields json) {
        return new IllegalStateException("no " + name + " in " + ValueJson.write(json));
    }
}
