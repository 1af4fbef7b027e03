package io.warmtag.rule.audience.model;

import static io.warmtag.rule.audience.model.Told.day;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.SettingsHistory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LifeTest {
    private static final Condition NEVER_BOUGHT = Told.condition("{'kind':'orders','most':0}");
    private static final Evaluator EVALUATOR = new Evaluator(id -> null);

    /** The order's row is there with the event that tells of it, which came in after the instant up to which events are asked for. */
    @Test
    void knowsNoOrderBeforeTheEventThatTellsOfIt() {
        Told told = new Told().at(1, "view_item").late(2, 4, "purchase", "{}").order(2, null, null, 100);
        var life = new Life(
                PersonState.EMPTY, told.events, told.orders, SettingsHistory.defaults(), true, Map.of(), day(3));
        assertEquals(1, life.events().size());
        assertTrue(EVALUATOR.holds(NEVER_BOUGHT, life.upTo(day(3)), day(3)));
        var course = Course.from(Course.at(day(1), EVALUATOR, NEVER_BOUGHT, life), EVALUATOR, NEVER_BOUGHT, life);
        course.advanceTo(life.until());
        assertEquals(List.of(), course.changes());
        Life later = told.life();
        var whole = Course.from(Course.at(day(1), EVALUATOR, NEVER_BOUGHT, later), EVALUATOR, NEVER_BOUGHT, later);
        whole.advanceTo(day(5));
        assertEquals(List.of(new Course.Change(false, day(4), true)), whole.changes());
    }

    /** Of what came in since it is certain not everything is stored yet; but what has come in came after it. */
    @Test
    void waitsWithWhatTimeBringsUntilItIsCertain() {
        Condition today = Told.condition("{'kind':'event','name':'view_item','least':1,'minutes':1440}");
        Life once = new Told().at(0, "view_item").life();
        assertEquals(List.of(), changes(today, once, day(1.5), day(0.9)));
        assertEquals(List.of(day(1)), changes(today, once, day(1.5), day(1)));
        Life twice = new Told().at(0, "view_item").at(1.4, "page_view").life();
        assertEquals(List.of(day(1)), changes(today, twice, day(1.5), day(0.9)));
        assertEquals(List.of(), changes(today, twice, day(1.3), day(0.9)));
    }

    private static List<Long> changes(Condition condition, Life life, long until, long certain) {
        var course = Course.from(Course.at(day(0), EVALUATOR, condition, life), EVALUATOR, condition, life);
        course.advanceTo(until, certain);
        return course.changes().stream().map(Course.Change::at).toList();
    }
}
