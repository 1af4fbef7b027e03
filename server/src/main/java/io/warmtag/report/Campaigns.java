package io.warmtag.report;

import io.vertx.core.Future;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import io.warmtag.visitor.ModelSettingsStore;
import io.warmtag.visitor.StoredUntil;
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
    private static final long COUNT_EVERY_MS = 60_000;
    /** What has just come in is still in memory, and no checkpoint has passed it: read later it costs many times as much. */
    private static final long READ_EVERY_MS = 5_000;

    /** Of which reading takes no more, while it has a past to catch up with. */
    private static final long READ_LONGEST_MS = 800;

    private static final long FORGET_EVERY_MS = 3_600_000;
    private static final long COUNT_LONGEST_MS = 10_000;
    /** At once, of a past that was never read. */
    private static final Duration SLICE = Duration.ofHours(6);
    /** How far a site was read is noted when there was something, and else now and then. */
    private static final Duration NOTED_EVERY = Duration.ofMinutes(5);

    private static final int DAYS_BACK = 90;
    /** Whoever came by a campaign is told apart from who came again for this long at least. */
    private static final int MEMORY_DAYS = 30;

    private final Database database;
    private final CampaignStore store;
    private final SiteDirectory sites;
    private final ModelSettingsStore models;
    private final LongSupplier clock;

    /** @param clock ms */
    public Campaigns(Database database, SiteDirectory sites, ModelSettingsStore models, LongSupplier clock) {
        this.database = database;
        this.store = new CampaignStore(database);
        this.sites = sites;
        this.models = models;
        this.clock = clock;
    }

    public void start(Leadership leadership) {
        leadership.every(FIRST_AFTER_MS, READ_EVERY_MS, "reading who came by campaigns", this::read);
        leadership.every(FIRST_AFTER_MS, COUNT_EVERY_MS, "counting what campaigns brought", this::count);
        leadership.every(FORGET_EVERY_MS, FORGET_EVERY_MS, "forgetting who came by campaigns", this::forget);
    }

    /** Notes who came by which campaign, as far as everything that was received is stored. */
    public Future<Void> read() {
        Instant now = Instant.ofEpochMilli(clock.getAsLong());
        var turn = new Turn(clock, READ_LONGEST_MS);
        return StoredUntil.read(database, now)
                .compose(until -> store.marks()
                        .compose(marks -> turn.each(sites.all(), site -> {
                            Instant from = marks.getOrDefault(site.id(), beginning(site, now));
                            return read(site, from, until, turn);
                        })));
    }

    private static Instant beginning(Site site, Instant now) {
        return now.minus(Duration.ofDays(Math.min(DAYS_BACK, site.retentionDays())));
    }

    private Future<Void> read(Site site, Instant from, Instant until, Turn turn) {
        if (!from.isBefore(until)) {
            return Future.succeededFuture();
        }
        Instant to = from.plus(SLICE).isBefore(until) ? from.plus(SLICE) : until;
        return store.read(site, from, to)
                .compose(found ->
                        found || from.plus(NOTED_EVERY).isBefore(to) ? store.mark(site, to) : Future.succeededFuture())
                .compose(noted -> turn.isOver() ? Future.succeededFuture() : read(site, to, until, turn));
    }

    /** Counts the days that something may have happened to. */
    public Future<Void> count() {
        var turn = new Turn(clock, COUNT_LONGEST_MS);
        return turn.each(sites.all(), site -> count(site, turn));
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
