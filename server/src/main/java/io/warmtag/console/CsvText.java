package io.warmtag.console;

import io.vertx.core.Future;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** A table to be downloaded (RFC 4180), its numbers and heads the same in every language. */
final class CsvText {
    // What a spreadsheet would take for a formula.
    private static final String FORMULA = "=+-@\t\r";

    private final StringBuilder text = new StringBuilder();

    private CsvText() {}

    CsvText(String... heads) {
        row((Object[]) heads);
    }

    /** A line of its own, for tables that are too long to be held. */
    static String line(@Nullable Object... cells) {
        var table = new CsvText();
        table.row(cells);
        return table.text.toString();
    }

    /** A text that is known to be no formula though it begins like one: a phone number with its plus. */
    static Object plain(String words) {
        return new Plain(words);
    }

    private record Plain(String words) {
        @Override
        public String toString() {
            return words;
        }
    }

    /** A line; null is an empty cell. */
    void row(@Nullable Object... cells) {
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                text.append(',');
            }
            Object cell = cells[i];
            if (cell != null) {
                text.append(cell instanceof String words ? quoted(words) : cell.toString());
            }
        }
        text.append("\r\n");
    }

    private static String quoted(String words) {
        boolean formula = !words.isEmpty() && FORMULA.indexOf(words.charAt(0)) >= 0;
        String safe = formula ? "'" + words : words;
        boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }

    /** A sum in the major unit. */
    static BigDecimal money(double minor, String currency) {
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        return BigDecimal.valueOf(minor).movePointLeft(digits).setScale(digits, RoundingMode.HALF_UP);
    }

    /** Answers with it. */
    Future<Void> send(Visit visit, String name) {
        return visit.ctx()
                .response()
                .putHeader("Content-Type", "text/csv; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Content-Disposition", "attachment; filename=\"" + name + ".csv\"")
                // Spreadsheets take a text for UTF-8 only when it says so.
                .end("\uFEFF" + text);
    }
}
