package io.warmtag.product.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A table as spreadsheets write it (RFC 4180): comma, semicolon or tab, quotes, its first row names the columns. */
final class TableRows implements FeedRows {
    private static final int MOST_COLUMNS = 300;
    private static final int END = -1;

    private final BufferedReader in;
    private final char separator;
    private final List<String> heads;
    private int line = 1;

    TableRows(InputStream file) throws IOException {
        this.in = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8), 1 << 16);
        this.separator = separator();
        List<String> names = names();
        // Meta's template explains the columns in lines before the one that names them.
        while (!hasId(names) && names.get(0).startsWith("#")) {
            names = names();
        }
        this.heads = names;
        if (!hasId(names)) {
            throw new Unreadable("columns", 1);
        }
    }

    private List<String> names() throws IOException {
        return cells().stream()
                .map(head ->
                        head.toLowerCase(Locale.ROOT).replaceFirst("^g:", "").replaceAll("[\\s-]+", "_"))
                .toList();
    }

    private static boolean hasId(List<String> names) {
        return names.contains("id") || names.contains("item_id");
    }

    /** The one that the first line has most of. */
    private char separator() throws IOException {
        in.mark(MOST_TEXT);
        var first = new StringBuilder();
        for (int c = in.read(); c != END && c != '\n' && first.length() < MOST_TEXT - 1; c = in.read()) {
            first.append((char) c);
        }
        in.reset();
        in.mark(1);
        if (in.read() != '\uFEFF') {
            in.reset();
        }
        char best = ',';
        for (char one : new char[] {';', '\t'}) {
            best = count(first, one) > count(first, best) ? one : best;
        }
        return best;
    }

    private static long count(CharSequence text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    @Override
    public Optional<Row> next() throws IOException {
        while (true) {
            in.mark(1);
            if (in.read() == END) {
                return Optional.empty();
            }
            in.reset();
            int began = line;
            List<String> cells = cells();
            Map<String, String> fields = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(cells.size(), heads.size()); i++) {
                if (!cells.get(i).isEmpty()) {
                    fields.putIfAbsent(heads.get(i), cells.get(i));
                }
            }
            if (!fields.isEmpty()) {
                return Optional.of(new Row(began, fields));
            }
        }
    }

    private List<String> cells() throws IOException {
        List<String> cells = new ArrayList<>();
        while (true) {
            var cell = new StringBuilder();
            int end = cell(cell);
            if (cells.size() == MOST_COLUMNS) {
                throw new Unreadable("columns", line);
            }
            cells.add(cell.toString().trim());
            if (end != separator) {
                return cells;
            }
        }
    }

    /** Returns what it ended with: a separator, a line's end or the file's. */
    private int cell(StringBuilder cell) throws IOException {
        boolean quoted = false;
        boolean begun = false;
        while (true) {
            int c = in.read();
            if (c == END) {
                return END;
            } else if (c == '"' && (quoted || !begun)) {
                if (quoted && peek() == '"') {
                    in.read();
                    add(cell, '"');
                } else {
                    quoted = !quoted;
                }
                begun = true;
            } else if (!quoted && (c == separator || c == '\n' || c == '\r')) {
                if (c == separator) {
                    return c;
                }
                if (c == '\r' && peek() == '\n') {
                    in.read();
                }
                line++;
                return '\n';
            } else {
                line += c == '\n' ? 1 : 0;
                begun |= !Character.isWhitespace(c);
                add(cell, (char) c);
            }
        }
    }

    private int peek() throws IOException {
        in.mark(1);
        int c = in.read();
        if (c != END) {
            in.reset();
        }
        return c;
    }

    private static void add(StringBuilder cell, char c) {
        if (cell.length() < MOST_TEXT) {
            cell.append(c);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
