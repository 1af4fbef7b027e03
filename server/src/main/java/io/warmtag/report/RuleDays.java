package io.warmtag.report;

import io.vertx.core.Future;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.report.RuleDayStore.Day;
import io.warmtag.report.RuleDayStore.Way;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import io.warmtag.visitor.ModelSettingsStore;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Keeps the rules' days counted: the leader goes over them, the newest most often, and stops when it has taken long enough. */
public final class RuleDays {
    private static final long FIRST_AFTER_MS = 5_000;
    private static final long EVERY_MS = 30_000;
    private static final long LONGEST_MS = 5_000;
    private static final int AT_ONCE = 200;

    private final RuleDayStore store;
    private final SiteDirectory sites;
    private final ModelSettingsStore models;
    private final LongSupplier clock;

    /** @param clock ms */
    public RuleDays(Database database, SiteDirectory sites, ModelSettingsStore models, LongSupplier clock) {
        this.store = new RuleDayStore(database);
        this.sites = sites;
        this.models = models;
        this.clock = clock;
    }

    public void start(Leadership leadership) {
        leadership.every(FIRST_AFTER_MS, EVERY_MS, "counting what rules did", this::run);
    }

    /** Counts what is due, one day after the other, for some seconds at most. */
    public Future<Void> run() {
        var turn = new Turn(clock, LONGEST_MS);
        return store.due(AT_ONCE).compose(due -> turn.each(due, this::count));
    }

    private Future<Void> count(Day day) {
        Optional<Site> site = sites.find(day.site());
        return site.isEmpty() ? Future.succeededFuture() : store.compute(day, way(site.get(), day));
    }

    private Way way(Site site, Day day) {
        OrdersCount orders = OrdersCount.by(models.history(site.id()));
        return new Way(
                start(site, day.day()),
                start(site, day.day().plusDays(1)),
                site.currency(),
                Money.minorUnits(site.currency()),
                orders);
    }

    private static OffsetDateTime start(Site site, LocalDate day) {
        return day.atStartOfDay(site.timeZone()).toInstant().atOffset(ZoneOffset.UTC);
    }
}
