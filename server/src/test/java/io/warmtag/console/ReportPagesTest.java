package io.warmtag.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;

@TestInstance(Lifecycle.PER_CLASS)
class ReportPagesTest {
    @RegisterExtension
    final ShopConsole console = new ShopConsole();

    private void run(String sql, @Nullable Object... parameters) {
        assertTrue(console.world.database.query(sql, parameters).await().rowCount() > 0);
    }

    private LocalDate today() {
        return LocalDate.now(console.shop().timeZone());
    }

    /** A rule that holds out 10 %, and what came of it. */
    private String rule(long treated, long bought, long heldOut, long heldOutBought) {
        String path = console.done(
                "/rules", "name", "=Cart", "kind", "event", "event", "add_to_cart", "holdout", "10", "exit", "order");
        int site = console.shop().id();
        run("""
                insert into rule_day_done (site_id, rule, day, version, fired, held_out, given_up, shown, clicked, dismissed,
                                           delivered, withheld, failed)
                values ($1, 1, $2, 1, 12345, 678, 3, 900, 80, 7, 0, 0, 2)
                """, site, today().minusDays(10));
        for (boolean out : new boolean[] {false, true}) {
            long persons = out ? heldOut : treated;
            long buyers = out ? heldOutBought : bought;
            run("""
                    insert into rule_day_met (site_id, rule, day, version, held_out, offer, variant, persons, buyers, orders,
                                              revenue, persons_over, buyers_over, revenue_over, squares_over)
                    values ($1, 1, $2, 1, $3, 0, 0, $4, $5, $5, $5::bigint * 150000, $4, $5, $5::bigint * 150000,
                            $5::numeric * 150000 * 180000)
                    """, site, today().minusDays(10), out, persons, buyers);
        }
        return path;
    }

    @Test
    void saysInWordsWhatARuleChanges() {
        assertEquals("/rules/1", rule(9_000, 900, 1_000, 60));
        String page = console.page("/reports/rules/1");
        assertTrue(page.contains("About 4 more of 100 people buy because of it, between 2.2 and 5.5."), page);
        assertTrue(page.contains("Each person spends about"), page);
        assertTrue(page.contains("12,345"), page);
        assertTrue(page.contains("৳13,50,000"), page);
        assertTrue(console.page("/reports/rules").contains("about 4 more of 100 buy"));
        assertTrue(console.page("/reports/rules/1/panel").contains("About 4 more of 100"));
        assertTrue(console.page("/rules/1").contains("/reports/rules/1/panel"));
    }

    @Test
    void saysWhenItIsTooEarly() {
        assertEquals("/rules/1", rule(50, 3, 5, 0));
        String page = console.page("/reports/rules/1");
        assertTrue(page.contains("Too early to tell."), page);
        assertTrue(page.contains("would show after about"), page);
        assertFalse(page.contains("Each person"), page);
    }

    @Test
    void saysItInBengali() {
        assertEquals("/rules/1", rule(9_000, 900, 1_000, 60));
        Administrator.speak(console.browser, "bn");
        String page = console.page("/reports/rules/1");
        Administrator.speak(console.browser, "en");
        assertTrue(page.contains("প্রতি ১০০ জনে প্রায় ৪ জন বেশি কেনেন"), page);
        assertTrue(page.contains("৳১৩,৫০,০০০"), page);
    }

    @Test
    void exportsTablesThatNoSpreadsheetTakesForFormulas() {
        assertEquals("/rules/1", rule(9_000, 900, 1_000, 60));
        String csv = console.page("/reports/rules.csv?days=28");
        assertTrue(
                csv.contains(
                        "1,'=Cart,draft,12345,678,0,3,900,80,7,0,0,2,9000,900,900,1350000.00,1000,60,60,90000.00,more,4.0,"),
                csv);
        assertTrue(console.page("/reports/rules/1/days.csv").contains("\r\n" + today().minusDays(10) + ",12345,"));
    }

    @Test
    void setsWithinHowManyDaysAnOrderCounts() {
        assertEquals("/rules/1", rule(1, 0, 1, 0));
        HttpResponse<String> refused = console.send("/reports/rules/1/window", "window", "31");
        assertEquals(422, refused.statusCode());
        assertTrue(refused.body().contains("id=\"f-window-wrong\""), refused.body());
        assertEquals("/reports/rules/1", console.done("/reports/rules/1/window", "window", "১৪"));
        assertTrue(console.page("/reports/rules/1").contains("value=\"14\""));
    }

    @Test
    void offersAFirstStepWhereThereIsNothing() {
        assertTrue(console.page("/reports/rules").contains("No rules yet"));
        assertTrue(console.page("/reports/temperatures").contains("Nobody moved yet"));
        assertTrue(console.page("/reports/campaigns").contains("No campaigns in these days"));
        assertEquals(404, console.open("/reports/rules/7").statusCode());
        assertEquals(303, console.open("/reports").statusCode());
    }

    @Test
    void drawsAndListsHowPeopleMoved() {
        run("""
                insert into temperature_move (site_id, day, days, from_state, to_state, people, computed_at)
                select $1, $2::date - ago, 7, since, until, people + ago, now()
                from (values (0, 1, 1200), (1, 2, 80), (2, 3, 9), (4, 0, 5000), (0, 0, 33)) as move (since, until, people),
                     (values (0), (7)) as day (ago)
                """, console.shop().id(), today());
        String page = console.page("/reports/temperatures");
        assertTrue(page.contains("1,200") && page.contains("Lapsed 9"), page);
        assertTrue(page.contains("33 people went elsewhere and came back."), page);
        assertTrue(page.contains("<path class=\"ribbon place-cold\" d=\"M12 "), page);
        assertTrue(console.page("/reports/temperatures.csv").contains("\r\ncold,warm,1200\r\n"));
    }

    @Test
    void takesCostsAndSaysWhichLineIsWrong() {
        HttpResponse<String> taken = console.send(
                "/reports/costs",
                "csv",
                "date,campaign,cost\n" + today() + ",Winter,1290.50\nsoon,Winter,1\n",
                "source",
                "Facebook",
                "medium",
                "cpc");
        assertEquals(200, taken.statusCode());
        assertTrue(taken.body().contains("1 line taken, 1 day of a campaign stored."), taken.body());
        assertTrue(taken.body().contains("The date can’t be read."), taken.body());
        assertTrue(taken.body().contains("soon,Winter,1"), taken.body());
        String page = console.page("/reports/campaigns");
        assertTrue(page.contains("Winter") && page.contains("৳1,290.50") && page.contains("facebook / cpc"), page);
        HttpResponse<String> refused = console.send("/reports/costs", "csv", "a,b\n1,2", "source", "", "medium", "");
        assertEquals(422, refused.statusCode());
        assertTrue(console.page("/audit").contains("Costs of campaigns imported: 1 lines"));
    }
}
