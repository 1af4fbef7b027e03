package io.warmtag.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.warmtag.visitor.model.Temperature;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CampaignsTest {
    private static final String WINTER =
            "{\"utm_source\":\"Facebook\",\"utm_medium\":\"CPC\",\"utm_campaign\":\"Winter\"}";

    private Instant now = Instant.now();
    private final UUID rina = new UUID(1, 1);
    private final UUID karim = new UUID(2, 2);
    private ReportWorld world;

    @BeforeEach
    void start() {
        world = new ReportWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private Instant ago(int days) {
        return now.minus(Duration.ofDays(days));
    }

    private void views(UUID visitor, Instant at, String campaign) {
        UUID event = world.site.addEvent(world.bakery(), visitor, "page_view", at);
        world.site.run(
                "update event set context = $2 where id = $1",
                event,
                "{\"url\":\"https://bakery.example/\",\"campaign\":" + campaign + "}");
    }

    private List<CampaignFigures> figures(int days) {
        // Turns go on until a past that was never read has been.
        var ticks = new AtomicInteger();
        long began = now.toEpochMilli();
        var campaigns =
                new Campaigns(world.site.database(), world.site.sites(), world.models, () -> began + ticks.get());
        campaigns.read().await();
        campaigns.count().await();
        LocalDate today = now.atZone(world.bakery().timeZone()).toLocalDate();
        return new CampaignReports(world.site.database())
                .of(world.bakery(), Period.last(days, today), 20)
                .await();
    }

    private static CampaignFigures of(List<CampaignFigures> all, String name) {
        return all.stream()
                .filter(each -> each.campaign().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void countsPeopleOnTheDayTheyFirstCameWithTheirTemperatureNow() {
        views(rina, ago(20), WINTER);
        views(rina, ago(3), WINTER);
        views(karim, ago(3), WINTER);
        world.site.addPerson(world.bakery(), rina, Temperature.HOT, now);
        world.site.addPerson(world.bakery(), karim, Temperature.WARM, now);
        CampaignFigures winter = of(figures(28), "Winter");
        assertEquals(new Campaign("facebook", "cpc", "Winter"), winter.campaign());
        assertEquals(2, winter.people());
        assertEquals(1, winter.hot());
        assertEquals(1, winter.warm());
        assertEquals(1, of(figures(7), "Winter").people());
    }

    @Test
    void putsAnOrderDownToWhatItsPersonCameByLast() {
        views(rina, ago(10), WINTER);
        views(rina, ago(5), "{\"gclid\":\"x\"}");
        views(rina, ago(2), WINTER);
        views(karim, ago(50), WINTER);
        world.order(rina, ago(9), 100, "BDT");
        world.order(rina, ago(4), 200, "BDT");
        world.order(rina, ago(11), 400, "BDT");
        String cancelled = world.order(rina, ago(1), 800, "BDT");
        world.mark(cancelled, "cancelled_at", now);
        world.order(karim, ago(1), 1_600, "BDT");
        List<CampaignFigures> all = figures(28);
        assertEquals(10_000, of(all, "Winter").revenue());
        assertEquals(1, of(all, "Winter").orders());
        CampaignFigures google = of(all, Campaign.NOT_SET);
        assertEquals(new Campaign("google", "cpc", Campaign.NOT_SET), google.campaign());
        assertEquals(20_000, google.revenue());
    }

    @Test
    void knowsAPersonByAllOfHisVisitors() {
        world.join(karim, rina);
        views(rina, ago(10), WINTER);
        views(karim, ago(3), WINTER);
        world.order(karim, ago(9), 100, "BDT");
        CampaignFigures winter = of(figures(28), "Winter");
        assertEquals(1, winter.people());
        assertEquals(10_000, winter.revenue());
    }

    @Test
    void readsOnFromWhereItWas() {
        views(rina, ago(3), WINTER);
        assertEquals(1, of(figures(7), "Winter").people());
        views(karim, now.minusSeconds(1), WINTER);
        world.site.run("delete from campaign_day_state");
        assertEquals(1, of(figures(7), "Winter").people());
        now = now.plusSeconds(60);
        world.site.run("delete from campaign_day_state");
        assertEquals(2, of(figures(7), "Winter").people());
    }

    @Test
    void passesOverNothingThatANodeIsStillStoring() {
        world.site.run(
                "insert into node (id, applied_until) values (gen_random_uuid(), $1)",
                now.minusSeconds(60).atOffset(ZoneOffset.UTC));
        assertEquals(List.of(), figures(7));
        views(rina, now.minusSeconds(30), WINTER);
        world.site.run("delete from node");
        world.site.run("delete from campaign_day_state");
        assertEquals(1, of(figures(7), "Winter").people());
    }
}
