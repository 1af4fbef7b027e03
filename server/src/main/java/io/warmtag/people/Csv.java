package io.warmtag.people;

import java.util.ArrayList;
import java.util.List;

/** Reads a table as spreadsheets write it (RFC 4180): comma, semicolon or tab, quotes, line ends of any kind. Pure. */
public final class Csv {
    private static final String SEPARATORS = ",;\t";

    private final String text;
    private final char separator;
    private final List<Row> rows = new ArrayList<>();
    private int at;
    private int line = 1;

    /**
     * A row that isn't empty.
     *
     * @param line on which it begins, the first is 1
     */
    public record Row(int line, List<String> cells) {}

    private Csv(String text) {
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        this.separator = separator(this.text);
    }

    public static List<Row> read(String text) {
        var csv = new Csv(text);
        while (csv.at < csv.text.length()) {
            csv.row();
        }
        return csv.rows;
    }

    /** The one that the first line has most of. */
    private static char separator(String text) {
        String first = text.lines().findFirst().orElse("");
        char best = ',';
        for (char one : SEPARATORS.toCharArray()) {
            if (count(first, one) > count(first, best)) {
                best = one;
            }
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    private void row() {
        int began = line;
        List<String> cells = new ArrayList<>();
        boolean more = true;
        while (more) {
            cells.add(cell().trim());
            more = at < text.length() && text.charAt(at) == separator;
            at += more ? 1 : 0;
        }
        lineEnd();
        if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
            rows.add(new Row(began, cells));
        }
    }

    private String cell() {
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        int from = at;
        while (at < text.length() && text.charAt(at) != separator && !isLineEnd(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    private String quoted() {
        var cell = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"' && (at == text.length() || text.charAt(at) != '"')) {
                break;
            }
            at += c == '"' ? 1 : 0;
            line += c == '\n' ? 1 : 0;
            cell.append(c);
        }
        // What stands behind the closing quote belongs to nothing.
        while (at < text.length() && text.charAt(at) != separator && !isLineEnd(text.charAt(at))) {
            at++;
        }
        return cell.toString();
    }

    private void lineEnd() {
        if (at < text.length()) {
            at += text.startsWith("\r\n", at) ? 2 : 1;
            line++;
        }
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }
}
