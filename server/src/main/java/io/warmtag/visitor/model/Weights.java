package io.warmtag.visitor.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each event adds to the score; a name in neither map adds nothing.
 *
 * @param actions weight by event name, -1,000 to 1,000; negative ones take away
 * @param views weight by name of the events that are mere visits, 0 to 1,000
 * @param viewCap most that all views together count at any moment; below the entry threshold, so that visiting alone
 *     never warms anyone
 */
public record Weights(Map<String, Double> actions, Map<String, Double> views, double viewCap) {

    public Weights {
        actions = Map.copyOf(actions);
        views = Map.copyOf(views);
    }

    public static Weights defaults() {
        return new Weights(
                Map.of(
                        "add_to_cart", 10.0,
                        "add_to_wishlist", 10.0,
                        "begin_checkout", 15.0,
                        "page_message", 12.0,
                        "page_comment", 10.0,
                        "page_reaction", 10.0,
                        "generate_lead", 12.0,
                        "remove_from_cart", -10.0,
                        "order_cancelled", -10.0),
                Map.of("page_view", 1.0, "view_item", 1.0),
                4);
    }

    public double action(String eventName) {
        return valueOf(actions.get(eventName));
    }

    public double view(String eventName) {
        return valueOf(views.get(eventName));
    }

    private static double valueOf(@Nullable Double weight) {
        return weight == null ? 0 : weight;
    }
}
