package io.warmtag.destination;

/**
 * Why something was not delivered.
 *
 * @param code its message's key below {@code delivery.reason.}
 * @param detail what the other side said, in its own words; empty when there is nothing to add
 */
public record Reason(String code, String detail) {
    private static final int MOST_DETAIL = 500;

    public Reason {
        detail = detail.length() > MOST_DETAIL ? detail.substring(0, MOST_DETAIL) + "…" : detail;
    }

    public static Reason of(String code) {
        return new Reason(code, "");
    }

    /** Our own code can't cope with it. What it stopped at ends there and is told: tried again, it would stop there again. */
    static Reason fault(Throwable cause) {
        return new Reason("fault", String.valueOf(cause));
    }
}
