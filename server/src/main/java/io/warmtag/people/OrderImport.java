package io.warmtag.people;

import io.vertx.core.Future;
import io.warmtag.people.OrderTable.Line;
import io.warmtag.people.Orders.Outcome;
import io.warmtag.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Takes a table of orders, row by row in its order, and says of each what came of it. */
public final class OrderImport {
    /** Rows of one table. */
    public static final int MOST_ROWS = 1_000;

    private final Orders orders;
    private final LongSupplier clock;

    /** What came of a row. */
    public enum Result {
        PLACED,
        CHANGED,
        KNOWN,
        WRONG;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What came of a row.
     *
     * @param line of the text, the first is 1
     * @param field that is wrong, or null
     * @param why a code; {@code unreadable} or one of {@link Orders.Why}; null when nothing is wrong
     */
    public record Row(
            int line,
            String number,
            Result result,
            @Nullable String field,
            @Nullable String why) {}

    /** What is wrong with a table as a whole. */
    public enum Unusable {
        /** The first row names no column {@code transaction_id}, {@code order_id} or the like. */
        NO_NUMBER_COLUMN,
        TOO_MANY_ROWS
    }

    /** @param unusable null when the rows were taken */
    public record Report(List<Row> rows, @Nullable Unusable unusable) {
        public long count(Result result) {
            return rows.stream().filter(row -> row.result() == result).count();
        }
    }

    public OrderImport(Orders orders, LongSupplier clock) {
        this.orders = orders;
        this.clock = clock;
    }

    /** @param table CSV, its first row names the columns */
    public Future<Report> take(Site site, String table) {
        Optional<List<Line>> lines = OrderTable.read(site, table, clock.getAsLong());
        if (lines.isEmpty()) {
            return Future.succeededFuture(new Report(List.of(), Unusable.NO_NUMBER_COLUMN));
        }
        if (lines.get().size() > MOST_ROWS) {
            return Future.succeededFuture(new Report(List.of(), Unusable.TOO_MANY_ROWS));
        }
        List<Row> rows = new ArrayList<>();
        Future<Void> done = orders.store().importing(site);
        for (Line line : lines.get()) {
            done = done.compose(before -> take(site, line)).onSuccess(rows::add).mapEmpty();
        }
        return done.map(all -> new Report(rows, null));
    }

    private Future<Row> take(Site site, Line line) {
        OrderDraft draft = line.draft();
        if (draft == null) {
            return Future.succeededFuture(
                    new Row(line.line(), line.number(), Result.WRONG, line.wrong(), "unreadable"));
        }
        return orders.store().find(site, line.number()).compose(known -> {
            if (known.isEmpty()) {
                return orders.place(site, draft).map(outcome -> row(line, outcome, Result.PLACED));
            }
            return line.hasStage()
                    ? orders.report(site, line.number(), draft.stage(), draft.told())
                            .map(outcome -> row(line, outcome, Result.CHANGED))
                    : Future.succeededFuture(new Row(line.line(), line.number(), Result.KNOWN, null, null));
        });
    }

    private static Row row(Line line, Outcome outcome, Result good) {
        if (outcome instanceof Outcome.Refused refused) {
            return new Row(
                    line.line(),
                    line.number(),
                    Result.WRONG,
                    refused.field(),
                    refused.why().code());
        }
        boolean changed = outcome instanceof Outcome.Taken taken && taken.changed();
        return new Row(line.line(), line.number(), changed ? good : Result.KNOWN, null, null);
    }
}
