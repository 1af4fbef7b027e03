package io.warmtag.report;

import io.vertx.core.Future;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import io.warmtag.visitor.ModelSettingsStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Keeps the campaigns' days counted; done by the leader, behind the events that come in, some seconds a turn at most. */
public final class Campaigns {
    private static final long FIRST_AFTER_MS = 11_000;
    private static final long EVERY_MS = 60_000;
    private static final long FORGET_EVERY_MS = 3_600_000;
    private static final long LONGEST_MS = 10_000;
    /** At once, of a past that was never read. */
    private static final Duration SLICE = Duration.ofHours(6);
    /** An event is committed some time after it was received: this long what was read is read again. */
    private static final Duration AGAIN = Duration.ofMinutes(2);

    private static final int DAYS_BACK = 90;
    /** Whoever came by a campaign is told apart from who came again for this long at least. */
    private static final int MEMORY_DAYS = 30;

    private final CampaignStore store;
    private final SiteDirectory sites;
    private final ModelSettingsStore models;
    private final LongSupplier clock;

    /** @param clock ms */
    public Campaigns(Database database, SiteDirectory sites, ModelSettingsStore models, LongSupplier clock) {
        this.store = new CampaignStore(database);
        this.sites = sites;
        this.models = models;
        this.clock = clock;
    }

    public void start(Leadership leadership) {
        leadership.every(FIRST_AFTER_MS, EVERY_MS, "counting what campaigns brought", this::run);
        leadership.every(FORGET_EVERY_MS, FORGET_EVERY_MS, "forgetting who came by campaigns", this::forget);
    }

    public Future<Void> run() {
        var turn = new Turn(clock, LONGEST_MS);
        return turn.each(sites.all(), site -> read(site, turn).compose(read -> count(site, turn)));
    }

    private Future<Void> read(Site site, Turn turn) {
        Instant now = Instant.ofEpochMilli(clock.getAsLong());
        return store.mark(site).compose(mark -> {
            Instant from = mark.orElseGet(() -> now.minus(Duration.ofDays(Math.min(DAYS_BACK, site.retentionDays()))));
            // What was read is not left behind before everything in it must have been committed.
            Instant settled = now.minus(AGAIN);
            boolean isLast = from.plus(SLICE).isAfter(settled);
            Instant to = isLast ? now.plusSeconds(1) : from.plus(SLICE);
            return store.read(site, from, to, isLast ? later(from, settled) : to)
                    .compose(read -> isLast || turn.isOver() ? Future.succeededFuture() : read(site, turn));
        });
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private Future<Void> count(Site site, Turn turn) {
        LocalDate today = today(site);
        int back = Math.max(1, Math.min(DAYS_BACK, site.retentionDays() - MEMORY_DAYS));
        return store.counted(site, today.minusDays(back))
                .compose(counted -> turn.each(
                        due(today, back, counted),
                        day -> store.count(site, day, OrdersCount.by(models.history(site.id())))));
    }

    /** The older a day is, the less happens to it. */
    private List<LocalDate> due(LocalDate today, int back, Map<LocalDate, Instant> counted) {
        Instant now = Instant.ofEpochMilli(clock.getAsLong());
        return Stream.iterate(0, age -> age + 1)
                .limit(back + 1L)
                .filter(age -> counted.getOrDefault(today.minusDays(age), Instant.EPOCH)
                        .plus(Duration.ofMinutes(30L * age).plusSeconds(50))
                        .isBefore(now))
                .map(today::minusDays)
                .toList();
    }

    private Future<Void> forget() {
        Future<Void> done = Future.succeededFuture();
        for (Site site : sites.all()) {
            done = done.compose(before -> store.forget(site, today(site).minusDays(site.retentionDays())));
        }
        return done;
    }

    private LocalDate today(Site site) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(clock.getAsLong()), site.timeZone());
    }
}
