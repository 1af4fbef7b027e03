package io.warmtag.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.catalog.BuiltIn;
import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.Kind;
import io.warmtag.catalog.ParamSpec;
import io.warmtag.catalog.RecommendedEvent;
import io.warmtag.catalog.TypeSpec;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.Words;
import io.warmtag.container.JsonValues;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What types of tags, triggers and variables there are, and what their parameters may be. */
final class TypesJson {
    private TypesJson() {}

    static JsonObject write(Catalog catalog) {
        return new JsonObject()
                .put("tags", list(catalog.types(Kind.TAG), TypesJson::type))
                .put("triggers", list(catalog.types(Kind.TRIGGER), TypesJson::type))
                .put("variables", list(catalog.types(Kind.VARIABLE), TypesJson::type))
                .put("builtIns", list(List.copyOf(catalog.builtIns()), TypesJson::builtIn))
                .put("events", list(catalog.events(), TypesJson::event));
    }

    private static JsonObject type(TypeSpec type) {
        return new JsonObject()
                .put("id", type.id())
                .put("title", words(type.title()))
                .put("help", words(type.help()))
                .put("group", type.group())
                .put("gtm", new JsonArray(type.gtm()))
                .put("params", list(type.params(), TypesJson::param))
                .put("consent", new JsonArray(type.ships().consent()))
                .put("sets", new JsonArray(type.ships().sets()));
    }

    private static JsonObject param(ParamSpec param) {
        ParamSpec.Limits limits = param.limits();
        var json = new JsonObject()
                .put("id", param.id())
                .put("kind", param.kind().name().toLowerCase(Locale.ROOT))
                .put("title", words(param.title()))
                .put("required", param.required())
                .put("maxLength", limits.length());
        param.help().ifPresent(help -> json.put("help", words(help)));
        param.usual().ifPresent(usual -> json.put("default", plain(usual)));
        limits.min().ifPresent(min -> json.put("min", min));
        limits.max().ifPresent(max -> json.put("max", max));
        if (!limits.choices().isEmpty()) {
            json.put("choices", list(limits.choices(), TypesJson::choice));
        }
        if (!limits.columns().isEmpty()) {
            json.put("columns", list(limits.columns(), TypesJson::param));
        }
        param.showIf().ifPresent(when -> json.put("showIf", when(when)));
        param.maxIf().ifPresent(when -> json.put("maxIf", when(when)));
        param.wholeIf().ifPresent(when -> json.put("wholeIf", when(when)));
        return json;
    }

    private static JsonObject when(ParamSpec.When when) {
        return new JsonObject()
                .put("param", when.param())
                .put(
                        "is",
                        new JsonArray(when.is().stream().map(TypesJson::plain).toList()));
    }

    private static JsonObject choice(ParamSpec.Choice choice) {
        return new JsonObject().put("id", choice.id()).put("title", words(choice.title()));
    }

    private static Object plain(Value value) {
        return JsonValues.write(Value.Fields.NONE.with("value", value)).getValue("value");
    }

    private static JsonObject builtIn(BuiltIn builtIn) {
        return new JsonObject()
                .put("name", builtIn.name())
                .put("type", builtIn.type())
                .put("group", builtIn.group())
                .put("help", words(builtIn.help()));
    }

    private static JsonObject event(RecommendedEvent event) {
        return new JsonObject()
                .put("name", event.name())
                .put("title", words(event.title()))
                .put("help", words(event.help()))
                .put("conversion", event.conversion())
                .put(
                        "params",
                        list(
                                event.params(),
                                param -> new JsonObject()
                                        .put("name", param.name())
                                        .put("type", param.type())
                                        .put("required", param.required())));
    }

    private static JsonObject words(Words words) {
        return new JsonObject().put("en", words.en()).put("bn", words.bn());
    }

    private static <T> JsonArray list(List<T> all, Function<T, JsonObject> write) {
        return new JsonArray(all.stream().map(write).toList());
    }
}
