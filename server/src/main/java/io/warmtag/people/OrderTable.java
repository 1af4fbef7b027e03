package io.warmtag.people;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.event.OrderReport.Stage;
import io.warmtag.site.Site;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads orders from a table whose first row names its columns; what is wrong with a row is said of that row alone. Pure. */
final class OrderTable {
    private static final List<String> CONTACT = List.of("user_id", "email", "phone", "first_name", "last_name", "city");

    private final Site site;
    private final long now;
    private final List<String> columns;
    private final List<Line> lines = new ArrayList<>();

    /**
     * A row of the table.
     *
     * @param draft null when it can't be read
     * @param hasStage whether the row says how far the order has come
     * @param wrong the column that can't be read, or null
     */
    record Line(
            int line,
            String number,
            @Nullable OrderDraft draft,
            boolean hasStage,
            @Nullable String wrong) {}

    private OrderTable(Site site, long now, List<String> heads) {
        this.site = site;
        this.now = now;
        this.columns = OrderWords.columns(heads);
    }

    /** The rows; empty when the first one doesn't name the column of the orders' numbers. */
    static Optional<List<Line>> read(Site site, String text, long now) {
        List<Csv.Row> rows = Csv.read(text);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        var table = new OrderTable(site, now, rows.get(0).cells());
        if (!table.columns.contains("number")) {
            return Optional.empty();
        }
        rows.stream().skip(1).forEach(row -> table.lines.add(table.line(row)));
        return Optional.of(table.lines);
    }

    private Line line(Csv.Row row) {
        Map<String, String> cells = new HashMap<>();
        List<Optional<Stage>> stages = new ArrayList<>();
        for (int i = 0; i < Math.min(columns.size(), row.cells().size()); i++) {
            String cell = row.cells().get(i);
            if (!cell.isEmpty() && OrderWords.isOfStage(columns.get(i))) {
                stages.add(OrderWords.stage(columns.get(i), cell));
            } else if (!cell.isEmpty()) {
                cells.putIfAbsent(columns.get(i), cell);
            }
        }
        String number = cells.getOrDefault("number", "");
        boolean hasStage = !stages.isEmpty();
        Optional<Stage> stage = furthest(stages);
        Optional<Long> time = cells.containsKey("time") ? time(cells.get("time")) : Optional.of(now);
        Optional<BigDecimal> value = Optional.ofNullable(cells.get("value")).flatMap(Amounts::read);
        String wrong = number.isEmpty()
                ? "number"
                : stage.isEmpty()
                        ? "stage"
                        : time.isEmpty() ? "time" : cells.containsKey("value") && value.isEmpty() ? "value" : null;
        if (wrong != null) {
            return new Line(row.line(), number, null, hasStage, wrong);
        }
        var contact = new JsonObject();
        CONTACT.stream().filter(cells::containsKey).forEach(field -> contact.put(field, cells.get(field)));
        var draft = new OrderDraft(
                number,
                null,
                contact,
                stage.get(),
                value.orElse(null),
                cells.getOrDefault("currency", site.currency()).toUpperCase(Locale.ROOT),
                new JsonArray(),
                OrderDraft.Told.imported(time.get()));
        return new Line(row.line(), number, draft, hasStage, null);
    }

    /** Empty when one of them is not known: what became of the order may stand in just that one. */
    private static Optional<Stage> furthest(List<Optional<Stage>> stages) {
        return stages.stream().allMatch(Optional::isPresent)
                ? stages.stream()
                        .flatMap(Optional::stream)
                        .max(Comparator.naturalOrder())
                        .or(() -> Optional.of(Stage.PLACED))
                : Optional.empty();
    }

    private Optional<Long> time(String text) {
        return OrderDates.read(text, site.timeZone(), Instant.ofEpochMilli(now)).map(Instant::toEpochMilli);
    }
}
