package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.report.Move;
import io.warmtag.report.MoveStore;
import io.warmtag.report.MoveStore.Span;
import io.warmtag.web.Routes;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How people moved between the temperatures. */
public final class MovePages implements Routes {
    private static final String PATH = "/console/sites/:site/reports/temperatures";

    private final Console console;
    private final MoveStore moves;

    /** @param chart null when nobody moved */
    record MovesPage(
            ReportPeriod period,
            List<Row> rows,
            long stayed,
            @Nullable MoveChart chart,
            @Nullable Instant counted) {}

    /**
     * @param kind whether it is good news: {@code up}, {@code down}, or empty
     * @param change against the span before, or null
     */
    record Row(
            String from,
            String to,
            String kind,
            long people,
            @Nullable String change) {}

    public MovePages(Console console, MoveStore moves) {
        this.console = console;
        this.moves = moves;
    }

    @Override
    public void mount(Router router) {
        router.get(PATH).handler(console.sitePage(this::show));
        router.get(PATH + ".csv").handler(console.sitePage(this::export));
    }

    private static LocalDate today(Visit visit) {
        return LocalDate.ofInstant(visit.now(), visit.site().timeZone());
    }

    private Future<Void> show(Visit visit) {
        var period = ReportPeriod.ofSpans(visit, "/reports/temperatures");
        int days = Integer.parseInt(period.code());
        return Future.all(
                        moves.span(visit.site(), today(visit), days),
                        moves.span(visit.site(), today(visit).minusDays(days), days))
                .compose(all -> {
                    Span now = all.resultAt(0);
                    Span before = all.resultAt(1);
                    return visit.show(
                            200, "reports/temperatures", RuleReportPages.SECTION, page(visit, period, now, before));
                });
    }

    private static MovesPage page(Visit visit, ReportPeriod period, Span now, Span before) {
        List<Move> moved = now.moves().stream()
                .filter(move -> move.from() != move.to())
                .sorted(Comparator.comparingLong(Move::people).reversed())
                .toList();
        List<Row> rows = moved.stream()
                .map(move -> new Row(
                        move.from().code(),
                        move.to().code(),
                        kind(move),
                        move.people(),
                        period.change(visit, move.people(), before.people(move.from(), move.to()))
                                .orElse(null)))
                .toList();
        long stayed = now.moves().stream()
                .filter(move -> move.from() == move.to())
                .mapToLong(Move::people)
                .sum();
        return new MovesPage(
                period,
                rows,
                stayed,
                moved.isEmpty() ? null : MoveChart.of(moved, visit.formats()),
                now.computedAt().orElse(null));
    }

    /** Nearer to the shop, or away from it. */
    private static String kind(Move move) {
        return switch (move.to()) {
            case HOT -> "up";
            case WARM -> move.from() == Move.Place.HOT ? "down" : "up";
            case LAPSED -> "down";
            case COLD -> move.from() == Move.Place.NEW ? "" : "down";
            case NEW -> "";
        };
    }

    private Future<Void> export(Visit visit) {
        int days = Integer.parseInt(ReportPeriod.ofSpans(visit, "").code());
        return moves.span(visit.site(), today(visit), days).compose(span -> {
            var csv = new CsvText("from", "to", "people");
            span.moves().forEach(move -> csv.row(move.from().code(), move.to().code(), move.people()));
            return csv.send(visit, "temperatures");
        });
    }
}
