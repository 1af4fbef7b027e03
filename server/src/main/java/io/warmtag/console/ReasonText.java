package io.warmtag.console;

import io.warmtag.destination.Reason;

/** Why something was not delivered, in the reader's language; what the other side said stays in its own words. */
final class ReasonText {
    private ReasonText() {}

    static String of(Visit visit, Reason reason) {
        String key = "delivery.reason." + reason.code();
        String text = visit.knows(key) ? visit.text(key) : reason.code();
        return reason.detail().isBlank() ? text : text + " " + reason.detail();
    }
}
