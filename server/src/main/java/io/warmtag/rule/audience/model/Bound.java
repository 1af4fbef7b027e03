package io.warmtag.rule.audience.model;

import io.warmtag.catalog.Value;
import io.warmtag.rule.audience.model.Condition.Bought;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A condition, as JSON, that speaks of the product that a rule fires for: with the product in its place it is one as all others,
 * true of a person by what he has done.
 */
public final class Bound {
    private Bound() {}

    /** Whether it speaks of the product. */
    public static boolean asks(Value condition) {
        if (condition instanceof Value.Items items) {
            return items.items().stream().anyMatch(Bound::asks);
        }
        return condition instanceof Value.Fields fields
                && (isProduct(fields) || fields.fields().values().stream().anyMatch(Bound::asks));
    }

    /** @param ids of the product and its variants, at least one */
    public static Value.Fields in(Value.Fields condition, List<String> ids) {
        return (Value.Fields) bound(condition, ids);
    }

    private static Value bound(Value value, List<String> ids) {
        if (value instanceof Value.Items items) {
            return new Value.Items(
                    items.items().stream().map(item -> bound(item, ids)).toList());
        }
        if (!(value instanceof Value.Fields fields)) {
            return value;
        }
        if (isProduct(fields)) {
            return Value.Fields.of(Map.of(
                    "kind", Value.of("product"),
                    "did", Value.of(Condition.Deed.BOUGHT.code()),
                    "by", Value.of(Condition.Key.ITEM_ID.code()),
                    "values", new Value.Items(ids.stream().map(Value::of).toList())));
        }
        var inside = new TreeMap<String, Value>();
        fields.fields().forEach((name, each) -> inside.put(name, bound(each, ids)));
        return new Value.Fields(inside);
    }

    private static boolean isProduct(Value.Fields fields) {
        return fields.text("kind").orElse("").equals("bought")
                && fields.text("what").orElse("").equals(Bought.Of.PRODUCT.code());
    }
}
