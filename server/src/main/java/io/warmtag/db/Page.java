package io.warmtag.db;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a sorted list.
 *
 * @param next where the next page begins; empty when this was the last
 */
public record Page<T>(List<T> items, Optional<Keyset> next) {

    /** The first {@code limit} of {@code found}, which was read with one more than the limit to see whether there is more. */
    public static <T> Page<T> of(List<T> found, int limit, Function<T, Keyset> place) {
        if (found.size() <= limit) {
            return new Page<>(List.copyOf(found), Optional.empty());
        }
        List<T> items = List.copyOf(found.subList(0, limit));
        return new Page<>(items, Optional.of(place.apply(items.get(limit - 1))));
    }

    public <R> Page<R> map(Function<T, R> change) {
        return new Page<>(items.stream().map(change).toList(), next);
    }
}
