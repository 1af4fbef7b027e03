package io.warmtag.visitor.model;

import static io.warmtag.visitor.model.Life.START;
import static io.warmtag.visitor.model.Life.day;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The arithmetic of a temperature, as a marketer sees it. */
class ExplanationTest {

    @Test
    void listsWhatCountsNewestFirst() {
        Explanation explanation = new Life()
                .at(0, "add_to_cart")
                .at(2, "scroll")
                .at(7, "page_message")
                .explain(14);
        assertEquals(Temperature.WARM, explanation.temperature());
        assertEquals(START, explanation.since());
        assertEquals(
                List.of(
                        new Contribution.OfEvent(
                                Life.id(3), "page_message", day(7), 12, 12, 12 * StrictMath.pow(2, -0.5)),
                        new Contribution.OfEvent(Life.id(1), "add_to_cart", START, 10, 10, 5)),
                explanation.because());
        assertEquals(sum(explanation), explanation.score(), 1e-12);
        assertEquals(Temperature.COLD, explanation.next().orElseThrow().to());
    }

    @Test
    void showsAllViewsAsOneLineUnderTheirCap() {
        Life life = new Life();
        for (int i = 0; i < 9; i++) {
            life.atInstant(START + i, "view_item");
        }
        Explanation explanation = life.explain(0);
        assertEquals(List.of(new Contribution.OfViews(9, START + 8, 9, 4)), rounded(explanation.because()));
        assertEquals(4, explanation.score());
        assertEquals(Optional.empty(), explanation.next());
    }

    @Test
    void showsHowFarANegativeEventReallyTookAway() {
        Explanation explanation = new Life()
                .at(0, "add_to_cart")
                .at(14, "remove_from_cart")
                .at(14, "add_to_cart")
                .explain(14);
        assertEquals(
                List.of(-5.0, 10.0, 10.0),
                explanation.because().stream()
                        .map(line -> ((Contribution.OfEvent) line).applied())
                        .toList());
        assertEquals(10, explanation.score());
        assertEquals(sum(explanation), explanation.score(), 1e-12);
    }

    @Test
    void showsWhatIsLeftOfForgottenEventsAsALine() {
        Life before = new Life().at(0, "begin_checkout").at(1, "page_view");
        PersonState checkpoint = before.state(7);
        PersonEvent later = new PersonEvent(Life.id(50), "add_to_cart", day(14));
        Explanation explanation =
                TemperatureModel.explain(checkpoint, List.of(later), List.of(), SettingsHistory.defaults(), day(14));
        assertEquals(
                List.of(
                        new Contribution.OfEvent(Life.id(50), "add_to_cart", day(14), 10, 10, 10),
                        new Contribution.OfViews(
                                0, day(1), StrictMath.pow(2, -13 / 14.0), StrictMath.pow(2, -13 / 14.0)),
                        new Contribution.OfCheckpoint(START, 15, 7.5)),
                explanation.because());
        assertEquals(sum(explanation), explanation.score(), 1e-12);
    }

    @Test
    void namesTheOrdersThatMakeHimHot() {
        Life life = new Life()
                .ordered(-200, 0, 10)
                .order(OrderFacts.placed("gone", day(11)).cancelled(day(12)));
        Explanation explanation = life.explain(20);
        assertEquals(Temperature.HOT, explanation.temperature());
        assertEquals(SubState.REPEAT, explanation.subState());
        assertEquals(
                List.of("T3", "T2"),
                explanation.hotOrders().stream().map(OrderFacts::transactionId).toList());
        assertEquals(Optional.of(new NextChange(Temperature.COLD, day(190) + 1)), explanation.next());
        assertEquals(Optional.of(new NextSubState(SubState.LAPSED, day(190) + 1)), explanation.nextSubState());
    }

    private static double sum(Explanation explanation) {
        return explanation.because().stream().mapToDouble(Contribution::decayed).sum();
    }

    /** Nine views within nine milliseconds are worth nine but for the eighth digit. */
    private static List<Contribution> rounded(List<Contribution> lines) {
        return lines.stream()
                .map(line -> (Contribution.OfViews) line)
                .map(line -> new Contribution.OfViews(
                        line.count(), line.time(), Math.round(line.uncapped() * 1e6) / 1e6, line.decayed()))
                .map(Contribution.class::cast)
                .toList();
    }
}
