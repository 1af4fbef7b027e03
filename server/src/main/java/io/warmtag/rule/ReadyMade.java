package io.warmtag.rule;

import io.warmtag.rule.audience.model.Condition;
import io.warmtag.rule.audience.model.Condition.Bought;
import io.warmtag.rule.audience.model.Condition.Events;
import io.warmtag.rule.audience.model.Condition.Group;
import io.warmtag.rule.audience.model.Condition.HasTemperature;
import io.warmtag.rule.audience.model.Condition.IsBuyer;
import io.warmtag.rule.audience.model.Condition.Measure;
import io.warmtag.rule.audience.model.Condition.Mode;
import io.warmtag.rule.audience.model.Condition.Orders;
import io.warmtag.rule.audience.model.ConditionJson;
import io.warmtag.rule.audience.model.Range;
import io.warmtag.rule.model.Delay;
import io.warmtag.rule.model.Limits;
import io.warmtag.rule.model.Limits.Often;
import io.warmtag.rule.model.Limits.Quiet;
import io.warmtag.rule.model.Rule;
import io.warmtag.rule.model.Rule.Exit;
import io.warmtag.rule.model.Step;
import io.warmtag.rule.model.When;
import io.warmtag.rule.model.When.Changes.Deed;
import io.warmtag.rule.model.When.Changes.What;
import io.warmtag.visitor.model.SubState;
import io.warmtag.visitor.model.Temperature;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rules to start from. Their words are in the message files: {@code ready.<code>.name}, of the offer {@code .title},
 * {@code .body}, {@code .button}, of the audience {@code .audience}.
 *
 * @param offers whether it shows an offer, which is made with it
 * @param audience who is in the audience that is made with it; null: it needs none
 * @param rule what it says, by the number of that audience; name and steps are filled in
 */
public record ReadyMade(
        String code, boolean offers, @Nullable Condition audience, IntFunction<Rule> rule) {

    private static final int HOUR = 60;
    private static final int DAY = 24 * HOUR;
    private static final Quiet NIGHT = new Quiet(LocalTime.of(22, 0), LocalTime.of(9, 0));
    private static final LocalTime MORNING = LocalTime.of(10, 0);
    private static final String OF_OFFERS = "personalization_storage";

    /** In the order in which they are shown. */
    public static final List<ReadyMade> ALL = List.of(
            new ReadyMade("cart", true, null, none -> unlessOrder(happens("add_to_cart"), 2 * HOUR)),
            new ReadyMade("wishlist", true, null, none -> unlessOrder(happens("add_to_wishlist"), DAY)),
            new ReadyMade(
                    "price_drop", true, null, none -> only(changes(What.PRICE_DROP, Deed.CARTED, 60, 5), notBought())),
            new ReadyMade(
                    "back_in_stock",
                    true,
                    null,
                    none -> only(changes(What.BACK_IN_STOCK, Deed.VIEWED, 60, 0), notBought())),
            new ReadyMade(
                    "new_product",
                    true,
                    null,
                    none -> only(
                            changes(What.NEW_PRODUCT, Deed.BOUGHT, 180, 0),
                            new HasTemperature(Set.of(Temperature.HOT)))),
            new ReadyMade("warm", true, null, none -> unlessOrder(new When.Turns(null, Temperature.WARM), 2 * HOUR)),
            new ReadyMade(
                    "winback",
                    true,
                    new IsBuyer(Set.of(SubState.LAPSED)),
                    lapsed -> rule(new When.Moves(lapsed, true), Delay.NONE, 90, Exit.ORDER)),
            new ReadyMade("welcome", true, null, none -> rule(happens("generate_lead"), Delay.NONE, 366, Exit.NONE)),
            new ReadyMade(
                    "thanks",
                    true,
                    null,
                    none -> rule(happens("purchase"), new Delay(DAY, false, List.of()), 366, Exit.NONE)),
            new ReadyMade(
                    "birthday",
                    true,
                    null,
                    none -> rule(new When.Dated("birth_date", 0, MORNING, true), Delay.NONE, 300, Exit.NONE)),
            new ReadyMade(
                    "today",
                    true,
                    leftWithoutOrder(),
                    left -> rule(new When.Once(left, null), Delay.NONE, 7, Exit.ORDER)));

    /** Put something into the cart in the last week, and has ordered nothing since. */
    private static Condition leftWithoutOrder() {
        int week = 7 * DAY;
        var carted = new Events("add_to_cart", List.of(), List.of(), Measure.COUNT, "", week, Range.SOME);
        var nothing = new Orders(Condition.Stage.PLACED, Measure.COUNT, week, Range.NONE, null);
        return new Group(Mode.ALL, List.of(carted, nothing));
    }

    private static When happens(String event) {
        return new When.Happens(event, List.of());
    }

    private static Rule changes(What what, Deed deed, int days, int percent) {
        return rule(new When.Changes(what, deed, days, percent, ""), Delay.NONE, 7, Exit.ORDER);
    }

    /** He has not bought the product that it is about. */
    private static Condition notBought() {
        return new Group(Mode.NONE, List.of(new Bought(Bought.Of.PRODUCT, null)));
    }

    private static Rule only(Rule rule, Condition condition) {
        return new Rule(
                rule.name(),
                rule.when(),
                rule.delay(),
                ConditionJson.write(condition),
                rule.steps(),
                rule.limits(),
                rule.holdout(),
                rule.exit(),
                rule.purpose());
    }

    private static Rule unlessOrder(When when, int minutes) {
        return rule(when, new Delay(minutes, true, List.of()), 14, Exit.ORDER);
    }

    private static Rule rule(When when, Delay delay, int days, Exit exit) {
        var limits = new Limits(new Often(1, days), null, NIGHT, null, null, null, true);
        return new Rule("", when, delay, null, List.of(), limits, Rule.USUAL_HOLDOUT, exit, OF_OFFERS);
    }

    /** What it says once its offer and audience are there; 0: it has none. */
    Rule with(String name, int madeAudience, int madeOffer) {
        Rule plain = rule.apply(madeAudience);
        return new Rule(
                name,
                plain.when(),
                plain.delay(),
                plain.condition(),
                madeOffer == 0 ? plain.steps() : List.of(new Step.Offer(madeOffer)),
                plain.limits(),
                plain.holdout(),
                plain.exit(),
                plain.purpose());
    }
}
