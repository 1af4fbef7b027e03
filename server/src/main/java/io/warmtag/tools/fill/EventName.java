package io.warmtag.tools.fill;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The event names of the past, and their numbers in a {@link Moment}. */
public final class EventName {
    static final int PAGE_VIEW = 0;
    static final int VIEW_ITEM = 1;
    static final int USER_ENGAGEMENT = 2;
    static final int SEARCH = 3;
    static final int ADD_TO_WISHLIST = 4;
    static final int ADD_TO_CART = 5;
    static final int VIEW_CART = 6;
    static final int REMOVE_FROM_CART = 7;
    static final int BEGIN_CHECKOUT = 8;
    static final int ADD_PAYMENT_INFO = 9;
    static final int PURCHASE = 10;
    static final int SELDOM = 11;
    private static final int FIRST_OWN = 12;
    private static final int OWN = 40;

    /** Comes a few times in months. */
    public static final String SELDOM_NAME = "store_visit_booked";

    static final List<String> ALL = all();

    private EventName() {}

    private static List<String> all() {
        var names = new ArrayList<>(List.of(
                "page_view",
                "view_item",
                "user_engagement",
                "search",
                "add_to_wishlist",
                "add_to_cart",
                "view_cart",
                "remove_from_cart",
                "begin_checkout",
                "add_payment_info",
                "purchase",
                SELDOM_NAME));
        IntStream.range(0, OWN).forEach(number -> names.add("shop_action_" + (number + 1)));
        return List.copyOf(names);
    }

    /** One of the shop's own names, the first ones more often than the last ones. */
    static int own(SplittableRandom random) {
        return FIRST_OWN + (int) (OWN * Math.pow(random.nextDouble(), 3));
    }
}
