package io.warmtag.rule.audience.model;

import io.warmtag.visitor.model.SubState;
import io.warmtag.visitor.model.Temperature;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that is true of a person or not, at a moment. Its truth depends on what has arrived of him by then and on the time,
 * on nothing else. Windows are in minutes and reach back from the moment; null is ever. Everything here is checked by {@link
 * ConditionReader}; whoever makes one himself answers for its sense.
 */
public sealed interface Condition {

    /** Several together. */
    record Group(Mode mode, List<Condition> of) implements Condition {
        public Group {
            of = List.copyOf(of);
        }
    }

    enum Mode {
        ALL,
        ANY,
        NONE;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Has one of these temperatures. */
    record HasTemperature(Set<Temperature> is) implements Condition {
        public HasTemperature {
            is = Set.copyOf(is);
        }
    }

    /** Is one of these kinds of buyer. */
    record IsBuyer(Set<SubState> is) implements Condition {
        public IsBuyer {
            is = Set.copyOf(is);
        }
    }

    record HasScore(Range range) implements Condition {}

    /**
     * Has done something so often, for so much, or so long ago.
     *
     * @param name of the events
     * @param data all of them hold for the event's data
     * @param items if there are any, one item of the event passes all of them
     * @param field path in the data of what is added up; empty unless it is a sum
     * @param minutes the window; always null for {@link Measure#LAST}
     * @param range of the count or sum, or of the minutes since the last one; who has none, has no last one
     */
    record Events(
            String name,
            List<DataTest> data,
            List<DataTest> items,
            Measure measure,
            String field,
            @Nullable Integer minutes,
            Range range)
            implements Condition {
        public Events {
            data = List.copyOf(data);
            items = List.copyOf(items);
        }
    }

    enum Measure {
        COUNT,
        SUM,
        LAST;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Has seen, carted or bought one of some products, or something of one of some categories. */
    record Products(
            Deed deed,
            Key key,
            List<String> values,
            @Nullable Integer minutes) implements Condition {
        public Products {
            values = List.copyOf(values);
        }
    }

    /**
     * Has bought, at any time, something of what he has seen, saved or put into the cart; items are the same by their id or by
     * their group. Of {@link Of#PRODUCT} a rule says it that fires for a product: {@link Bound} puts the product's ids there.
     *
     * @param minutes the window of the seeing, saving or carting; always null for {@link Of#PRODUCT}
     */
    record Bought(Of of, @Nullable Integer minutes) implements Condition {
        public enum Of {
            SEEN,
            WISHED,
            CARTED,
            PRODUCT;

            public String code() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /** What somebody does with a product. */
    enum Deed {
        SEEN("view_item"),
        WISHED("add_to_wishlist"),
        CARTED("add_to_cart"),
        BOUGHT("purchase");

        private final String event;

        Deed(String event) {
            this.event = event;
        }

        String event() {
            return event;
        }

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a product is named by. */
    enum Key {
        ITEM_ID,
        /** Any of GA4's five levels. */
        ITEM_CATEGORY;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Orders of a stage: how many, worth how much, or how long ago the last one.
     *
     * @param currency only orders in this one; null is all of them
     */
    record Orders(
            Stage stage,
            Measure measure,
            @Nullable Integer minutes,
            Range range,
            @Nullable String currency) implements Condition {
        /** He has placed none, whatever became of it: what every rule means by "has not bought". */
        public static final Orders NONE = new Orders(Stage.PLACED, Measure.COUNT, null, Range.NONE, null);
    }

    enum Stage {
        /** Placed, whatever became of it. */
        PLACED,
        /** Placed, and by now neither cancelled, returned nor refunded. */
        KEPT,
        /** Delivered, and by now neither returned nor refunded. */
        DELIVERED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Something about the pages and devices he came with: {@code url}, {@code referrer}, {@code title}, {@code language}, {@code
     * device}, {@code system}, {@code browser}, {@code country}, a click id, or one of {@code utm_…}.
     *
     * @param test its path is the field
     * @param minutes the window; always null unless {@link Which#ANY}
     */
    record Visits(Which which, DataTest test, @Nullable Integer minutes) implements Condition {}

    /** Which of the events that have the field. */
    enum Which {
        /** The first: of the url, the landing page of his first visit. */
        FIRST,
        LAST,
        ANY;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What he last said about a purpose. Who was never asked has agreed exactly where the site asks nobody. */
    record HasConsent(String purpose, boolean granted) implements Condition {}

    /** A message reaches him in one of these ways at least: he has told what it takes. */
    record Reach(Set<Channel> by) implements Condition {
        public Reach {
            by = Set.copyOf(by);
        }
    }

    /** What somebody is reached by, in the order of the codes of {@code identity}. */
    enum Channel {
        EMAIL,
        PHONE;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Is in another audience. */
    record Member(int audience) implements Condition {}
}
