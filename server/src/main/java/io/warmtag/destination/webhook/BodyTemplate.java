package io.warmtag.destination.webhook;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.destination.Paths;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A body as JSON with <code>{{paths}}</code> in its texts: a text that is nothing but a path becomes the value itself, so
 * that numbers stay numbers; within other words it becomes text. Pure.
 */
final class BodyTemplate {
    private static final Pattern PATH = Pattern.compile("\\{\\{\\s*([A-Za-z0-9_.]{1,200})\\s*}}");

    private BodyTemplate() {}

    /** What is wrong with a template; null: nothing. */
    static @Nullable String problem(String template) {
        try {
            return Json.decodeValue(template) instanceof JsonObject ? null : "not an object";
        } catch (DecodeException e) {
            return String.valueOf(e.getMessage()).lines().findFirst().orElse("not JSON");
        }
    }

    static String fill(String template, JsonObject values) {
        return Json.encode(filled(Json.decodeValue(template), values));
    }

    private static @Nullable Object filled(@Nullable Object part, JsonObject values) {
        if (part instanceof JsonObject object) {
            var out = new JsonObject();
            object.forEach(field -> out.put(field.getKey(), filled(field.getValue(), values)));
            return out;
        }
        if (part instanceof JsonArray array) {
            var out = new JsonArray();
            array.forEach(each -> out.add(filled(each, values)));
            return out;
        }
        return part instanceof String text ? filled(text, values) : part;
    }

    private static @Nullable Object filled(String text, JsonObject values) {
        Matcher path = PATH.matcher(text);
        if (path.matches()) {
            return Paths.get(values, path.group(1));
        }
        return PATH.matcher(text).replaceAll(found -> {
            Object value = Paths.get(values, found.group(1));
            return Matcher.quoteReplacement(value == null ? "" : String.valueOf(value));
        });
    }
}
