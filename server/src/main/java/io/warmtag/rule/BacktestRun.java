package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.warmtag.occasion.Flood;
import io.warmtag.rule.BacktestStore.Progress;
import io.warmtag.rule.past.BacktestResult;
import io.warmtag.rule.past.BacktestTally;
import io.warmtag.rule.past.Replay;
import io.warmtag.visitor.model.SettingsHistory;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** One run over the past: in some threads, which first read it and then look at one person after the other. */
final class BacktestRun {
    private static final int SHOWN_EVERY = 1_000;
    private static final int REST_EVERY = 50;

    private final WorkerExecutor workers;
    private final int threads;
    private final PastReader.Connecting connecting;
    private final PastSql sql;
    private final SettingsHistory history;
    private final Replay replay;
    private final Flood flood;
    private final AtomicLong persons = new AtomicLong();
    private final AtomicLong listed = new AtomicLong();
    private final List<BacktestTally> tallies = new ArrayList<>();
    private final AtomicReferenceArray<@Nullable BacktestResult> soFar;

    private volatile @Nullable PastReader reader;
    private volatile boolean stopped;

    /** What happened is listed nowhere. */
    private static final BacktestTally.Listener NOBODY = (chance, decision) -> {};

    BacktestRun(
            WorkerExecutor workers,
            int threads,
            PastReader.Connecting connecting,
            PastSql sql,
            SettingsHistory history,
            Replay replay,
            Flood flood) {
        this.workers = workers;
        this.threads = threads;
        this.connecting = connecting;
        this.sql = sql;
        this.history = history;
        this.replay = replay;
        this.flood = flood;
        this.soFar = new AtomicReferenceArray<>(threads);
    }

    /** Ends it soon, with what it has by then. */
    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    Progress progress() {
        PastReader known = reader;
        return new Progress(persons.get(), known == null ? 0 : known.progress());
    }

    /** What came of it so far, if anything has. */
    Optional<BacktestResult> soFar() {
        List<BacktestResult> parts = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Optional.ofNullable(soFar.get(i)).ifPresent(parts::add);
        }
        return parts.stream().reduce(BacktestResult::and);
    }

    /**
     * Runs it.
     *
     * @param list the run that keeps whom it names; null: none does
     */
    Future<BacktestResult> go(boolean asksConsent, @Nullable UUID list) {
        return blocking(() -> {
                    reader = new PastReader(connecting, sql, history, asksConsent);
                    return reader;
                })
                .compose(opened -> inParts(part -> {
                            opened.collect(new Pace(flood), () -> !stopped);
                            return null;
                        })
                        .compose(done -> blocking(() -> {
                            opened.collected();
                            return null;
                        }))
                        .compose(done -> inParts(part -> {
                            replay(opened, part, list);
                            return null;
                        }))
                        .compose(done -> blocking(() -> end(list)))
                        .eventually(() -> blocking(() -> {
                            opened.close();
                            return null;
                        })));
    }

    private <T> Future<T> blocking(Callable<T> work) {
        return workers.executeBlocking(work, false);
    }

    private interface Part {
        @Nullable Void run(int part) throws Exception;
    }

    /** Done when all parts are, whatever became of them: one that fails stops the others. */
    private Future<Void> inParts(Part work) {
        List<Future<Void>> parts = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int part = i;
            parts.add(this.<Void>blocking(() -> work.run(part)).onFailure(cause -> stop()));
        }
        return Future.join(parts).mapEmpty();
    }

    private void replay(PastReader from, int part, @Nullable UUID list) throws Exception {
        try (BacktestList names = list == null ? null : list(list)) {
            var tally = new BacktestTally(replay, sql.past(), names == null ? NOBODY : names);
            synchronized (tallies) {
                tallies.add(tally);
            }
            var since = new int[1];
            var pace = new Pace(flood);
            from.persons(
                    chapters -> {
                        tally.add(chapters);
                        if (++since[0] % SHOWN_EVERY == 0) {
                            persons.addAndGet(SHOWN_EVERY);
                            soFar.set(part, tally.result());
                        }
                        if (since[0] % REST_EVERY == 0) {
                            pace.rest();
                        }
                    },
                    () -> !stopped);
            persons.addAndGet(since[0] % SHOWN_EVERY);
            if (names != null) {
                names.end();
            }
        }
    }

    private BacktestList list(UUID run) throws SQLException {
        return new BacktestList(run, listed, connecting.open());
    }

    private BacktestResult end(@Nullable UUID list) throws SQLException {
        if (!replay.isShared() || list == null) {
            return BacktestTally.end(tallies, NOBODY);
        }
        try (BacktestList names = list(list)) {
            BacktestResult result = BacktestTally.end(tallies, names);
            names.end();
            return result;
        }
    }
}
