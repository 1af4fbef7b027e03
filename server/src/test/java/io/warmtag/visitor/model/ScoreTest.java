package io.warmtag.visitor.model;

import static io.warmtag.visitor.model.Life.DAY;
import static io.warmtag.visitor.model.Life.START;
import static io.warmtag.visitor.model.Temperature.COLD;
import static io.warmtag.visitor.model.Temperature.WARM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The score, what it makes of a visitor who has bought nothing, and when that ends. */
class ScoreTest {

    @ParameterizedTest
    @CsvSource({
        "add_to_cart,     0,     10,    WARM",
        "add_to_cart,     2,      9.057, WARM",
        "add_to_cart,     7,      7.071, WARM",
        "add_to_cart,    14,      5.000, WARM",
        "add_to_cart,    28,      2.5,   COLD",
        "begin_checkout,  0,     15,    WARM",
        "begin_checkout, 14,      7.5,   WARM",
        "begin_checkout, 22.18,   5.002, WARM",
        "begin_checkout, 22.19,   4.9997, COLD",
    })
    void followsTheReferenceTable(String event, double age, double score, Temperature temperature) {
        Life life = new Life().at(0, event);
        assertEquals(temperature, life.temperature(age));
        assertEquals(score, life.score(age), 0.0005);
    }

    @Test
    void keepsOneCartWarmForExactly14Days() {
        Life life = new Life().at(0, "add_to_cart");
        assertEquals(5.0, life.score(14));
        assertEquals(WARM, life.temperatureAt(START + 14 * DAY));
        assertEquals(COLD, life.temperatureAt(START + 14 * DAY + 1));
        assertEquals(
                List.of(
                        new Transition(COLD, WARM, START, new Cause.ByEvent(Life.id(1)), 1, 1),
                        new Transition(WARM, COLD, START + 14 * DAY + 1, new Cause.ByTime(), 1, 2)),
                life.fold(START + 15 * DAY).transitions());
    }

    @Test
    void isStillWarmWhenSomethingHappensAtExactlyFive() {
        assertEquals(WARM, new Life().at(0, "add_to_cart").at(14, "scroll").temperature(14));
    }

    @ParameterizedTest
    @CsvSource({
        "add_to_cart, 10",
        "add_to_wishlist, 10",
        "begin_checkout, 15",
        "page_message, 12",
        "page_comment, 10",
        "page_reaction, 10",
        "generate_lead, 12",
        "page_view, 1",
        "view_item, 1",
        "purchase, 0",
        "scroll, 0"
    })
    void weighsEventsByDefaultAsTheReferenceSays(String event, double score) {
        assertEquals(score, new Life().at(0, event).score(0));
    }

    @Test
    void appearsColdWithoutATransition() {
        Life life = new Life().at(3, "scroll").at(5, "page_view");
        assertEquals(List.of(), life.fold(Life.day(9)).transitions());
        assertEquals(COLD, life.temperature(9));
        assertEquals(Life.day(3), life.state(9).since());
        assertEquals(Life.day(5), life.state(9).lastSeen());
    }

    @Test
    void neverWarmsByVisitsAlone() {
        Life life = new Life();
        for (int i = 0; i < 100; i++) {
            life.atInstant(START + i, i % 2 == 0 ? "page_view" : "view_item");
        }
        assertEquals(COLD, life.temperature(1));
        assertEquals(4.0, life.score(0.001));
        assertEquals(List.of(), life.fold(Life.day(1)).transitions());
    }

    @Test
    void keepsAWarmPersonWarmByVisits() {
        Life visited = new Life().at(0, "add_to_cart").at(13, "page_view");
        assertEquals(COLD, new Life().at(0, "add_to_cart").temperature(16));
        assertEquals(WARM, visited.temperature(16));
    }

    @Test
    void leavesByTheActionsAloneWhileViewsAreAboveTheirCap() {
        Life life = new Life().at(0, "add_to_cart");
        for (int i = 0; i < 100; i++) {
            life.atInstant(START + i, "page_view");
        }
        // 10 has to fall to 1, as the views still count 4: log2(10) half-lives, at which they are worth 10 uncapped.
        long leaves = START + (long) Math.ceil(14 * DAY * Math.log(10) / Math.log(2));
        assertEquals(
                Optional.of(new NextChange(COLD, leaves)),
                TemperatureModel.nextChange(life.fold(START + 100).state(), SettingsHistory.defaults()));
        assertEquals(WARM, life.temperatureAt(leaves - 1));
        assertEquals(COLD, life.temperatureAt(leaves));
    }

    @Test
    void leavesByBothPartsOnceViewsFellBelowTheirCap() {
        Life life = new Life().at(0, "begin_checkout");
        for (int i = 0; i < 8; i++) {
            life.atInstant(START, "page_view");
        }
        // After one half-life the eight views are worth the cap; 23 in all fall to 5 as one sum.
        long leaves = START + (long) Math.ceil(14 * DAY * Math.log(23 / 5.0) / Math.log(2));
        assertEquals(WARM, life.temperatureAt(leaves - 1));
        assertEquals(COLD, life.temperatureAt(leaves));
    }

    @Test
    void entersAtTheThresholdWithActionsUnderneath() {
        Weights weights = new Weights(Map.of("scroll", 3.0), Weights.defaults().views(), 4);
        Life life = new Life()
                .under(ModelSettings.defaults().withWeights(weights))
                .at(0, "scroll")
                .at(0, "scroll")
                .at(0, "scroll");
        assertEquals(COLD, life.temperature(0));
        assertEquals(WARM, life.at(0, "page_view").temperature(0));
    }

    @Test
    void staysColdBetweenTheThresholds() {
        Life life = new Life()
                .at(0, "add_to_cart")
                .at(20, "page_view")
                .at(20, "page_view")
                .at(20, "view_item");
        assertEquals(6.715, life.score(20), 0.001);
        assertEquals(COLD, life.temperature(20));
    }

    @Test
    void staysWarmForADayAlthoughTheCartIsEmptied() {
        Life life = new Life().at(0, "add_to_cart").at(0.5, "remove_from_cart");
        assertEquals(WARM, life.temperatureAt(START + DAY - 1));
        assertEquals(COLD, life.temperatureAt(START + DAY));
        assertEquals(
                new Cause.ByTime(), life.fold(START + DAY).transitions().get(1).cause());
    }

    @Test
    void forgetsTheEmptiedCartWhenItIsFilledAgainWithinTheDay() {
        Life life = new Life().at(0, "add_to_cart").at(0.5, "remove_from_cart").at(0.75, "add_to_cart");
        assertEquals(WARM, life.temperature(14.7));
        assertEquals(COLD, life.temperature(14.76));
        assertEquals(2, life.state(15).standing().changes());
    }

    @Test
    void coolsAtOnceWhenTheCartIsEmptiedLater() {
        Life life = new Life().at(0, "add_to_cart").at(2, "remove_from_cart");
        assertEquals(COLD, life.temperature(2));
        assertEquals(
                new Cause.ByEvent(Life.id(2)),
                life.fold(Life.day(2)).transitions().get(1).cause());
    }

    @Test
    void neverFallsBelowZero() {
        Life life = new Life();
        for (int i = 0; i < 5; i++) {
            life.at(0, "remove_from_cart");
        }
        assertEquals(0, life.score(0));
        assertEquals(10, life.at(0, "add_to_cart").score(0));
    }

    /** The example of the reference: added on arrival the late cart would leave him cold. */
    @Test
    void foldsALateCartInTimeOrder() {
        Life life = new Life().at(0, "add_to_cart").at(20, "page_view").at(0, "add_to_cart");
        assertEquals(7.43 + 1, life.score(20), 0.005);
        assertEquals(WARM, life.temperature(20));
        assertEquals(
                List.of(WARM),
                life.fold(Life.day(20)).transitions().stream()
                        .map(Transition::to)
                        .toList());
        assertEquals(life.fold(Life.day(21)), life.backwards().fold(Life.day(21)));
    }

    @Test
    void countsTheSameIdOnce() {
        Life life = new Life().at(0, "add_to_cart");
        life.events.add(life.events.get(0));
        assertEquals(10, life.score(0));
    }

    @Test
    void ordersEventsOfOneMillisecondByUnsignedId() {
        Life life = new Life().under(ModelSettings.defaults().withWarm(new WarmRule(10, 5, 0)));
        PersonEvent first = new PersonEvent(new UUID(1, 1), "remove_from_cart", START);
        PersonEvent second = new PersonEvent(new UUID(-1, 1), "add_to_cart", START);
        life.events.addAll(List.of(second, first));
        assertTrue(first.compareTo(second) < 0);
        assertEquals(10, life.score(0));
    }
}
