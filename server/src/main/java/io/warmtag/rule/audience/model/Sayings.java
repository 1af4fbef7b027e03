package io.warmtag.rule.audience.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What events say of one thing, of which one of them counts: which one, after each that arrived. */
final class Sayings<T> {
    private final int[] places;
    private final List<T> chosen;

    private Sayings(int[] places, List<T> chosen) {
        this.places = places;
        this.chosen = chosen;
    }

    /**
     * @param events by arrival
     * @param says null when it says nothing
     * @param isBetter whether an event counts instead of the one that was chosen before
     */
    static <T> Sayings<T> of(
            List<FactEvent> events, Function<FactEvent, @Nullable T> says, BiPredicate<FactEvent, FactEvent> isBetter) {
        int[] places = new int[4];
        var chosen = new ArrayList<T>();
        FactEvent best = null;
        T said = null;
        for (int i = 0; i < events.size(); i++) {
            T now = says.apply(events.get(i));
            if (now == null) {
                continue;
            }
            if (best == null || isBetter.test(events.get(i), best)) {
                best = events.get(i);
                said = now;
            }
            places = chosen.size() == places.length ? Arrays.copyOf(places, 2 * places.length) : places;
            places[chosen.size()] = i;
            chosen.add(said);
        }
        return new Sayings<>(Arrays.copyOf(places, chosen.size()), chosen);
    }

    /** What counted when the event at a place had not arrived yet; null when nothing was said. */
    @Nullable T before(int place) {
        int found = Arrays.binarySearch(places, place);
        int known = found < 0 ? -1 - found : found;
        return known == 0 ? null : chosen.get(known - 1);
    }
}
