package io.warmtag.rule.model;

import io.warmtag.visitor.model.Temperature;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What makes a rule fire. */
public sealed interface When {

    /** An event came in whose data passes all the tests. */
    record Happens(String event, List<DataTest> where) implements When {
        public Happens {
            where = List.copyOf(where);
        }
    }

    /** The temperature changed; null: from or to any. */
    record Turns(@Nullable Temperature from, @Nullable Temperature to) implements When {
        public boolean takes(Temperature before, Temperature after) {
            return (from == null || from == before) && (to == null || to == after);
        }
    }

    /** Somebody came into an audience or left it. */
    record Moves(int audience, boolean entered) implements When {}

    /**
     * Something about a product changed that somebody has looked at, put into his cart or bought, in the last days.
     *
     * @param what a product changed in
     * @param deed what he has done; with the product itself, or of a new one with others of its category
     * @param days how long ago at most
     * @param percent of a price drop: by how much of a hundred at least
     * @param category only products in it, at any level; empty: in all
     */
    record Changes(What what, Deed deed, int days, int percent, String category) implements When {
        /** Its code is the kind in JSON. */
        public enum What {
            PRICE_DROP,
            BACK_IN_STOCK,
            NEW_PRODUCT;

            public String code() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        /** Each counts for the ones before it, too. */
        public enum Deed {
            VIEWED,
            CARTED,
            BOUGHT;

            public String code() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /**
     * Once, for everybody who is in an audience then.
     *
     * @param at null: as soon as the rule is switched on
     */
    record Once(int audience, @Nullable Instant at) implements When {}

    /**
     * A date in somebody's profile comes round, like a birthday.
     *
     * @param property its name
     * @param days after the date; negative: before it
     * @param at time of day, by the site's clock
     * @param yearly on its day of each year; else once, on the date itself
     */
    record Dated(String property, int days, LocalTime at, boolean yearly) implements When {
        private static final int LEAP_DAY = 229;
        private static final int DAY_BEFORE = 228;

        /** When it is done on a day of a site's calendar. */
        public Instant due(LocalDate today, ZoneId zone) {
            return today.atTime(at).atZone(zone).toInstant();
        }

        /** The date whose day that is. */
        public LocalDate date(LocalDate today) {
            return today.minusDays(days);
        }

        /**
         * The days of the year that count as a date's: month and day as one number. Who was born on 29 February has the 28th in
         * other years.
         */
        public static List<Integer> daysOf(LocalDate date) {
            int day = number(date);
            return day == DAY_BEFORE && !date.isLeapYear() ? List.of(day, LEAP_DAY) : List.of(day);
        }

        private static int number(LocalDate date) {
            return date.getMonthValue() * 100 + date.getDayOfMonth();
        }

        /** Whether a profile's date comes round on a day. */
        public boolean takes(LocalDate day, LocalDate today) {
            LocalDate date = date(today);
            return yearly ? daysOf(date).contains(number(day)) : day.equals(date);
        }
    }
}
