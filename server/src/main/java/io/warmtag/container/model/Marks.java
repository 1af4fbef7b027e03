package io.warmtag.container.model;

import io.warmtag.catalog.Value;
import io.warmtag.text.Digits;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lists in what a trigger is told hold numbers: marks and other triggers. Marks were once kept as texts, several in one where
 * somebody typed commas between them; whoever opens such a trigger finds numbers. Pure.
 */
final class Marks {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
    private static final Pattern BETWEEN = Pattern.compile("\\s*[,،\\s]\\s*");

    private Marks() {}

    static Value.Fields read(Value.Fields params) {
        Value.Fields read = params;
        for (var each : params.fields().entrySet()) {
            if (each.getValue() instanceof Value.Items items
                    && items.items().stream().anyMatch(Value.Text.class::isInstance)) {
                read = read.with(
                        each.getKey(),
                        new Value.Items(
                                items.items().stream().flatMap(Marks::numbers).toList()));
            }
        }
        return read;
    }

    private static Stream<Value> numbers(Value value) {
        if (!(value instanceof Value.Text text)) {
            return Stream.of(value);
        }
        List<String> parts =
                BETWEEN.splitAsStream(Digits.latin(text.text()).strip()).toList();
        // A variable stays, and so does what is wrong, to be said when it is saved.
        return parts.stream().allMatch(part -> NUMBER.matcher(part).matches())
                ? parts.stream().map(part -> Value.of(Double.parseDouble(part)))
                : Stream.of(value);
    }
}
