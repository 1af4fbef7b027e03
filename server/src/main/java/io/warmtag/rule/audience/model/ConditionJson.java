package io.warmtag.rule.audience.model;

import io.warmtag.catalog.Value;
import io.warmtag.rule.audience.model.Condition.Bought;
import io.warmtag.rule.audience.model.Condition.Events;
import io.warmtag.rule.audience.model.Condition.Group;
import io.warmtag.rule.audience.model.Condition.HasConsent;
import io.warmtag.rule.audience.model.Condition.HasScore;
import io.warmtag.rule.audience.model.Condition.HasTemperature;
import io.warmtag.rule.audience.model.Condition.IsBuyer;
import io.warmtag.rule.audience.model.Condition.Member;
import io.warmtag.rule.audience.model.Condition.Orders;
import io.warmtag.rule.audience.model.Condition.Products;
import io.warmtag.rule.audience.model.Condition.Reach;
import io.warmtag.rule.audience.model.Condition.Visits;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Conditions as JSON: in answers, in the database. {@link ConditionReader} reads them. What is absent is left out. */
public final class ConditionJson {
    private final TreeMap<String, Value> json = new TreeMap<>();

    private ConditionJson(String kind) {
        text("kind", kind);
    }

    public static Value.Fields write(Condition condition) {
        var out = new ConditionJson(kind(condition));
        if (condition instanceof Group group) {
            out.list("of", group.of(), ConditionJson::write);
        } else if (condition instanceof HasTemperature temperature) {
            out.words("is", temperature.is());
        } else if (condition instanceof IsBuyer buyer) {
            out.words("is", buyer.is());
        } else if (condition instanceof HasScore score) {
            out.range(score.range());
        } else if (condition instanceof Events events) {
            out.events(events);
        } else if (condition instanceof Products products) {
            out.text("did", products.deed().code());
            out.text("by", products.key().code());
            out.list("values", products.values(), Value::of);
            out.minutes(products.minutes());
        } else if (condition instanceof Bought bought) {
            out.text("what", bought.of().code());
            out.minutes(bought.minutes());
        } else if (condition instanceof Orders orders) {
            out.orders(orders);
        } else if (condition instanceof Visits visits) {
            out.text("which", visits.which().code());
            out.test("field", visits.test());
            out.minutes(visits.minutes());
        } else if (condition instanceof HasConsent consent) {
            out.text("purpose", consent.purpose());
            out.json.put("granted", Value.of(consent.granted()));
        } else if (condition instanceof Reach reach) {
            out.words("is", reach.by());
        } else if (condition instanceof Member member) {
            out.json.put("audience", Value.of(member.audience()));
        }
        return new Value.Fields(out.json);
    }

    /** What a condition is called in JSON. */
    public static String kind(Condition condition) {
        if (condition instanceof Group group) {
            return group.mode().code();
        }
        return ConditionReader.KINDS.entrySet().stream()
                .filter(kind -> kind.getValue().isInstance(condition))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private void events(Events events) {
        text("name", events.name());
        if (!events.data().isEmpty()) {
            list("data", events.data(), ConditionJson::test);
        }
        if (!events.items().isEmpty()) {
            list("items", events.items(), ConditionJson::test);
        }
        text("measure", events.measure().code());
        if (!events.field().isEmpty()) {
            text("field", events.field());
        }
        minutes(events.minutes());
        range(events.range());
    }

    private void orders(Orders orders) {
        text("stage", orders.stage().code());
        text("measure", orders.measure().code());
        minutes(orders.minutes());
        range(orders.range());
        if (orders.currency() != null) {
            text("currency", orders.currency());
        }
    }

    private static Value test(DataTest test) {
        var out = new ConditionJson("");
        out.json.clear();
        out.test("path", test);
        return new Value.Fields(out.json);
    }

    private void test(String path, DataTest test) {
        text(path, test.path());
        text("op", test.op().code());
        if (!test.values().isEmpty()) {
            list("values", test.values(), Value::of);
        }
    }

    private void text(String name, String value) {
        json.put(name, Value.of(value));
    }

    private void minutes(@Nullable Integer minutes) {
        if (minutes != null) {
            json.put("minutes", Value.of(minutes));
        }
    }

    private void range(Range range) {
        if (range.least() != null) {
            json.put("least", Value.of(range.least()));
        }
        if (range.most() != null) {
            json.put("most", Value.of(range.most()));
        }
    }

    private void words(String name, Collection<? extends Enum<?>> words) {
        list(
                name,
                words.stream().sorted().toList(),
                word -> Value.of(word.name().toLowerCase(Locale.ROOT)));
    }

    private <T> void list(String name, List<T> all, Function<T, Value> write) {
        json.put(name, new Value.Items(all.stream().map(write).toList()));
    }
}
