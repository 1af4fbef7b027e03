package io.warmtag.report;

import io.vertx.core.Future;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.report.MoveStore.Key;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Keeps the spans of the last weeks counted; done by the leader. A span that is over is counted once more, then left alone. */
public final class Moves {
    /** The spans that are kept, in days. */
    public static final List<Integer> SPANS = List.of(7, 28);

    private static final long FIRST_AFTER_MS = 8_000;
    private static final long EVERY_MS = 60_000;
    private static final long LONGEST_MS = 10_000;
    private static final Duration FRESH = Duration.ofMinutes(5);
    // What is logged a little after midnight belongs to the day before.
    private static final Duration SETTLES = Duration.ofHours(1);
    private static final int DAYS_BACK = 28;

    private final MoveStore store;
    private final SiteDirectory sites;
    private final LongSupplier clock;

    /** @param clock ms */
    public Moves(Database database, SiteDirectory sites, LongSupplier clock) {
        this.store = new MoveStore(database);
        this.sites = sites;
        this.clock = clock;
    }

    public void start(Leadership leadership) {
        leadership.every(FIRST_AFTER_MS, EVERY_MS, "counting how people moved", this::run);
    }

    /** Counts what is due, for some seconds at most. */
    public Future<Void> run() {
        var turn = new Turn(clock, LONGEST_MS);
        return turn.each(sites.all(), site -> count(site, turn));
    }

    private Future<Void> count(Site site, Turn turn) {
        Instant now = Instant.ofEpochMilli(clock.getAsLong());
        LocalDate today = LocalDate.ofInstant(now, site.timeZone());
        return store.counted(site, today.minusDays(DAYS_BACK))
                .compose(counted -> turn.each(due(site, today, now, counted), key -> store.count(site, key)));
    }

    private static List<Key> due(Site site, LocalDate today, Instant now, Map<Key, Instant> counted) {
        LocalDate opened = LocalDate.ofInstant(site.createdAt(), site.timeZone());
        return Stream.iterate(today, day -> day.minusDays(1))
                .limit(DAYS_BACK + 1L)
                .filter(day -> !day.isBefore(opened))
                .flatMap(day -> SPANS.stream().map(days -> new Key(day, days)))
                .filter(key -> isDue(site, key, now, counted.getOrDefault(key, Instant.EPOCH)))
                .toList();
    }

    private static boolean isDue(Site site, Key key, Instant now, Instant countedAt) {
        Instant settled =
                key.day().plusDays(1).atStartOfDay(site.timeZone()).toInstant().plus(SETTLES);
        return countedAt.isBefore(settled) && countedAt.plus(FRESH).isBefore(now);
    }
}
