package io.warmtag.visitor.model;

import static io.warmtag.visitor.model.Life.DAY;
import static io.warmtag.visitor.model.Life.START;
import static io.warmtag.visitor.model.Life.day;
import static io.warmtag.visitor.model.SubState.LAPSED;
import static io.warmtag.visitor.model.SubState.LAPSING;
import static io.warmtag.visitor.model.SubState.NEW;
import static io.warmtag.visitor.model.SubState.NONE;
import static io.warmtag.visitor.model.SubState.REPEAT;
import static io.warmtag.visitor.model.Temperature.COLD;
import static io.warmtag.visitor.model.Temperature.HOT;
import static io.warmtag.visitor.model.Temperature.WARM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whoever has bought: hot while it counts, then lapsed, never plain cold. */
class BuyerTest {

    private static final ModelSettings DELIVERED =
            ModelSettings.defaults().withBuyers(BuyerRule.defaults().countingWhen(CountsWhen.DELIVERED));

    @Test
    void isHotFromTheOrderToTheEndOfTheWindow() {
        Life life = new Life().at(0, "add_to_cart").at(1, "purchase").ordered(1);
        assertEquals(
                List.of(
                        new Transition(COLD, WARM, START, new Cause.ByEvent(Life.id(1)), 1, 1),
                        new Transition(WARM, HOT, day(1), new Cause.ByOrder("T1"), 1, 2),
                        new Transition(HOT, COLD, day(181) + 1, new Cause.ByTime(), 1, 3)),
                life.fold(day(200)).transitions());
        assertEquals(HOT, life.temperature(181));
    }

    @Test
    void isHotByFactsNotByEvents() {
        assertEquals(COLD, new Life().at(0, "purchase").temperature(1));
        assertEquals(HOT, new Life().ordered(0).temperature(1));
    }

    @Test
    void isLapsedAndABuyerWhenTheWindowIsOver() {
        Life life = new Life().ordered(0, 30);
        assertEquals(COLD, life.temperature(211));
        assertEquals(LAPSED, life.subState(211));
        assertTrue(life.state(211).isBuyer());
    }

    @Test
    void isWarmAfterTheWindowIfTheScoreKeptHimSo() {
        Life life = new Life().ordered(0).at(170, "add_to_cart");
        Folded folded = life.fold(day(190));
        assertEquals(
                List.of(HOT, WARM, COLD),
                folded.transitions().stream().map(Transition::to).toList());
        assertEquals(day(180) + 1, folded.transitions().get(1).at());
        assertEquals(day(184) + 1, folded.transitions().get(2).at());
        assertEquals(LAPSED, life.subState(182));
    }

    @Test
    void coolsSilentlyUnderneathHot() {
        Life life = new Life().at(0, "add_to_cart").ordered(1);
        assertEquals(Optional.of(new NextChange(COLD, day(181) + 1)), next(life.state(2)));
        assertEquals(
                Optional.of(new NextChange(WARM, day(181) + 1)),
                next(life.at(180, "add_to_cart").state(180)));
    }

    @Test
    void isNoLongerHotWhenTheOnlyOrderIsCancelledOrReturned() {
        Life life = new Life().order(OrderFacts.placed("T1", START).cancelled(day(10)));
        assertEquals(HOT, life.temperatureAt(day(10) - 1));
        assertEquals(COLD, life.temperature(10));
        assertEquals(
                new Cause.ByOrder("T1"), life.fold(day(10)).transitions().get(1).cause());
        assertEquals(NONE, life.subState(10));
        assertFalse(life.state(10).isBuyer());
    }

    @Test
    void fallsBackToTheOrderBeforeWhenTheLastIsCancelled() {
        Life life =
                new Life().ordered(0).order(OrderFacts.placed("T2", day(100)).cancelled(day(120)));
        assertEquals(HOT, life.temperature(180));
        assertEquals(COLD, life.temperature(181));
        assertEquals(
                List.of(HOT, COLD),
                life.fold(day(300)).transitions().stream().map(Transition::to).toList());
    }

    @Test
    void staysHotWhenOneOrderTakesThePlaceOfAnother() {
        Life life = new Life()
                .order(OrderFacts.placed("T1", START).cancelled(day(5)))
                .ordered(5);
        assertEquals(1, life.fold(day(6)).transitions().size());
    }

    @Test
    void isNeverWarmForTheZeroTimeBetweenAnOrderAndItsEvent() {
        Weights weights = new Weights(Map.of("purchase", 12.0, "order_cancelled", -20.0), Map.of(), 0);
        Life life = new Life()
                .under(ModelSettings.defaults().withWeights(weights))
                .at(0, "purchase")
                .at(5, "order_cancelled")
                .order(OrderFacts.placed("T1", START).cancelled(day(5)));
        assertEquals(
                List.of(HOT, COLD),
                life.fold(day(6)).transitions().stream().map(Transition::to).toList());
    }

    @Test
    void isWarmAgainWhenOnlyTheOrderIsGone() {
        Life life = new Life()
                .at(0, "add_to_cart")
                .at(0, "begin_checkout")
                .at(2, "order_cancelled")
                .order(OrderFacts.placed("T1", START).cancelled(day(2)));
        assertEquals(WARM, life.temperature(2));
        assertEquals(25 * Math.pow(2, -1 / 7.0) - 10, life.score(2), 1e-9);
    }

    @Test
    void neverCountsAnOrderThatWasCancelledBeforeItCounted() {
        Life cancelled = new Life().under(DELIVERED);
        cancelled.order(new OrderFacts("T1", START, day(9), day(5)));
        cancelled.order(new OrderFacts("T2", START, day(5), day(5)));
        assertEquals(COLD, cancelled.temperature(10));
        assertEquals(List.of(), cancelled.fold(day(10)).transitions());
        assertEquals(START, cancelled.state(10).since());
    }

    @Test
    void countsOnDeliveryWhereTheSiteSaysSo() {
        Life life = new Life()
                .under(DELIVERED)
                .at(0, "purchase")
                .order(OrderFacts.placed("T1", START).delivered(day(4)));
        assertEquals(COLD, life.temperatureAt(day(4) - 1));
        assertEquals(HOT, life.temperature(4));
        assertEquals(HOT, life.temperature(184));
        assertEquals(COLD, life.temperatureAt(day(184) + 1));
        assertEquals(COLD, new Life().under(DELIVERED).ordered(0).temperature(4));
    }

    @Test
    void letsAnOrderKeepTheRuleUnderWhichItWasPlaced() {
        SettingsHistory history = SettingsHistory.of(List.of(
                new SettingsHistory.Dated(SettingsHistory.ALWAYS, ModelSettings.defaults()),
                new SettingsHistory.Dated(day(10), DELIVERED.withVersion(2))));
        assertEquals(HOT, new Life().under(history).ordered(9).temperature(11));
        assertEquals(COLD, new Life().under(history).ordered(10).temperature(11));
    }

    @Test
    void mergesReportsOfOneOrderToWhatHappenedFirst() {
        OrderFacts early = OrderFacts.placed("T1", day(1)).cancelled(day(9));
        OrderFacts late = OrderFacts.placed("T1", day(2)).cancelled(day(5));
        Life life = new Life().order(early).order(late);
        assertEquals(1, life.state(3).orders().count());
        assertEquals(COLD, life.temperature(5));
        assertEquals(life.fold(day(20)), life.backwards().fold(day(20)));
    }

    @Test
    void tellsNewFromRepeatLapsingAndLapsed() {
        Life once = new Life().ordered(0);
        assertEquals(NEW, once.subState(60));
        assertEquals(LAPSING, once.subState(61));
        assertEquals(LAPSING, once.subState(90));
        assertEquals(LAPSED, once.subState(91));
        assertEquals(HOT, once.temperature(91));
        Life twice = new Life().ordered(0, 10);
        assertEquals(REPEAT, twice.subState(70));
        assertEquals(LAPSING, twice.subState(71));
        assertEquals(LAPSING, twice.subState(190));
        assertEquals(LAPSED, twice.subState(191));
        assertEquals(NONE, new Life().at(0, "add_to_cart").subState(0));
    }

    @Test
    void judgesLapsingByTheMedianOfHisOwnGaps() {
        // Gaps of 40, 50, 10 and 45 days: the median is 42.5, so 85 days are usual.
        Life life = new Life().ordered(0, 40, 90, 100, 145);
        assertEquals(REPEAT, life.subState(145 + 85));
        assertEquals(LAPSING, life.subState(145 + 85.001));
        assertEquals(REPEAT, new Life().ordered(0, 40, 90).subState(90 + 90));
    }

    @Test
    void judgesRhythmOverTheLast20Orders() {
        Life life = new Life();
        for (int i = 30; i > 0; i--) {
            life.ordered(-50 * i);
        }
        for (int i = 0; i < 20; i++) {
            life.ordered(40 * i);
        }
        assertEquals(50, life.state(760).orders().count());
        assertEquals(REPEAT, life.subState(760 + 80));
        assertEquals(LAPSING, life.subState(760 + 81));
    }

    @Test
    void saysWhenTheSubStateChangesByItself() {
        PersonState once = new Life().ordered(0).state(1);
        assertEquals(Optional.of(new NextSubState(LAPSING, day(60) + 1)), nextSubState(once, day(1)));
        assertEquals(Optional.of(new NextSubState(LAPSED, day(90) + 1)), nextSubState(once, day(60) + 1));
        assertEquals(Optional.empty(), nextSubState(once, day(90) + 1));
        PersonState slow = new Life().ordered(0, 100).state(100);
        assertEquals(Optional.of(new NextSubState(LAPSED, day(280) + 1)), nextSubState(slow, day(100)));
    }

    @Test
    void saysWhenAnOrderOfTheFutureNeedsAnotherFold() {
        Folded folded = new Life().at(0, "page_view").ordered(3).fold(day(1));
        assertEquals(COLD, folded.state().temperature());
        assertEquals(day(3), folded.refoldAt());
        assertEquals(PersonState.NEVER, new Life().ordered(3).fold(day(3)).refoldAt());
    }

    @Test
    void doesNotTakeTheShopsDoingsForAVisit() {
        Life life = new Life()
                .at(0, "purchase")
                .at(3, "order_delivered")
                .at(5, "refund")
                .ordered(0);
        assertEquals(START, life.state(9).lastSeen());
        assertEquals(START + 5 * DAY, life.state(9).position());
    }

    private static Optional<NextChange> next(PersonState state) {
        return TemperatureModel.nextChange(state, SettingsHistory.defaults());
    }

    private static Optional<NextSubState> nextSubState(PersonState state, long now) {
        return TemperatureModel.nextSubState(state, SettingsHistory.defaults(), now);
    }
}
