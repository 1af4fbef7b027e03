package io.warmtag.rule.audience.model;

import io.warmtag.catalog.EventTitle;
import io.warmtag.catalog.Message;
import io.warmtag.rule.audience.model.Condition.Bought;
import io.warmtag.rule.audience.model.Condition.Events;
import io.warmtag.rule.audience.model.Condition.Group;
import io.warmtag.rule.audience.model.Condition.HasConsent;
import io.warmtag.rule.audience.model.Condition.HasScore;
import io.warmtag.rule.audience.model.Condition.HasTemperature;
import io.warmtag.rule.audience.model.Condition.IsBuyer;
import io.warmtag.rule.audience.model.Condition.Measure;
import io.warmtag.rule.audience.model.Condition.Member;
import io.warmtag.rule.audience.model.Condition.Mode;
import io.warmtag.rule.audience.model.Condition.Orders;
import io.warmtag.rule.audience.model.Condition.Products;
import io.warmtag.rule.audience.model.Condition.Reach;
import io.warmtag.rule.audience.model.Condition.Visits;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A condition in words: a sentence without a subject, "put something into the cart in the last 7 days and …". */
public final class ConditionText {
    private static final int HOUR = 60;
    private static final int DAY = 1_440;

    private final IntFunction<String> audiences;

    /** @param audiences the name of each audience by id */
    public ConditionText(IntFunction<String> audiences) {
        this.audiences = audiences;
    }

    public Message of(Condition condition) {
        if (condition instanceof Group group) {
            return group(group);
        }
        if (condition instanceof HasTemperature temperature) {
            return Message.of("condition.temperature", "is", words("condition.temperature.", temperature.is()));
        }
        if (condition instanceof IsBuyer buyer) {
            return Message.of("condition.buyer", "is", words("condition.buyer.", buyer.is()));
        }
        if (condition instanceof HasScore score) {
            return Message.of("condition.score", "range", range(score.range()));
        }
        if (condition instanceof Events events) {
            return events(events);
        }
        if (condition instanceof Products products) {
            return message(
                    "condition.product." + products.deed().code() + "."
                            + products.key().code(),
                    Map.of("values", String.join(", ", products.values()), "window", window(products.minutes())));
        }
        if (condition instanceof Bought bought) {
            return message("condition.bought." + bought.of().code(), Map.of("window", window(bought.minutes())));
        }
        if (condition instanceof Orders orders) {
            return orders(orders);
        }
        if (condition instanceof Visits visits) {
            return visits(visits);
        }
        if (condition instanceof HasConsent consent) {
            return Message.of(
                    consent.granted() ? "condition.consent.granted" : "condition.consent.denied",
                    "purpose",
                    Message.of("condition.purpose." + consent.purpose()));
        }
        if (condition instanceof Reach reach) {
            return words("condition.reach.", reach.by());
        }
        int audience = ((Member) condition).audience();
        return Message.of("condition.audience", "name", audiences.apply(audience));
    }

    private Message group(Group group) {
        List<Message> parts =
                group.of().stream().map(part -> inside(part, group)).toList();
        String joint = group.mode() == Mode.ALL ? "condition.and" : "condition.or";
        Message joined = join(parts, joint);
        return group.mode() == Mode.NONE ? Message.of("condition.none", "of", joined) : joined;
    }

    /** A group in a group stands in brackets. */
    private Message inside(Condition part, Group group) {
        boolean brackets = part instanceof Group inner
                && inner.of().size() > 1
                && inner.mode() != Mode.NONE
                && group.of().size() > 1;
        return brackets ? Message.of("condition.brackets", "of", of(part)) : of(part);
    }

    private static Message join(List<Message> parts, String joint) {
        return parts.stream()
                .reduce((one, other) -> Message.of(joint, "one", one, "other", other))
                .orElseGet(() -> Message.of("condition.nothing"));
    }

    private static Message words(String prefix, Set<? extends Enum<?>> words) {
        return join(
                words.stream()
                        .sorted()
                        .map(word -> Message.of(prefix + word.name().toLowerCase(Locale.ROOT)))
                        .toList(),
                "condition.or");
    }

    private static Message events(Events events) {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("name", new EventTitle(events.name()));
        arguments.put("tests", tests(events));
        arguments.put("window", window(events.minutes()));
        if (events.measure() == Measure.LAST) {
            arguments.put("range", ago(events.range()));
            return message("condition.event.last", arguments);
        }
        if (events.measure() == Measure.SUM) {
            arguments.put("field", events.field());
            arguments.put("range", range(events.range()));
            return message("condition.event.sum", arguments);
        }
        if (events.range().equals(Range.SOME)) {
            return message("condition.event.some", arguments);
        }
        if (events.range().equals(Range.NONE)) {
            return message("condition.event.never", arguments);
        }
        arguments.put("range", range(events.range()));
        return message("condition.event.count", arguments);
    }

    private static Object tests(Events events) {
        Message data = join(events.data().stream().map(ConditionText::test).toList(), "condition.and");
        Message items = join(events.items().stream().map(ConditionText::test).toList(), "condition.and");
        if (events.items().isEmpty()) {
            return events.data().isEmpty() ? "" : Message.of("condition.with", "tests", data);
        }
        return events.data().isEmpty()
                ? Message.of("condition.with_item", "items", items)
                : Message.of("condition.with_both", "tests", data, "items", items);
    }

    private static Message test(DataTest test) {
        return Message.of(
                "condition.op." + test.op().code(), "path", test.path(), "values", String.join(", ", test.values()));
    }

    private static Message orders(Orders orders) {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("stage", orders.stage().code());
        arguments.put("window", window(orders.minutes()));
        arguments.put("currency", orders.currency() == null ? "" : orders.currency());
        if (orders.measure() == Measure.LAST) {
            arguments.put("range", ago(orders.range()));
            return message("condition.orders.last", arguments);
        }
        arguments.put("range", range(orders.range()));
        if (orders.measure() == Measure.SUM) {
            return message("condition.orders.sum", arguments);
        }
        if (orders.range().equals(Range.NONE)) {
            return message("condition.orders.never", arguments);
        }
        return message("condition.orders.count", arguments);
    }

    private static Message visits(Visits visits) {
        DataTest test = visits.test();
        String field = test.path().startsWith("utm_") || test.path().endsWith("clid") ? "campaign" : test.path();
        Message found = Message.of(
                "condition.op." + test.op().code(),
                "path",
                field.equals("campaign") ? test.path() : Message.of("condition.visit." + field),
                "values",
                String.join(", ", test.values()));
        return message(
                "condition.visit." + visits.which().code(), Map.of("test", found, "window", window(visits.minutes())));
    }

    private static Message range(Range range) {
        if (range.least() == null) {
            return Message.of("condition.most", "most", number(range.most()));
        }
        if (range.most() == null) {
            return Message.of("condition.least", "least", number(range.least()));
        }
        return range.least().equals(range.most())
                ? Message.of("condition.exactly", "number", number(range.least()))
                : Message.of("condition.between", "least", number(range.least()), "most", number(range.most()));
    }

    private static Message ago(Range range) {
        if (range.least() == null) {
            return Message.of("condition.ago.most", "most", duration(number(range.most())));
        }
        return range.most() == null
                ? Message.of("condition.ago.least", "least", duration(number(range.least())))
                : Message.of(
                        "condition.ago.between",
                        "least",
                        duration(number(range.least())),
                        "most",
                        duration(number(range.most())));
    }

    private static double number(@Nullable Double number) {
        return number == null ? 0 : number;
    }

    private static Object window(@Nullable Integer minutes) {
        if (minutes == null) {
            return "";
        }
        // Bengali inflects the unit.
        Message time = duration(minutes);
        return message(time.key().replace("condition.", "condition.window."), time.arguments());
    }

    /** A number of minutes in the largest unit that it is whole in. */
    public static Message duration(double minutes) {
        if (minutes >= DAY && minutes % DAY == 0) {
            return Message.of("condition.days", "count", minutes / DAY);
        }
        return minutes >= HOUR && minutes % HOUR == 0
                ? Message.of("condition.hours", "count", minutes / HOUR)
                : Message.of("condition.minutes", "count", minutes);
    }

    private static Message message(String key, Map<String, Object> arguments) {
        return new Message(key, arguments);
    }
}
