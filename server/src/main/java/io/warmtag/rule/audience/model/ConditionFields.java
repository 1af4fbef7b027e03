package io.warmtag.rule.audience.model;

import io.warmtag.catalog.FieldReader;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Fields of conditions that hold some of a fixed set of words, or a list. */
final class ConditionFields {
    private ConditionFields() {}

    /** Some of the words of an enum. */
    static <E extends Enum<E>> Set<E> words(FieldReader in, String name, E[] all) {
        List<String> codes = Arrays.stream(all)
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
        var chosen = new TreeSet<E>();
        List<String> texts = in.texts(name);
        for (int i = 0; i < texts.size(); i++) {
            int index = codes.indexOf(texts.get(i));
            if (index < 0) {
                in.problems()
                        .add(Problem.of(
                                in.place(name + "[" + i + "]"),
                                "problem.param.choice",
                                "choices",
                                String.join(", ", codes)));
            } else {
                chosen.add(all[index]);
            }
        }
        if (texts.isEmpty()) {
            in.wrong(name, "problem.condition.values", "");
        }
        return chosen;
    }

    /** One of some texts. */
    static String choice(FieldReader in, String name, List<String> choices) {
        String text = in.text(name, "");
        if (!choices.contains(text)) {
            in.problems()
                    .add(Problem.of(in.place(name), "problem.param.choice", "choices", String.join(", ", choices)));
        }
        return text;
    }

    /** A list, cut where it is too long. */
    static List<Value> items(FieldReader in, String name, int most) {
        Value value = in.value(name).orElse(new Value.Items(List.of()));
        if (!(value instanceof Value.Items items)) {
            return in.wrong(name, "problem.param.list", List.of());
        }
        if (items.items().size() > most) {
            in.wrong(name, "problem.condition.parts", "");
            return items.items().subList(0, most);
        }
        return items.items();
    }
}
