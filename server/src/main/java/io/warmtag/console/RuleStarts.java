package io.warmtag.console;

import io.warmtag.rule.model.Delay;
import io.warmtag.rule.model.Limits;
import io.warmtag.rule.model.Limits.Often;
import io.warmtag.rule.model.Limits.Quiet;
import io.warmtag.rule.model.Rule;
import io.warmtag.rule.model.Rule.Exit;
import io.warmtag.rule.model.When;
import io.warmtag.rule.model.When.Changes.Deed;
import io.warmtag.rule.model.When.Changes.What;
import io.warmtag.visitor.model.Temperature;
import java.time.LocalTime;
import java.util.List;

/** Rules to start from: all but what is to be done is filled in. */
final class RuleStarts {
    static final List<String> ALL = List.of(
            "cart", "wishlist", "price_drop", "back_in_stock", "new_product", "warm", "winback", "welcome", "empty");

    private static final int HOUR = 60;
    private static final int DAY = 24 * HOUR;
    private static final Quiet NIGHT = new Quiet(LocalTime.of(22, 0), LocalTime.of(9, 0));

    private RuleStarts() {}

    /** @param name in the reader's language */
    static Rule of(String start, String name) {
        return switch (start) {
            case "cart" ->
                rule(
                        name,
                        new When.Happens("add_to_cart", List.of()),
                        new Delay(2 * HOUR, true, List.of()),
                        14,
                        Exit.ORDER);
            case "wishlist" ->
                rule(
                        name,
                        new When.Happens("add_to_wishlist", List.of()),
                        new Delay(DAY, true, List.of()),
                        14,
                        Exit.ORDER);
            case "warm" ->
                rule(
                        name,
                        new When.Turns(null, Temperature.WARM),
                        new Delay(2 * HOUR, true, List.of()),
                        14,
                        Exit.ORDER);
            case "price_drop" ->
                rule(name, new When.Changes(What.PRICE_DROP, Deed.CARTED, 60, 5, ""), Delay.NONE, 7, Exit.ORDER);
            case "back_in_stock" ->
                rule(name, new When.Changes(What.BACK_IN_STOCK, Deed.VIEWED, 60, 0, ""), Delay.NONE, 7, Exit.ORDER);
            case "new_product" ->
                rule(name, new When.Changes(What.NEW_PRODUCT, Deed.BOUGHT, 180, 0, ""), Delay.NONE, 7, Exit.ORDER);
            // The window in which a purchase keeps somebody hot has ended.
            case "winback" -> rule(name, new When.Turns(Temperature.HOT, null), Delay.NONE, 90, Exit.ORDER);
            case "welcome" ->
                rule(name, new When.Happens("purchase", List.of()), new Delay(DAY, false, List.of()), 365, Exit.NONE);
            default -> rule("", new When.Happens("", List.of()), Delay.NONE, 14, Exit.ORDER);
        };
    }

    private static Rule rule(String name, When when, Delay delay, int days, Exit exit) {
        var limits = new Limits(new Often(1, days), null, NIGHT, null, null);
        return new Rule(name, when, delay, null, List.of(), limits, Rule.USUAL_HOLDOUT, exit, null);
    }
}
