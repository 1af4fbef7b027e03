package io.warmtag.container;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.catalog.Value;
import java.util.ArrayList;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Between the JSON of requests and answers and the values of the model. */
public final class JsonValues {
    private JsonValues() {}

    public static Value.Fields read(JsonObject json) {
        var fields = new TreeMap<String, Value>();
        json.forEach(entry -> fields.put(entry.getKey(), value(entry.getValue())));
        return new Value.Fields(fields);
    }

    private static Value value(@Nullable Object json) {
        if (json instanceof String text) {
            return Value.of(text);
        } else if (json instanceof Number number) {
            return Value.of(number.doubleValue());
        } else if (json instanceof Boolean flag) {
            return Value.of(flag);
        } else if (json instanceof JsonObject object) {
            return read(object);
        } else if (json instanceof JsonArray array) {
            var items = new ArrayList<Value>();
            array.forEach(item -> items.add(value(item)));
            return new Value.Items(items);
        }
        return Value.NOTHING;
    }

    public static JsonObject write(Value.Fields fields) {
        var json = new JsonObject();
        fields.fields().forEach((name, value) -> json.put(name, write(value)));
        return json;
    }

    private static @Nullable Object write(Value value) {
        if (value instanceof Value.Text text) {
            return text.text();
        } else if (value instanceof Value.Numeric numeric) {
            return number(numeric.number());
        } else if (value instanceof Value.Flag flag) {
            return flag.on();
        } else if (value instanceof Value.Items items) {
            var json = new JsonArray();
            items.items().forEach(item -> json.add(write(item)));
            return json;
        }
        return value instanceof Value.Fields fields ? write(fields) : null;
    }

    private static Object number(double number) {
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
        if (whole) {
            return (long) number;
        }
        return number;
    }
}
