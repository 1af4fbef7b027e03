package io.warmtag.tools.fuzz;

import java.util.Locale;

/**
 * What came back.
 *
 * @param status of the answer; {@link #CLOSED} or {@link #SILENT} when there was none
 */
record Reply(int status, boolean retryAfter) {
    /** The connection was closed without an answer. */
    static final int CLOSED = 0;
    /** Nothing came in time. */
    static final int SILENT = -1;

    /** Reads the head of an answer. */
    static Reply parse(String head) {
        if (!head.matches("(?s)HTTP/1\\.[01] \\d{3}.*")) {
            return new Reply(SILENT, false);
        }
        boolean retryAfter = head.toLowerCase(Locale.ROOT).contains("\r\nretry-after: ");
        return new Reply(Integer.parseInt(head.substring(9, 12)), retryAfter);
    }

    /** Whether a server may answer so; only a request whose end can be found must be answered at all. */
    boolean isAllowed(boolean whole) {
        if (status == CLOSED || status == SILENT) {
            return !whole;
        }
        return status < 500 || status == 503 && retryAfter;
    }

    String name() {
        return switch (status) {
            case CLOSED -> "closed without an answer";
            case SILENT -> "no answer in time";
            case 503 -> retryAfter ? "503 with Retry-After" : "503 without Retry-After";
            default -> Integer.toString(status);
        };
    }
}
