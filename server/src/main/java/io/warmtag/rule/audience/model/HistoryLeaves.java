package io.warmtag.rule.audience.model;

import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.rule.audience.model.Condition.Bought;
import io.warmtag.rule.audience.model.Condition.Deed;
import io.warmtag.rule.audience.model.Condition.Events;
import io.warmtag.rule.audience.model.Condition.Measure;
import io.warmtag.rule.audience.model.Condition.Orders;
import io.warmtag.rule.audience.model.Condition.Products;
import io.warmtag.rule.audience.model.DataTest.Op;
import io.warmtag.rule.audience.model.Series.Measured;
import io.warmtag.text.Numbers;
import io.warmtag.visitor.model.OrderFacts;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What somebody has done: events, products and orders, counted, added up or looked for last. */
final class HistoryLeaves {
    private HistoryLeaves() {}

    static Leaf of(Events condition, Facts facts) {
        Series all = facts.life().found(condition, () -> {
            var series = new Series();
            List<FactEvent> events = facts.life().events();
            for (int i = 0; i < events.size(); i++) {
                FactEvent event = events.get(i);
                if (event.name().equals(condition.name()) && passes(event, condition.data(), condition.items())) {
                    series.add(event.time(), amount(event, condition.field()), i);
                }
            }
            return series;
        });
        return leaf(new Measured(
                all.before(facts.known()), condition.measure(), window(condition.minutes()), condition.range()));
    }

    static Leaf of(Products condition, Facts facts) {
        Series all = facts.life().found(condition, () -> {
            var series = new Series();
            List<DataTest> any = keys(condition.key())
                    .map(key -> new DataTest(key, Op.IS, condition.values()))
                    .toList();
            List<FactEvent> events = facts.life().events();
            for (int i = 0; i < events.size(); i++) {
                FactEvent event = events.get(i);
                if (event.name().equals(condition.deed().event())
                        && items(event).stream().anyMatch(item -> any.stream().anyMatch(test -> test.passes(item)))) {
                    series.add(event.time(), 1, i);
                }
            }
            return series;
        });
        return leaf(new Measured(all.before(facts.known()), Measure.COUNT, window(condition.minutes()), Range.SOME));
    }

    static Leaf of(Bought condition, Facts facts) {
        var series = new Series();
        Set<String> bought = new HashSet<>();
        for (FactEvent event : facts.events()) {
            if (event.name().equals(Deed.BOUGHT.event())) {
                items(event).forEach(item -> names(item).forEach(bought::add));
            }
        }
        for (FactEvent event : facts.events()) {
            if (!bought.isEmpty()
                    && event.name().equals(deed(condition.of()))
                    && items(event).stream().flatMap(HistoryLeaves::names).anyMatch(bought::contains)) {
                series.add(event.time(), 1);
            }
        }
        return leaf(new Measured(series, Measure.COUNT, window(condition.minutes()), Range.SOME));
    }

    /** The event that it is about; none of a product that nobody has put there. */
    static String deed(Bought.Of of) {
        return switch (of) {
            case SEEN -> Deed.SEEN.event();
            case WISHED -> Deed.WISHED.event();
            case CARTED -> Deed.CARTED.event();
            case PRODUCT -> "";
        };
    }

    /** What an item is known by: its id and its group. */
    private static Stream<String> names(Value item) {
        return item instanceof Value.Fields fields
                ? Stream.of("item_id", "item_group_id")
                        .flatMap(name -> fields.get(name).flatMap(HistoryLeaves::name).stream())
                : Stream.empty();
    }

    private static Optional<String> name(Value value) {
        if (value instanceof Value.Numeric numeric) {
            return Optional.of(ValueJson.number(numeric.number()));
        }
        return value instanceof Value.Text text && !text.text().isBlank()
                ? Optional.of(text.text().trim().toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    static Leaf of(Orders condition, Facts facts) {
        var leaf = new OrdersLeaf(condition, facts.orders());
        return leaf;
    }

    static @Nullable Long window(@Nullable Integer minutes) {
        return minutes == null ? null : Long.valueOf(minutes * Series.MINUTE);
    }

    private static Stream<String> keys(Condition.Key key) {
        return key == Condition.Key.ITEM_ID
                ? Stream.of("item_id")
                : Stream.of("item_category", "item_category2", "item_category3", "item_category4", "item_category5");
    }

    private static boolean passes(FactEvent event, List<DataTest> data, List<DataTest> items) {
        return data.stream().allMatch(test -> test.passes(event.data()))
                && (items.isEmpty()
                        || items(event).stream().anyMatch(item -> items.stream().allMatch(test -> test.passes(item))));
    }

    private static List<Value> items(FactEvent event) {
        return event.data() instanceof Value.Fields fields
                        && fields.get("items").orElse(Value.NOTHING) instanceof Value.Items items
                ? items.items()
                : List.of();
    }

    private static double amount(FactEvent event, String field) {
        Value value = field.isEmpty() ? Value.NOTHING : event.data();
        for (String name : field.split("\\.")) {
            value = value instanceof Value.Fields fields ? fields.get(name).orElse(Value.NOTHING) : Value.NOTHING;
        }
        double amount = value instanceof Value.Numeric numeric
                ? numeric.number()
                : value instanceof Value.Text text ? Numbers.of(text.text()) : 0;
        return Double.isNaN(amount) ? 0 : amount;
    }

    private static Leaf leaf(Measured measured) {
        return new Leaf() {
            @Override
            public boolean holds(long now) {
                return measured.holds(now);
            }

            @Override
            public long next(long now) {
                return measured.next(now);
            }

            @Override
            public @Nullable Double number(long now) {
                return measured.value(now);
            }
        };
    }

    /** Orders come and go: what is cancelled counts until then. */
    private static final class OrdersLeaf implements Leaf {
        private final Orders condition;
        private final List<FactOrder> orders;

        private OrdersLeaf(Orders condition, List<FactOrder> orders) {
            this.condition = condition;
            this.orders = orders;
        }

        @Override
        public boolean holds(long now) {
            return measured(now).holds(now);
        }

        @Override
        public @Nullable Double number(long now) {
            return measured(now).value(now);
        }

        @Override
        public long next(long now) {
            long next = measured(now).next(now);
            for (FactOrder order : orders) {
                Long cancelled = order.order().cancelledAt();
                next = cancelled != null && cancelled > now ? Math.min(next, cancelled) : next;
            }
            return next;
        }

        private Measured measured(long now) {
            var series = new Series();
            for (FactOrder order : orders) {
                Long at = at(order.order(), now);
                boolean money =
                        condition.currency() == null || condition.currency().equals(order.currency());
                if (at != null && money) {
                    series.add(at, order.value() == null ? 0 : order.value().doubleValue());
                }
            }
            return new Measured(series, condition.measure(), window(condition.minutes()), condition.range());
        }

        private @Nullable Long at(OrderFacts order, long now) {
            boolean gone = order.cancelledAt() != null && order.cancelledAt() <= now;
            return switch (condition.stage()) {
                case PLACED -> Long.valueOf(order.placedAt());
                case KEPT -> gone ? null : Long.valueOf(order.placedAt());
                case DELIVERED -> gone ? null : order.deliveredAt();
            };
        }
    }
}
