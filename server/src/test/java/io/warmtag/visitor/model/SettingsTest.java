package io.warmtag.visitor.model;

import static io.warmtag.visitor.model.Life.DAY;
import static io.warmtag.visitor.model.Life.HOUR;
import static io.warmtag.visitor.model.Life.START;
import static io.warmtag.visitor.model.Life.day;
import static io.warmtag.visitor.model.Temperature.COLD;
import static io.warmtag.visitor.model.Temperature.HOT;
import static io.warmtag.visitor.model.Temperature.WARM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Settings: which are possible, and what it means to change them. */
class SettingsTest {

    private static final ModelSettings DEFAULTS = ModelSettings.defaults();

    @Test
    void findsNothingWrongWithTheDefaults() {
        assertEquals(List.of(), SettingsCheck.problems(DEFAULTS));
    }

    @Test
    void namesEveryBadFieldAtOnce() {
        Weights weights = new Weights(
                Map.of("a", Double.NaN, "b", 1000.5, " ", 1.0, "x".repeat(101), 1.0, "v", 2.0),
                Map.of("w", -1.0, "v", 1.0),
                Double.POSITIVE_INFINITY);
        ModelSettings bad = new ModelSettings(
                0, weights, HOUR - 1, new WarmRule(5, 5, -1), new BuyerRule(CountsWhen.PLACED, 0, 0, -1, 3651 * DAY));
        assertEquals(
                List.of(
                        "actions[ ]",
                        "actions[a]",
                        "actions[b]",
                        "actions[" + "x".repeat(101) + "]",
                        "enter",
                        "halfLife",
                        "hotWindow",
                        "lapsedAfterOnlyOrder",
                        "lapsingAfter",
                        "lapsingGaps",
                        "minimumStay",
                        "version",
                        "viewCap",
                        "viewCap",
                        "views[v]",
                        "views[w]"),
                SettingsCheck.problems(bad).stream()
                        .map(SettingsCheck.Problem::field)
                        .sorted()
                        .toList());
    }

    @Test
    void refusesWhatIsNotANumber() {
        WarmRule rule = new WarmRule(Double.NaN, Double.NaN, 0);
        Weights weights = new Weights(Map.of(), Map.of(), Double.NaN);
        List<String> fields = SettingsCheck.problems(DEFAULTS.withWarm(rule).withWeights(weights)).stream()
                .map(SettingsCheck.Problem::field)
                .distinct()
                .toList();
        assertEquals(List.of("viewCap", "leave", "enter"), fields);
    }

    @Test
    void refusesMoreThan200Weights() {
        Map<String, Double> many = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            many.put("event_" + i, 1.0);
        }
        assertEquals(List.of(), problems(new Weights(many, Map.of(), 4)));
        assertEquals(1, problems(new Weights(many, Map.of("page_view", 1.0), 4)).size());
    }

    @Test
    void letsNoBadVersionIntoAHistory() {
        ModelSettings bad = DEFAULTS.withHalfLife(0);
        assertEquals(
                "settings version 1: [Problem[field=halfLife, message=must be between 1 hour and 365 days]]",
                assertThrows(IllegalArgumentException.class, () -> SettingsHistory.always(bad))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> SettingsHistory.of(List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> SettingsHistory.of(List.of(new SettingsHistory.Dated(START, DEFAULTS))));
        assertThrows(IllegalArgumentException.class, () -> history(dated(SettingsHistory.ALWAYS, DEFAULTS)));
    }

    @Test
    void hasInForceTheHighestVersionThatIsEffective() {
        SettingsHistory history = history(
                dated(day(5), DEFAULTS.withVersion(4)),
                dated(day(10), DEFAULTS.withVersion(2)),
                dated(day(3), DEFAULTS.withVersion(3)),
                dated(day(5), DEFAULTS.withVersion(5)));
        assertEquals(
                List.of(1, 3, 5),
                history.inOrder().stream()
                        .map(dated -> dated.settings().version())
                        .toList());
        assertEquals(1, history.at(day(3) - 1).version());
        assertEquals(3, history.at(day(3)).version());
        assertEquals(5, history.at(day(11)).version());
    }

    @Test
    void weighsAnEventByTheSettingsOfItsTime() {
        Weights cheaper = new Weights(Map.of("add_to_cart", 3.0), Map.of(), 0);
        SettingsHistory history = history(dated(day(1), DEFAULTS.withVersion(2).withWeights(cheaper)));
        Life life = new Life().under(history).at(0, "add_to_cart").at(1, "add_to_cart");
        assertEquals(10 * Math.pow(2, -1 / 14.0) + 3, life.score(1), 1e-9);
        assertEquals(3, new Life().under(history).at(1, "add_to_cart").score(1));
    }

    @Test
    void reassessesEverybodyWhenThresholdsChange() {
        SettingsHistory history = history(dated(day(3), DEFAULTS.withVersion(2).withWarm(new WarmRule(30, 20, 0))));
        Life life = new Life().under(history).at(0, "add_to_cart");
        assertEquals(WARM, life.temperatureAt(day(3) - 1));
        assertEquals(
                new Transition(WARM, COLD, day(3), new Cause.BySettings(2), 2, 2),
                life.fold(day(4)).transitions().get(1));
        SettingsHistory lower = history(dated(day(15), DEFAULTS.withVersion(2).withWarm(new WarmRule(4.5, 4, 0))));
        assertEquals(
                new Transition(COLD, WARM, day(15), new Cause.BySettings(2), 2, 3),
                life.under(lower).fold(day(16)).transitions().get(2));
    }

    @Test
    void decaysEachStretchByItsOwnHalfLife() {
        SettingsHistory history = history(dated(day(14), DEFAULTS.withVersion(2).withHalfLife(7 * DAY)));
        Life life = new Life().under(history).at(0, "begin_checkout");
        assertEquals(7.5, life.score(14));
        assertEquals(3.75, life.score(21));
        assertEquals(
                Optional.of(new NextChange(
                        COLD, START + 14 * DAY + (long) Math.ceil(7 * DAY * Math.log(1.5) / Math.log(2)))),
                TemperatureModel.nextChange(life.state(0), history));
    }

    @Test
    void seesAChangeComeByDatedSettings() {
        SettingsHistory history = history(dated(day(3), DEFAULTS.withVersion(2).withWarm(new WarmRule(30, 20, 0))));
        assertEquals(
                Optional.of(new NextChange(COLD, day(3))),
                TemperatureModel.nextChange(
                        new Life().under(history).at(0, "add_to_cart").state(0), history));
    }

    @Test
    void makesHotAgainWhenTheWindowGrows() {
        BuyerRule rule = BuyerRule.defaults();
        BuyerRule longer =
                new BuyerRule(CountsWhen.PLACED, 365 * DAY, rule.lapsingAfter(), 2, rule.lapsedAfterOnlyOrder());
        SettingsHistory history =
                history(dated(day(200), DEFAULTS.withVersion(2).withBuyers(longer)));
        Life life = new Life().under(history).ordered(0, 1);
        assertEquals(
                List.of(HOT, COLD, HOT),
                life.fold(day(201)).transitions().stream().map(Transition::to).toList());
        assertEquals(
                Optional.of(new NextSubState(SubState.LAPSING, day(200))),
                TemperatureModel.nextSubState(life.state(190), history, day(190)));
    }

    @Test
    void recomputesThePastUnderSettingsThatAlwaysHeld() {
        Weights none = new Weights(Map.of(), Map.of(), 0);
        SettingsHistory history =
                history(dated(SettingsHistory.ALWAYS, DEFAULTS.withVersion(2).withWeights(none)));
        Life life = new Life().at(0, "add_to_cart");
        assertEquals(List.of(), life.under(history).fold(day(1)).transitions());
    }

    @Test
    void asksForAFoldWhenTheStatesSettingsNoLongerHold() {
        PersonState state = new Life().at(0, "add_to_cart").state(1);
        SettingsHistory recomputed = history(dated(SettingsHistory.ALWAYS, DEFAULTS.withVersion(2)));
        PersonEvent event = new PersonEvent(Life.id(9), "page_view", day(2));
        assertFalse(TemperatureModel.isCurrent(state, recomputed));
        assertInstanceOf(Outcome.NeedsRefold.class, TemperatureModel.apply(state, event, recomputed));
        assertInstanceOf(Outcome.NeedsRefold.class, TemperatureModel.advance(state, day(2), recomputed));
        SettingsHistory dated = history(dated(day(1), DEFAULTS.withVersion(2)));
        assertInstanceOf(Outcome.Applied.class, TemperatureModel.apply(state, event, dated));
    }

    @Test
    void putsACheckpointUnderTheSettingsThatHoldNow() {
        PersonState checkpoint = new Life().at(0, "add_to_cart").state(1);
        SettingsHistory strict =
                history(dated(SettingsHistory.ALWAYS, DEFAULTS.withVersion(2).withWarm(new WarmRule(30, 20, 0))));
        Folded folded = TemperatureModel.fold(checkpoint, List.of(), List.of(), strict, day(2));
        assertEquals(List.of(new Transition(WARM, COLD, START, new Cause.BySettings(2), 2, 2)), folded.transitions());
        assertTrue(TemperatureModel.isCurrent(folded.state(), strict));
    }

    private static List<SettingsCheck.Problem> problems(Weights weights) {
        return SettingsCheck.problems(DEFAULTS.withWeights(weights));
    }

    private static SettingsHistory.Dated dated(long from, ModelSettings settings) {
        return new SettingsHistory.Dated(from, settings);
    }

    /** The defaults, and what came after. */
    private static SettingsHistory history(SettingsHistory.Dated... later) {
        List<SettingsHistory.Dated> all = new ArrayList<>(List.of(later));
        all.add(dated(SettingsHistory.ALWAYS, DEFAULTS));
        return SettingsHistory.of(all);
    }
}
