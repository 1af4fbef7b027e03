package io.warmtag.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.web.HttpProblem;
import io.warmtag.web.HttpProblem.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that somebody sent, read field by field. What is wrong is collected, and told all at once by {@link #check};
 * a field that nobody asked for counts as wrong too.
 */
final class Input {
    private final JsonObject json;
    private final String place;
    private final List<Field> mistakes;
    private final Set<String> known = new TreeSet<>();

    Input(JsonObject json) {
        this(json, "", new ArrayList<>());
    }

    private Input(JsonObject json, String place, List<Field> mistakes) {
        this.json = json;
        this.place = place;
        this.mistakes = mistakes;
    }

    boolean has(String name) {
        return json.containsKey(name);
    }

    String text(String name, Supplier<String> otherwise) {
        return read(name, String.class, "must be a text.").orElseGet(otherwise);
    }

    boolean flag(String name, Supplier<Boolean> otherwise) {
        return read(name, Boolean.class, "must be true or false.").orElseGet(otherwise);
    }

    /** A number that has no fraction and fits a long. */
    long whole(String name, Supplier<Long> otherwise) {
        Optional<Number> number = read(name, Number.class, "must be a whole number.");
        if (number.isPresent() && number.get().doubleValue() != number.get().longValue()) {
            wrong(name, "must be a whole number.");
        }
        return number.map(Number::longValue).orElseGet(otherwise);
    }

    double number(String name, Supplier<Double> otherwise) {
        return read(name, Number.class, "must be a number.")
                .map(Number::doubleValue)
                .orElseGet(otherwise);
    }

    List<String> texts(String name, Supplier<List<String>> otherwise) {
        Optional<JsonArray> array = read(name, JsonArray.class, "must be a list of texts.");
        if (array.isPresent() && !array.get().stream().allMatch(String.class::isInstance)) {
            wrong(name, "must be a list of texts.");
            return List.of();
        }
        return array.map(texts -> texts.stream().map(String.class::cast).toList())
                .orElseGet(otherwise);
    }

    /** A list of objects, as it was sent; empty when there is none. */
    JsonArray objects(String name) {
        Optional<JsonArray> array = read(name, JsonArray.class, "must be a list of objects.");
        if (array.isPresent() && !array.get().stream().allMatch(JsonObject.class::isInstance)) {
            wrong(name, "must be a list of objects.");
        }
        return array.orElseGet(JsonArray::new);
    }

    Map<String, Double> numbers(String name) {
        Map<String, Double> numbers = new HashMap<>();
        read(name, JsonObject.class, "must be an object of numbers.")
                .ifPresent(object -> object.forEach(entry -> {
                    if (entry.getValue() instanceof Number number) {
                        numbers.put(entry.getKey(), number.doubleValue());
                    } else {
                        wrong(name + "[" + entry.getKey() + "]", "must be a number.");
                    }
                }));
        return numbers;
    }

    /** An object inside of this one; its mistakes are this one's. */
    Input object(String name) {
        JsonObject inner = read(name, JsonObject.class, "must be an object.").orElseGet(JsonObject::new);
        return new Input(inner, place + name + ".", mistakes);
    }

    /** Those of some fields that were sent, as they are, for who reads them himself. */
    JsonObject rest(String... names) {
        var rest = new JsonObject();
        for (String name : names) {
            known.add(name);
            if (json.containsKey(name)) {
                rest.put(name, json.getValue(name));
            }
        }
        return rest;
    }

    /** Says that a field is missing; for the place of a value to take otherwise. */
    <T> Supplier<T> required(String name, T stopgap) {
        return () -> {
            if (!json.containsKey(name)) {
                wrong(name, "is missing.");
            }
            return stopgap;
        };
    }

    private <T> Optional<T> read(String name, Class<T> type, String form) {
        known.add(name);
        @Nullable Object value = json.getValue(name);
        if (type.isInstance(value)) {
            return Optional.of(type.cast(value));
        }
        if (json.containsKey(name)) {
            wrong(name, form);
        }
        return Optional.empty();
    }

    /** The first remark about a field stays: what comes of a stopgap is no further mistake. */
    void wrong(String name, String message) {
        String field = place + name;
        if (mistakes.stream().noneMatch(known -> known.field().equals(field))) {
            mistakes.add(new Field(field, message));
        }
    }

    /** Notes the fields that were never asked for. */
    void refuseOthers() {
        for (String name : json.fieldNames()) {
            if (!known.contains(name)) {
                wrong(name, "is not a field here. Known: " + String.join(", ", known) + ".");
            }
        }
    }

    boolean isGood() {
        return mistakes.isEmpty();
    }

    /** Throws the problem to answer when anything is wrong. */
    void check() {
        if (!mistakes.isEmpty()) {
            Field first = mistakes.get(0);
            throw new HttpProblem(422, "Field " + first.field() + " " + first.message(), mistakes);
        }
    }
}
