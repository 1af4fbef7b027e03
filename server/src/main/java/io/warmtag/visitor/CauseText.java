package io.warmtag.visitor;

import io.warmtag.visitor.model.Cause;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A transition's cause as the log holds it: a code, and the id of the event, order, settings or visitor behind it. */
record CauseText(String code, @Nullable String id) {

    static CauseText of(Cause cause) {
        if (cause instanceof Cause.ByEvent event) {
            return new CauseText("event", event.id().toString());
        }
        if (cause instanceof Cause.ByOrder order) {
            return new CauseText("order", order.transactionId());
        }
        if (cause instanceof Cause.BySettings settings) {
            return new CauseText("settings", String.valueOf(settings.version()));
        }
        return new CauseText(cause instanceof Cause.ByTime ? "time" : "refold", null);
    }

    Cause cause() {
        String known = id == null ? "" : id;
        return switch (code) {
            case "event" -> new Cause.ByEvent(UUID.fromString(known));
            case "order" -> new Cause.ByOrder(known);
            case "settings" -> new Cause.BySettings(Integer.parseInt(known));
            case "time" -> new Cause.ByTime();
            case "refold", "joined", "parted" -> new Cause.Refold();
            default -> throw new IllegalStateException("unknown cause of a transition: " + code);
        };
    }
}
