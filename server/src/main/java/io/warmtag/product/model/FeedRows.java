package io.warmtag.product.model;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * The rows of a feed, one after the other: only one is in memory at a time. For one thread at a time.
 */
public interface FeedRows extends Closeable {
    /** More than this in one file, unpacked, is refused: 50,000 products are a tenth of it. */
    long MOST_BYTES = 512L * 1024 * 1024;

    /** What a field holds at most; what is longer can't be meant. */
    int MOST_TEXT = 20_000;

    /** @param fields by their names in small letters, without a prefix like {@code g:} */
    record Row(int line, Map<String, String> fields) {}

    /** The file as a whole is no feed, or ceases to be one at a line. */
    final class Unreadable extends IOException {
        private final String code;
        private final int line;

        public Unreadable(String code, int line) {
            super(code + " at line " + line);
            this.code = code;
            this.line = line;
        }

        /** Of the sentence in the message files: {@code feed.unreadable.<code>}. */
        public String code() {
            return code;
        }

        public int line() {
            return line;
        }
    }

    /** Empty after the last one. */
    Optional<Row> next() throws IOException;

    /** Looks at its beginning to find out what it is: XML (RSS or Atom) or a table, maybe packed with gzip. */
    static FeedRows open(InputStream file) throws IOException {
        var raw = new BufferedInputStream(file);
        raw.mark(2);
        boolean packed = raw.read() == 0x1f && raw.read() == 0x8b;
        raw.reset();
        var in = new BufferedInputStream(new Bounded(packed ? new GZIPInputStream(raw) : raw, MOST_BYTES));
        in.mark(1024);
        int first = in.read();
        while (first == 0xEF || first == 0xBB || first == 0xBF || Character.isWhitespace(first)) {
            first = in.read();
        }
        in.reset();
        return first == '<' ? new XmlRows(in) : new TableRows(in);
    }
}
