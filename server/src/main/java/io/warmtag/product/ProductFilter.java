package io.warmtag.product;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which products are looked for.
 *
 * @param search part of the name or the whole id, in any case; empty: all
 * @param category at any level, in any case; empty: all
 * @param state empty: all
 * @param feed 0: all
 */
public record ProductFilter(String search, String category, Optional<State> state, int feed) {
    public static final ProductFilter ALL = new ProductFilter("", "", Optional.empty(), 0);

    public enum State {
        /** To be had, as far as anybody has said. */
        AVAILABLE,
        OUT,
        /** Its feed has it no longer. */
        GONE,
        ON_SALE,
        /** Pages tell another price than the feed. */
        DIFFERENT;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<State> ofCode(String code) {
            return Stream.of(values())
                    .filter(state -> state.code().equals(code))
                    .findFirst();
        }
    }

    /** How they are put in order. */
    public enum Sort {
        NEWEST("number desc"),
        NAME("lower(name), item_id"),
        CHEAPEST("price_now nulls last, item_id"),
        DEAREST("price_now desc nulls last, item_id");

        private final String sql;

        Sort(String sql) {
            this.sql = sql;
        }

        String sql() {
            return sql;
        }

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Sort> ofCode(String code) {
            return Stream.of(values()).filter(sort -> sort.code().equals(code)).findFirst();
        }
    }
}
