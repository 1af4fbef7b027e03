package io.warmtag.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.report.CostImport.Mistake;
import io.warmtag.report.CostImport.Report;
import io.warmtag.report.CostImport.Unusable;
import io.warmtag.testkit.TestSite;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class CostImportTest {
    private static final Period NOVEMBER = new Period(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 12, 1));

    private TestSite site;
    private CostImport costs;

    @BeforeAll
    void start() {
        site = new TestSite();
        costs = new CostImport(site.database());
    }

    @BeforeEach
    void empty() {
        site.run("delete from campaign_cost");
    }

    @AfterAll
    void stop() {
        site.close();
    }

    private Report take(String csv) {
        return costs.take(site.bakery(), csv, "facebook", "cpc").await();
    }

    private List<CampaignFigures> figures() {
        return new CampaignReports(site.database())
                .of(site.bakery(), NOVEMBER, 10)
                .await();
    }

    @Test
    void addsUpTheLinesOfADayAndCampaignAndReplacesThemNextTime() {
        String csv = "Day;Campaign name;Amount spent (BDT);Link clicks;Impressions\n"
                + "2026-11-20;Winter;1,290.50;84;10250\n20/11/2026;Winter;৳ ৯.৫০;১;\n2026-11-21;Winter;100;;\n";
        assertEquals(new Report(3, 2, List.of(), Optional.empty()), take(csv));
        assertEquals(new Report(3, 2, List.of(), Optional.empty()), take(csv));
        CampaignFigures winter = figures().get(0);
        assertEquals(new Campaign("facebook", "cpc", "Winter"), winter.campaign());
        assertEquals(140_000, winter.cost());
        assertEquals(85, winter.clicks());
        assertEquals(10_250, winter.impressions());
        assertEquals(1, take("date,campaign,cost\n2026-11-20,Winter,1").stored());
        assertEquals(10_100, figures().get(0).cost());
    }

    @Test
    void namesTheLineAndTheFieldAndTakesTheRest() {
        Report report = costs.take(
                        site.bakery(),
                        "date,source,medium,campaign,cost,clicks\nsoon,a,b,c,1,1\n2026-11-20,,b,c,1,1\n2026-11-20,a,,c,1,1\n"
                                + "2026-11-20,a,b,c,-1,1\n2026-11-20,a,b,c,1,1.5\n2026-02-30,a,b,c,1,\n2026-11-20,A,B,c,1,\n",
                        "",
                        "")
                .await();
        assertEquals(
                List.of(
                        new Mistake(2, "date"),
                        new Mistake(3, "source"),
                        new Mistake(4, "medium"),
                        new Mistake(5, "cost"),
                        new Mistake(6, "clicks"),
                        new Mistake(7, "date")),
                report.mistakes());
        assertEquals(1, report.taken());
        assertEquals(new Campaign("a", "b", "c"), figures().get(0).campaign());
    }

    @Test
    void refusesATableWithoutTheColumnsItTakes() {
        assertEquals(
                Optional.of(Unusable.NO_COLUMNS),
                take("date,campaign\n2026-11-20,x").unusable());
        assertEquals(Optional.of(Unusable.NO_COLUMNS), take("").unusable());
    }

    @Test
    void takesAListWholeOrNotAtAll() {
        var good = Map.of("date", "2026-11-20", "source", "google", "medium", "cpc", "cost", "12.5");
        Report refused = costs.takeAll(site.bakery(), List.of(good, Map.of("date", "2026-11-20")))
                .await();
        assertEquals(List.of(new Mistake(1, "source")), refused.mistakes());
        assertTrue(figures().isEmpty());
        assertEquals(1, costs.takeAll(site.bakery(), List.of(good)).await().stored());
        assertEquals(Campaign.NOT_SET, figures().get(0).campaign().name());
        assertEquals(1_250, figures().get(0).cost());
    }
}
