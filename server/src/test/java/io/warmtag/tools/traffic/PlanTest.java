package io.warmtag.tools.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.tools.traffic.Step.Act;
import io.warmtag.tools.traffic.Step.Sender;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static List<Step> steps(long seed, int count) {
        var plan = new Plan(seed, 50, TestShop.SHOP);
        return Stream.generate(plan::next).limit(count).toList();
    }

    @Test
    void sameSeedGivesTheSameSteps() {
        assertEquals(steps(7, 5_000), steps(7, 5_000));
        assertNotEquals(steps(7, 100), steps(8, 100));
    }

    @Test
    void aboutTwoVisitsInAHundredEndWithAnOrder() {
        List<Step> steps = steps(1, 200_000);
        double visits = count(
                steps, step -> step.path().startsWith("/demo/?") || step.path().equals("/demo/"));
        double orders = count(steps, step -> names(step).contains("purchase"));

        assertEquals(0.02, orders / visits, 0.005);
    }

    @Test
    void botsOnlyLook() {
        Set<String> acts = steps(2, 50_000).stream()
                .filter(step -> step.persona().bot())
                .flatMap(step -> names(step).stream())
                .collect(Collectors.toSet());

        assertEquals(Set.of("page_view", "view_item", "view_item_list"), acts);
    }

    @Test
    void someComeLateSomeTwiceAndSomeClocksAreWrong() {
        List<Step> steps = steps(3, 50_000);

        assertTrue(count(steps, step -> step.ageMs() > 120_000) > 100);
        assertTrue(count(steps, Step::twice) > 100);
        assertTrue(count(steps, step -> Math.abs(step.persona().clockAheadMs()) > 60_000) > 100);
    }

    @Test
    void pagesAreInTheVisitorsLanguage() {
        Step bengali = steps(4, 1_000).stream()
                .filter(step -> step.persona().readsBengali() && step.path().contains("clay-teapot"))
                .findFirst()
                .orElseThrow();

        assertEquals("মাটির কেটলি · রঙিন", bengali.title());
    }

    @Test
    void everyOrderIsConfirmedByTheBackOfficeAndThenEnds() {
        List<Step> office = steps(5, 100_000).stream()
                .filter(step -> step.sender() == Sender.BACK_OFFICE)
                .toList();
        Set<String> ends = office.stream().flatMap(step -> names(step).stream()).collect(Collectors.toSet());

        assertEquals(Set.of("order_confirmed", "order_delivered", "order_cancelled", "order_returned"), ends);
    }

    private static long count(List<Step> steps, Predicate<Step> which) {
        return steps.stream().filter(which).count();
    }

    private static List<String> names(Step step) {
        return step.acts().stream().map(Act::name).toList();
    }
}
