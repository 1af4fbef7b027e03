package io.warmtag.product;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.warmtag.db.Database;
import io.warmtag.product.Feed.Reading;
import io.warmtag.product.ProductWriter.Written;
import io.warmtag.product.model.Draft;
import io.warmtag.product.model.FeedRows;
import io.warmtag.product.model.Merging;
import io.warmtag.product.model.Product;
import io.warmtag.product.model.RowProblem;
import io.warmtag.product.model.RowReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a file says of a shop's products. The file is gone through twice: first to see whether it is one and what is
 * wrong with its rows, then some hundred rows at a time, each in a transaction of its own. Who dies in between does the rest
 * again: what is known of a product and the change that follows from it are written together.
 */
final class FeedReading {
    private static final int ROWS_AT_ONCE = 500;
    private static final int MOST_PRODUCTS = 200_000;
    /** Of so few products half may well be gone. */
    private static final int FEW = 10;

    private final Vertx vertx;
    private final Database database;
    private final FeedStore store;
    private final ProductWriter writer;

    /**
     * What is to be read.
     *
     * @param currency of prices that name none
     * @param whole whether what isn't in it is gone
     */
    record Task(Feed feed, Path file, String currency, boolean whole, FeedStore.Stamp stamp, Instant now) {}

    /** @param wrong the first of them; @param unclear the ids of those of which nothing could be taken */
    private record Survey(int rows, int products, int bad, List<RowProblem> wrong, List<String> unclear) {}

    FeedReading(Vertx vertx, Database database, FeedStore store, ProductWriter writer) {
        this.vertx = vertx;
        this.database = database;
        this.store = store;
        this.writer = writer;
    }

    /** Reads, and writes down what came of it. */
    Future<Reading> run(Task task) {
        return vertx.executeBlocking(() -> survey(task), false)
                .compose(survey -> store.products(task.feed).compose(known -> taken(task, survey, known)))
                .recover(cause -> unreadable(task, cause));
    }

    private Future<Reading> unreadable(Task task, Throwable cause) {
        if (!(cause instanceof FeedRows.Unreadable) && !(cause instanceof java.util.zip.ZipException)) {
            return Future.failedFuture(cause);
        }
        String code = cause instanceof FeedRows.Unreadable unreadable ? unreadable.code() : "packed";
        int line = cause instanceof FeedRows.Unreadable unreadable ? unreadable.line() : 0;
        var reading =
                new Reading(task.now, "unreadable_" + code, line == 0 ? null : String.valueOf(line), 0, 0, 0, 0, 0);
        return store.note(task.feed, reading, FeedStore.Stamp.NONE, List.of()).map(reading);
    }

    private static Survey survey(Task task) throws IOException {
        var reader = new RowReader(task.currency);
        List<RowProblem> wrong = new ArrayList<>();
        List<String> unclear = new ArrayList<>();
        int rows = 0;
        int bad = 0;
        try (FeedRows file = FeedRows.open(Files.newInputStream(task.file))) {
            for (Optional<FeedRows.Row> row = file.next(); row.isPresent(); row = file.next()) {
                rows++;
                List<RowProblem> problems = new ArrayList<>();
                if (reader.read(row.get(), problems).isEmpty()) {
                    bad++;
                    problems.stream().limit(FeedStore.MOST_WRONG - wrong.size()).forEach(wrong::add);
                    problems.stream().limit(1).map(RowProblem::item).forEach(unclear::add);
                }
                if (rows > MOST_PRODUCTS) {
                    throw new FeedRows.Unreadable("too_many", row.get().line());
                }
            }
        }
        return new Survey(rows, reader.products(), bad, wrong, unclear);
    }

    private Future<Reading> taken(Task task, Survey survey, int known) {
        boolean shrunk = task.whole && !task.feed.accepted() && known >= FEW && survey.products * 2 < known;
        if (shrunk || survey.products == 0) {
            var held = new Reading(
                    task.now,
                    survey.products == 0 ? "empty" : "held",
                    String.valueOf(known),
                    survey.rows,
                    0,
                    0,
                    survey.bad,
                    0);
            return store.note(task.feed, held, FeedStore.Stamp.NONE, survey.wrong)
                    .map(held);
        }
        return new Taking(task).run().compose(changed -> {
            Future<Integer> gone =
                    task.whole ? store.gone(task.feed, task.now, survey.unclear) : Future.succeededFuture(0);
            return gone.compose(left -> {
                var done = new Reading(task.now, "done", null, survey.rows, survey.products, changed, survey.bad, left);
                return store.note(task.feed, done, task.stamp, survey.wrong).map(done);
            });
        });
    }

    /** The second time through. */
    private final class Taking {
        private final Task task;
        private final RowReader reader;
        private final Set<String> led = new HashSet<>();
        private int changed;

        Taking(Task task) {
            this.task = task;
            this.reader = new RowReader(task.currency);
        }

        Future<Integer> run() {
            return vertx.executeBlocking(() -> FeedRows.open(Files.newInputStream(task.file)), false)
                    .compose(file -> rest(file).eventually(() -> close(file)))
                    .map(done -> changed);
        }

        private Future<Void> close(FeedRows file) {
            return vertx.executeBlocking(
                    () -> {
                        file.close();
                        return null;
                    },
                    false);
        }

        private Future<Void> rest(FeedRows file) {
            return vertx.executeBlocking(() -> some(file), false)
                    .compose(drafts -> drafts.isEmpty()
                            ? Future.succeededFuture()
                            : database.inTransaction(transaction -> ProductWriter.hold(transaction, task.feed.site())
                                            .compose(held -> ProductWriter.known(
                                                    transaction,
                                                    task.feed.site(),
                                                    drafts.stream()
                                                            .map(Draft::itemId)
                                                            .toList()))
                                            .compose(known -> {
                                                List<Written> all = merged(drafts, known);
                                                return writer.write(
                                                        transaction, task.feed.site(), all, task.now, led, task.now);
                                            }))
                                    .compose(written -> rest(file)));
        }

        private List<Draft> some(FeedRows file) throws IOException {
            List<Draft> drafts = new ArrayList<>();
            while (drafts.size() < ROWS_AT_ONCE) {
                Optional<FeedRows.Row> row = file.next();
                if (row.isEmpty()) {
                    break;
                }
                reader.read(row.get(), new ArrayList<>()).ifPresent(drafts::add);
            }
            return drafts;
        }

        private List<Written> merged(List<Draft> drafts, Map<String, Product> known) {
            List<Written> all = new ArrayList<>();
            for (Draft draft : drafts) {
                @Nullable Product before = known.get(draft.itemId());
                boolean announces = task.feed.readAt() != null;
                var merged = Merging.feed(before, draft, task.feed.id(), announces, task.now);
                changed += before == null || !Merging.isSame(before, merged.product()) ? 1 : 0;
                all.add(new Written(before, merged));
            }
            return all;
        }
    }
}
