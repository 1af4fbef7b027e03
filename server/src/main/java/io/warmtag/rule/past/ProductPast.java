package io.warmtag.rule.past;

import io.warmtag.product.model.HeardItems;
import io.warmtag.rule.audience.model.FactEvent;
import io.warmtag.rule.model.When;
import io.warmtag.rule.model.When.Changes.Deed;
import io.warmtag.rule.model.When.Changes.What;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The changes of products that a rule was waiting for, and who was interested in them at the time, by what he had done until then.
 *
 * @param byItem the changes that somebody hears of who was interested in a product; each list in the order of time
 */
public record ProductPast(Map<String, List<List<Change>>> byItem) {
    public static final ProductPast NONE = new ProductPast(Map.of());

    private static final Set<String> CARTED = Set.of("add_to_cart", "add_to_wishlist");
    private static final Set<String> VIEWED = Set.of("view_item", "add_to_cart", "add_to_wishlist");
    private static final Set<String> BOUGHT = Set.of("purchase");

    /**
     * @param number one for ever
     * @param at ms
     * @param variants ids of the product and its variants, where a condition asks for it
     */
    public record Change(long number, long at, List<String> variants) {}

    /** The events that say that somebody is interested. */
    static Set<String> events(When.Changes wanted) {
        if (wanted.what() != What.NEW_PRODUCT) {
            return wanted.deed() == Deed.VIEWED ? VIEWED : CARTED;
        }
        return switch (wanted.deed()) {
            case VIEWED -> Set.copyOf(HeardItems.EVENTS);
            case CARTED -> CARTED;
            case BOUGHT -> BOUGHT;
        };
    }

    /** What he hears of in a chapter, each once. */
    Collection<Change> heardBy(When.Changes wanted, Chapter chapter) {
        Map<Long, Change> heard = new TreeMap<>();
        Set<String> names = events(wanted);
        long days = Duration.ofDays(wanted.days()).toMillis();
        for (FactEvent event : chapter.life().events()) {
            if (byItem.isEmpty() || !names.contains(event.name())) {
                continue;
            }
            // Of what comes in later nobody knew.
            long first = Math.max(chapter.from() + 1, Math.max(event.time(), event.received()));
            long last = Math.min(chapter.until(), event.time() + days);
            for (HeardItems.Item item : HeardItems.of(event.data())) {
                for (List<Change> changes : byItem.getOrDefault(item.itemId(), List.of())) {
                    for (int i = from(changes, first);
                            i < changes.size() && changes.get(i).at() <= last;
                            i++) {
                        heard.put(changes.get(i).number(), changes.get(i));
                    }
                }
            }
        }
        return heard.values();
    }

    /** The place of the first one that is not before an instant. */
    private static int from(List<Change> changes, long instant) {
        int low = 0;
        int high = changes.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (changes.get(middle).at() < instant) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
