package io.warmtag.destination;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Finds a value in JSON by its path, like {@code data.items.0.item_name}. Pure. */
public final class Paths {
    private Paths() {}

    /** What a path of a mapping, a filter or a template may begin with. */
    public static JsonObject root(Outgoing event) {
        return new JsonObject()
                .put("id", event.id().toString())
                .put("name", event.name())
                .put("time", event.time().toString())
                .put("data", event.data())
                .put("context", event.context());
    }

    /** Null when there is nothing at the path. */
    public static @Nullable Object get(JsonObject root, String path) {
        Object at = root;
        for (String name : path.trim().split("\\.")) {
            if (at instanceof JsonObject object) {
                at = object.getValue(name);
            } else if (at instanceof JsonArray array && name.matches("\\d{1,4}")) {
                int index = Integer.parseInt(name);
                at = index < array.size() ? array.getValue(index) : null;
            } else {
                return null;
            }
        }
        return at;
    }
}
