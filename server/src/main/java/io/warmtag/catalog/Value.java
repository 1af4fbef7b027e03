package io.warmtag.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A value as JSON has it, compared by content. The fields of an object are sorted: equal objects are written alike. */
public sealed interface Value {
    Value NOTHING = new Nothing();

    record Text(String text) implements Value {}

    /** A number as JavaScript has it. */
    record Numeric(double number) implements Value {}

    record Flag(boolean on) implements Value {}

    record Items(List<Value> items) implements Value {
        public Items {
            items = List.copyOf(items);
        }
    }

    record Fields(SortedMap<String, Value> fields) implements Value {
        public static final Fields NONE = new Fields(new TreeMap<>());

        public Fields {
            fields = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        }

        public static Fields of(Map<String, Value> fields) {
            return new Fields(new TreeMap<>(fields));
        }

        public Optional<Value> get(String name) {
            return Optional.ofNullable(fields.get(name));
        }

        public Optional<String> text(String name) {
            return get(name).flatMap(value -> value instanceof Text text ? Optional.of(text.text) : Optional.empty());
        }

        public Fields with(String name, Value value) {
            var changed = new TreeMap<String, Value>(fields);
            changed.put(name, value);
            return new Fields(changed);
        }
    }

    /** JSON's null. */
    record Nothing() implements Value {}

    static Value of(String text) {
        return new Text(text);
    }

    static Value of(double number) {
        return new Numeric(number);
    }

    static Value of(boolean on) {
        return on ? new Flag(true) : new Flag(false);
    }
}
