package io.warmtag.destination.meta;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.warmtag.destination.Outcome;
import io.warmtag.destination.Outcome.Later;
import io.warmtag.destination.Outcome.RefusedTogether;
import io.warmtag.destination.Outcome.Stop;
import io.warmtag.destination.Reason;
import io.warmtag.destination.Reply;
import io.warmtag.destination.RetryAfter;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an answer of the Graph API means, by its table of error codes. Pure. */
final class MetaErrors {
    private static final Set<Integer> TEMPORARY = Set.of(1, 2, 341, 368, 5000, 21009);
    private static final Set<Integer> LIMITS = Set.of(4, 17, 32, 613, 80003, 80004);
    private static final Set<Integer> PERMISSION = Set.of(3, 10, 200);
    private static final int TOKEN = 190;
    private static final int NO_SUCH_OBJECT = 33;
    private static final int UNSUPPORTED_VERSION = 2635;
    /** Of audiences: not shared with this account, deleted, terms not agreed to, blocked for what it suggests. */
    private static final Set<Integer> LIST_CLOSED = Set.of(1487301, 1487366, 294, 2655, 1713230);

    private static final Set<Integer> LIST_BUSY = Set.of(2650);
    private static final Duration LIMIT_PAUSE = Duration.ofMinutes(1);

    private MetaErrors() {}

    /** @param events how many the request held */
    static Outcome of(Reply reply, int events) {
        JsonObject body = json(reply.body());
        if (body != null && body.getValue("error") instanceof JsonObject error) {
            return ofError(error, reply);
        }
        if (reply.isGood()) {
            boolean taken = body != null
                    && body.getValue("events_received") instanceof Number received
                    && received.intValue() == events;
            // Whoever answers 200 with something else is not Meta: sent again, which the event ids make harmless.
            return taken ? Outcome.DELIVERED : Outcome.later("garbage", reply.body());
        }
        return ofStatus(reply);
    }

    /** Of a request about an audience. */
    static Outcome ofList(Reply reply) {
        JsonObject body = json(reply.body());
        if (body != null && body.getValue("error") instanceof JsonObject error) {
            return ofError(error, reply);
        }
        if (reply.isGood()) {
            boolean taken = body != null && (body.containsKey("audience_id") || body.containsKey("id"));
            return taken ? Outcome.DELIVERED : Outcome.later("garbage", reply.body());
        }
        return ofStatus(reply);
    }

    private static Outcome ofStatus(Reply reply) {
        if (reply.status() == 429) {
            return limited(reply, "");
        }
        return reply.status() / 100 == 4 && !reply.isOfTheMoment()
                ? new RefusedTogether(new Reason("refused", "HTTP " + reply.status() + " " + reply.body()))
                : Outcome.later("unavailable", "HTTP " + reply.status());
    }

    private static Outcome ofError(JsonObject error, Reply reply) {
        int code = number(error.getValue("code"));
        int subcode = number(error.getValue("error_subcode"));
        String said = said(error, code, subcode);
        if (LIMITS.contains(code)) {
            return limited(reply, said);
        }
        if (LIST_CLOSED.contains(code) || LIST_CLOSED.contains(subcode)) {
            return new Stop(new Reason("list_closed", said));
        }
        if (TEMPORARY.contains(code)
                || LIST_BUSY.contains(code)
                || LIST_BUSY.contains(subcode)
                || Boolean.TRUE.equals(error.getValue("is_transient"))
                || reply.status() >= 500) {
            return Outcome.later("unavailable", said);
        }
        if (code == TOKEN) {
            return new Stop(new Reason("token", said));
        }
        if (PERMISSION.contains(code)) {
            return new Stop(new Reason("permission", said));
        }
        if (code == 100 && subcode == NO_SUCH_OBJECT || code == UNSUPPORTED_VERSION) {
            return new Stop(new Reason("not_found", said));
        }
        return new RefusedTogether(new Reason("refused", said));
    }

    private static Outcome limited(Reply reply, String said) {
        Duration pause = RetryAfter.of(reply).orElse(LIMIT_PAUSE);
        return new Later(new Reason("rate_limited", said), Optional.of(pause), true);
    }

    /** In their words, which name the field; the codes lead to their documentation. */
    private static String said(JsonObject error, int code, int subcode) {
        String title = text(error, "error_user_title");
        String told = text(error, "error_user_msg");
        String text = told.isEmpty() ? text(error, "message") : told;
        String trace = text(error, "fbtrace_id");
        return "#" + code + (subcode == 0 ? "" : "/" + subcode) + " " + (title.isEmpty() ? "" : title + ": ") + text
                + (trace.isEmpty() ? "" : " (fbtrace_id " + trace + ")");
    }

    /** Empty also where null stands for nothing to say. */
    static String text(JsonObject from, String name) {
        return from.getValue(name) instanceof String text ? text : "";
    }

    static int number(@Nullable Object value) {
        return value instanceof Number number ? number.intValue() : 0;
    }

    static @Nullable JsonObject json(String body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException e) {
            return null;
        }
    }
}
