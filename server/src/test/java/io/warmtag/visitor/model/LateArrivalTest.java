package io.warmtag.visitor.model;

import static io.warmtag.visitor.model.Life.START;
import static io.warmtag.visitor.model.Life.day;
import static io.warmtag.visitor.model.Temperature.COLD;
import static io.warmtag.visitor.model.Temperature.HOT;
import static io.warmtag.visitor.model.Temperature.WARM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be taken in a single step, what may not, and what a fold then adds to the log. */
class LateArrivalTest {

    private static final SettingsHistory HISTORY = SettingsHistory.defaults();

    @Test
    void takesNewerEventsInOneStep() {
        PersonState state = new Life().at(0, "page_view").state(0);
        assertInstanceOf(Outcome.Applied.class, apply(state, "page_view", START + 1, 2));
        assertInstanceOf(Outcome.Applied.class, apply(state, "page_view", START, 2));
    }

    @Test
    void knowsItsNewestEventAgain() {
        PersonState state = new Life().at(0, "purchase").state(0);
        assertInstanceOf(Outcome.AlreadyApplied.class, apply(state, "purchase", START, 1));
    }

    @Test
    void refoldsForAnEventThatIsNotNewer() {
        PersonState state = new Life().at(1, "page_view").at(1, "page_view").state(1);
        assertInstanceOf(Outcome.NeedsRefold.class, apply(state, "page_view", day(1) - 1, 3));
        assertInstanceOf(Outcome.NeedsRefold.class, apply(state, "page_view", day(1), 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"purchase", "refund", "order_confirmed", "order_delivered", "order_cancelled", "order_returned"})
    void asksForTheOrdersBeforeAnythingAboutThem(String name) {
        assertInstanceOf(Outcome.NeedsOrders.class, apply(PersonState.EMPTY, name, START, 1));
    }

    @Test
    void refoldsForAnOrderOfBeforeThatItDidNotKnow() {
        PersonState state = new Life().at(1, "page_view").at(3, "page_view").state(3);
        List<PersonEvent> bought = List.of(new PersonEvent(Life.id(9), "purchase", day(4)));
        OrderFacts order = OrderFacts.placed("A", day(4));
        assertInstanceOf(Outcome.Applied.class, TemperatureModel.apply(state, bought, List.of(order), HISTORY));
        List<OrderFacts> withOlder = List.of(order, OrderFacts.placed("B", day(2)));
        assertInstanceOf(Outcome.NeedsRefold.class, TemperatureModel.apply(state, bought, withOlder, HISTORY));
    }

    @Test
    void refoldsForAnEventBeforeAChangeThatHasAlreadyHappened() {
        PersonState cooled = new Life().at(0, "add_to_cart").state(20);
        assertInstanceOf(Outcome.NeedsRefold.class, apply(cooled, "page_view", day(14), 2));
        assertInstanceOf(Outcome.Applied.class, apply(cooled, "page_view", day(14) + 1, 2));
    }

    @Test
    void refoldsForAnEventOfTheMillisecondInWhichAnOrderCeased() {
        PersonState state = new Life()
                .at(0, "page_view")
                .order(OrderFacts.placed("T1", START).cancelled(day(1)))
                .state(1);
        assertInstanceOf(Outcome.NeedsRefold.class, apply(state, "add_to_cart", day(1), 2));
        assertInstanceOf(Outcome.Applied.class, apply(state, "add_to_cart", day(1) + 1, 2));
    }

    @Test
    void returnsTheSameStateWhenNothingIsDue() {
        PersonState state = new Life().at(0, "add_to_cart").state(0);
        Outcome.Applied looked =
                assertInstanceOf(Outcome.Applied.class, TemperatureModel.advance(state, day(14), HISTORY));
        assertSame(state, looked.state());
    }

    @Test
    void takesAnEventThatIsNewerThanTheFoldersClock() {
        Folded folded = new Life().at(0, "page_view").at(1, "add_to_cart").fold(day(0.5));
        assertEquals(WARM, folded.state().temperature());
        Folded cancelled = new Life()
                .at(1, "order_cancelled")
                .order(OrderFacts.placed("T1", START).cancelled(day(1)))
                .fold(day(0.5));
        assertEquals(COLD, cancelled.state().temperature());
        assertEquals(PersonState.NEVER, cancelled.refoldAt());
    }

    @Test
    void leavesOutEventsThatTheCheckpointHolds() {
        Life life = new Life().at(0, "add_to_cart").at(1, "add_to_cart");
        PersonState checkpoint = life.state(1);
        Folded folded = TemperatureModel.fold(checkpoint, life.events, List.of(), HISTORY, day(1));
        assertEquals(checkpoint, folded.state());
    }

    @Test
    void correctsACheckpointWhoseOrdersTurnOutDifferent() {
        PersonState checkpoint = new Life().at(0, "page_view").state(5);
        Life later = new Life().ordered(-3);
        Folded folded = TemperatureModel.fold(checkpoint, List.of(), later.orders, HISTORY, day(6));
        assertEquals(List.of(new Transition(COLD, HOT, START, new Cause.Refold(), 1, 1)), folded.transitions());
        assertEquals(HOT, folded.state().temperature());
    }

    @Test
    void appendsOnlyWhatIsNewWhenThePastIsConfirmed() {
        Life life = new Life().at(0, "add_to_cart");
        PersonState before = life.state(1);
        Folded folded = life.at(2, "purchase").ordered(2).fold(day(2));
        assertEquals(
                List.of(new Transition(WARM, HOT, day(2), new Cause.ByOrder("T1"), 1, 2)),
                folded.newSince(before.standing()));
        assertEquals(List.of(), folded.newSince(folded.state().standing()));
    }

    @Test
    void appendsOneCorrectionWhenThePastWasDifferent() {
        Life life = new Life().at(1, "add_to_cart");
        PersonState before = life.state(30);
        assertEquals(COLD, before.temperature());
        Folded folded = life.at(0, "add_to_cart").at(20, "add_to_cart").fold(day(30));
        assertEquals(
                List.of(new Transition(COLD, WARM, START, new Cause.Refold(), 1, 1)),
                folded.newSince(before.standing()));
    }

    @Test
    void appendsNothingWhenAnotherPastLedToTheSameTemperature() {
        Life life = new Life().at(1, "add_to_cart");
        PersonState before = life.state(2);
        assertEquals(List.of(), life.at(0, "add_to_cart").fold(day(2)).newSince(before.standing()));
    }

    private static Outcome apply(PersonState state, String name, long at, int id) {
        UUID uuid = Life.id(id);
        return TemperatureModel.apply(state, new PersonEvent(uuid, name, at), HISTORY);
    }
}
