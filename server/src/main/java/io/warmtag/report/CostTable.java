package io.warmtag.report;

import io.warmtag.people.Amounts;
import io.warmtag.people.Csv;
import io.warmtag.text.Digits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table of what campaigns cost, as the networks export it; what is wrong with a line is said of that line and its
 * field. Pure.
 */
final class CostTable {
    private static final Map<String, String> COLUMNS = Map.ofEntries(
            Map.entry("date", "date"),
            Map.entry("day", "date"),
            Map.entry("reporting_starts", "date"),
            Map.entry("source", "source"),
            Map.entry("utm_source", "source"),
            Map.entry("medium", "medium"),
            Map.entry("utm_medium", "medium"),
            Map.entry("campaign", "campaign"),
            Map.entry("campaign_name", "campaign"),
            Map.entry("utm_campaign", "campaign"),
            Map.entry("cost", "cost"),
            Map.entry("spend", "cost"),
            Map.entry("amount_spent", "cost"),
            Map.entry("clicks", "clicks"),
            Map.entry("link_clicks", "clicks"),
            Map.entry("impressions", "impressions"),
            Map.entry("impr.", "impressions"));
    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.ISO_LOCAL_DATE,
            DateTimeFormatter.ofPattern("dd/MM/uuuu").withResolverStyle(ResolverStyle.STRICT));
    private static final BigDecimal MOST_COST = BigDecimal.valueOf(1_000_000_000_000L);
    private static final long MOST_COUNT = 1_000_000_000_000L;

    private final long minor;
    private final Campaign usual;
    private final List<String> columns;

    /**
     * A line of the table.
     *
     * @param draft null when something is wrong with it
     * @param field that is wrong, and null when nothing is
     */
    record Line(
            int line, @Nullable CostDraft draft, @Nullable String field) {}

    private CostTable(long minor, Campaign usual, List<String> heads) {
        this.minor = minor;
        this.usual = usual;
        // "Amount spent (BDT)" is "amount_spent".
        this.columns = heads.stream()
                .map(head -> head.toLowerCase(Locale.ROOT)
                        .replaceAll("\\(.*\\)", "")
                        .trim()
                        .replace(' ', '_')
                        .replace('-', '_'))
                .map(head -> COLUMNS.getOrDefault(head, ""))
                .toList();
    }

    /**
     * The lines; empty when the first one names no column of dates or of costs.
     *
     * @param minor how many minor units the currency's major one has
     * @param usual what stands for a source and a medium that a line doesn't name; empty: they have to be named
     */
    static Optional<List<Line>> read(String text, long minor, Campaign usual) {
        List<Csv.Row> rows = Csv.read(text);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        var table = new CostTable(minor, usual, rows.get(0).cells());
        if (!table.columns.contains("date") || !table.columns.contains("cost")) {
            return Optional.empty();
        }
        List<Line> lines = new ArrayList<>();
        rows.stream().skip(1).forEach(row -> lines.add(table.line(row)));
        return Optional.of(lines);
    }

    private Line line(Csv.Row row) {
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < Math.min(columns.size(), row.cells().size()); i++) {
            if (!row.cells().get(i).isEmpty()) {
                cells.putIfAbsent(columns.get(i), row.cells().get(i));
            }
        }
        return line(row.line(), minor, usual, cells);
    }

    /** One line from its fields as texts. */
    static Line line(int number, long minor, Campaign usual, Map<String, String> cells) {
        String source = cells.getOrDefault("source", usual.source()).toLowerCase(Locale.ROOT);
        String medium = cells.getOrDefault("medium", usual.medium()).toLowerCase(Locale.ROOT);
        String campaign = cells.getOrDefault("campaign", Campaign.NOT_SET);
        Optional<LocalDate> day = date(cells.getOrDefault("date", ""));
        Optional<Long> cost = cost(cells.getOrDefault("cost", ""), minor);
        String wrong = day.isEmpty()
                ? "date"
                : !isName(source)
                        ? "source"
                        : !isName(medium)
                                ? "medium"
                                : !isName(campaign) ? "campaign" : cost.isEmpty() ? "cost" : wrongCount(cells);
        return wrong != null
                ? new Line(number, null, wrong)
                : new Line(
                        number,
                        new CostDraft(
                                day.orElseThrow(),
                                new Campaign(source, medium, campaign),
                                cost.orElseThrow(),
                                count(cells.get("clicks")),
                                count(cells.get("impressions"))),
                        null);
    }

    private static boolean isName(String text) {
        return !text.isBlank() && text.length() <= Campaign.MOST_LENGTH && text.indexOf(0) < 0;
    }

    private static Optional<LocalDate> date(String text) {
        String latin = Digits.latin(text);
        for (DateTimeFormatter form : DATES) {
            try {
                return Optional.of(LocalDate.parse(latin, form));
            } catch (DateTimeException anotherForm) {
                continue;
            }
        }
        return Optional.empty();
    }

    private static Optional<Long> cost(String text, long minor) {
        return Amounts.read(text)
                .filter(amount -> amount.compareTo(MOST_COST) <= 0)
                .map(amount -> amount.multiply(BigDecimal.valueOf(minor))
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact());
    }

    private static @Nullable String wrongCount(Map<String, String> cells) {
        for (String field : List.of("clicks", "impressions")) {
            if (cells.containsKey(field) && count(cells.get(field)) == null) {
                return field;
            }
        }
        return null;
    }

    private static @Nullable Long count(@Nullable String text) {
        return text == null
                ? null
                : Amounts.read(text)
                        .filter(amount -> amount.stripTrailingZeros().scale() <= 0)
                        .map(BigDecimal::longValue)
                        .filter(count -> count <= MOST_COUNT)
                        .orElse(null);
    }
}
