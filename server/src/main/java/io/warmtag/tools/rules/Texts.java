package io.warmtag.tools.rules;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Looks into JSON and compares what is there. */
final class Texts {
    private Texts() {}

    /** All values at a path, as texts; where a list is on the way, those of all its members. */
    static List<String> at(@Nullable Object json, String path) {
        var found = new ArrayList<String>();
        collect(json, path.isEmpty() ? List.of() : List.of(path.split("\\.")), found);
        return found;
    }

    private static void collect(@Nullable Object json, List<String> path, List<String> found) {
        if (json instanceof JsonArray array) {
            array.forEach(each -> collect(each, path, found));
        } else if (!path.isEmpty()) {
            if (json instanceof JsonObject object) {
                collect(object.getValue(path.get(0)), path.subList(1, path.size()), found);
            }
        } else if (json instanceof Number number) {
            found.add(text(number.doubleValue()));
        } else if (json != null && !(json instanceof JsonObject)) {
            found.add(String.valueOf(json));
        }
    }

    private static String text(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15 ? Long.toString((long) number) : "" + number;
    }

    /** @param op as in conditions and rules, but for {@code is_not} */
    static boolean passes(String text, String op, List<String> wanted) {
        return switch (op) {
            case "exists" -> !text.isEmpty();
            case "is" ->
                wanted.stream()
                        .anyMatch(each -> text.trim().equalsIgnoreCase(each.trim()) || number(text) == number(each));
            case "contains" -> wanted.stream().anyMatch(each -> lower(text).contains(lower(each)));
            case "starts" -> wanted.stream().anyMatch(each -> lower(text).startsWith(lower(each)));
            case "least" -> number(text) >= number(wanted.get(0));
            case "most" -> number(text) <= number(wanted.get(0));
            default -> throw new IllegalArgumentException("the replay doesn't know how to compare by " + op);
        };
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    static double number(String text) {
        try {
            return Double.parseDouble(text.trim());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
