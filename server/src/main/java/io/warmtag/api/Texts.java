package io.warmtag.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.text.Storable;
import io.warmtag.web.HttpProblem;
import io.warmtag.web.HttpProblem.Field;
import java.util.ArrayList;
import java.util.List;

/** Refuses what no column can keep, wherever in a body it stands, before anybody reads the body. */
final class Texts {
    static final String REMEDY =
            "has a character that can't be stored (zero, or half of a surrogate pair): leave it out.";

    private Texts() {}

    static void check(JsonObject body) {
        List<Field> odd = new ArrayList<>();
        look("", body, odd);
        if (!odd.isEmpty()) {
            throw new HttpProblem(422, "Field " + odd.get(0).field() + " " + REMEDY, odd);
        }
    }

    private static void look(String place, Object value, List<Field> odd) {
        if (value instanceof String text && !Storable.is(text)) {
            odd.add(new Field(place, REMEDY));
        } else if (value instanceof JsonObject object) {
            object.forEach(entry -> {
                String inner = (place.isEmpty() ? "" : place + ".") + Storable.made(entry.getKey());
                look(inner, entry.getKey(), odd);
                look(inner, entry.getValue(), odd);
            });
        } else if (value instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                look(place + "[" + i + "]", array.getValue(i), odd);
            }
        }
    }
}
