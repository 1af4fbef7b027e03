package io.warmtag.people;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.event.OrderReport.Stage;
import io.warmtag.site.Site;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads orders from a table whose first row names its columns; what is wrong with a row is said of that row alone. Pure. */
final class OrderTable {
    private static final Map<String, String> COLUMNS = Map.ofEntries(
            Map.entry("transaction_id", "number"),
            Map.entry("order", "number"),
            Map.entry("order_id", "number"),
            Map.entry("number", "number"),
            Map.entry("invoice", "number"),
            Map.entry("stage", "stage"),
            Map.entry("status", "stage"),
            Map.entry("time", "time"),
            Map.entry("date", "time"),
            Map.entry("created_at", "time"),
            Map.entry("value", "value"),
            Map.entry("total", "value"),
            Map.entry("amount", "value"),
            Map.entry("currency", "currency"),
            Map.entry("email", "email"),
            Map.entry("phone", "phone"),
            Map.entry("mobile", "phone"),
            Map.entry("user_id", "user_id"),
            Map.entry("customer_id", "user_id"),
            Map.entry("name", "first_name"),
            Map.entry("first_name", "first_name"),
            Map.entry("last_name", "last_name"),
            Map.entry("city", "city"));
    private static final List<String> CONTACT = List.of("user_id", "email", "phone", "first_name", "last_name", "city");
    private static final List<DateTimeFormatter> TIMES = List.of(
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm[:ss]"), DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm[:ss]"));
    private static final List<DateTimeFormatter> DATES =
            List.of(DateTimeFormatter.ISO_LOCAL_DATE, DateTimeFormatter.ofPattern("dd/MM/yyyy"));

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
        this.columns = heads.stream()
                .map(head -> head.toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_'))
                .map(head -> COLUMNS.getOrDefault(head, ""))
                .toList();
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
        for (int i = 0; i < Math.min(columns.size(), row.cells().size()); i++) {
            if (!row.cells().get(i).isEmpty()) {
                cells.putIfAbsent(columns.get(i), row.cells().get(i));
            }
        }
        String number = cells.getOrDefault("number", "");
        String stageText = cells.get("stage");
        Optional<Stage> stage = stageText == null ? Optional.of(Stage.PLACED) : stage(stageText);
        Optional<Long> time = cells.containsKey("time") ? time(cells.get("time")) : Optional.of(now);
        Optional<BigDecimal> value = Optional.ofNullable(cells.get("value")).flatMap(Amounts::read);
        String wrong = number.isEmpty()
                ? "number"
                : stage.isEmpty()
                        ? "stage"
                        : time.isEmpty() ? "time" : cells.containsKey("value") && value.isEmpty() ? "value" : null;
        if (wrong != null) {
            return new Line(row.line(), number, null, stageText != null, wrong);
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
        return new Line(row.line(), number, draft, stageText != null, null);
    }

    private static Optional<Stage> stage(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        return Stage.ofCode(word.equals("canceled") ? "cancelled" : word);
    }

    /**
     * A time in the site's zone; of a day alone its end: whatever led to the order that day was before it, and a cart of that
     * day is not taken for one that was left.
     */
    private Optional<Long> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant().toEpochMilli());
        } catch (DateTimeException noOffset) {
            return local(text);
        }
    }

    private Optional<Long> local(String text) {
        for (DateTimeFormatter form : TIMES) {
            try {
                return Optional.of(LocalDateTime.parse(text.replace('T', ' '), form)
                        .atZone(site.timeZone())
                        .toInstant()
                        .toEpochMilli());
            } catch (DateTimeException anotherForm) {
                continue;
            }
        }
        for (DateTimeFormatter form : DATES) {
            try {
                ZonedDateTime day = LocalDate.parse(text, form).atStartOfDay(site.timeZone());
                long end = day.plusDays(1).toInstant().toEpochMilli() - 1;
                return Optional.of(day.toInstant().toEpochMilli() > now ? end : Math.min(end, now));
            } catch (DateTimeException anotherForm) {
                continue;
            }
        }
        return Optional.empty();
    }
}
