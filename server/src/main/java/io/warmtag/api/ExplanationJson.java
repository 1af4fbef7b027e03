package io.warmtag.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.visitor.model.Contribution;
import io.warmtag.visitor.model.Explanation;
import io.warmtag.visitor.model.NextChange;
import io.warmtag.visitor.model.OrderFacts;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A temperature with its arithmetic, as the public contract has it. */
final class ExplanationJson {
    private ExplanationJson() {}

    static JsonObject write(Explanation explanation) {
        var because = new JsonArray();
        explanation.because().forEach(line -> because.add(json(line)));
        var orders = new JsonArray();
        explanation.hotOrders().forEach(order -> orders.add(json(order)));
        return new JsonObject()
                .put("temperature", VisitorsApi.word(explanation.temperature()))
                .put("score", rounded(explanation.score()))
                .put("since", time(explanation.since()))
                .put("state", explanation.subState().name().toLowerCase(Locale.ROOT))
                .put("because", because)
                .put("orders", orders)
                .put("next", explanation.next().map(ExplanationJson::json).orElse(null));
    }

    private static JsonObject json(Contribution line) {
        if (line instanceof Contribution.OfEvent event) {
            JsonObject json = line(event.id().toString(), event.name(), line).put("weight", number(event.weight()));
            return event.applied() == event.weight() ? json : json.put("applied", number(event.applied()));
        }
        if (line instanceof Contribution.OfViews views) {
            return line(null, "views", line)
                    .put("weight", number(views.uncapped()))
                    .put("count", views.count());
        }
        var earlier = (Contribution.OfCheckpoint) line;
        return line(null, "earlier", line).put("weight", number(earlier.value()));
    }

    private static JsonObject line(@Nullable String event, String name, Contribution line) {
        return new JsonObject()
                .put("event", event)
                .put("name", name)
                .put("time", time(line.time()))
                .put("decayed", rounded(line.decayed()));
    }

    private static JsonObject json(OrderFacts order) {
        return new JsonObject().put("transaction_id", order.transactionId()).put("placed", time(order.placedAt()));
    }

    private static JsonObject json(NextChange next) {
        return new JsonObject().put("temperature", VisitorsApi.word(next.to())).put("at", time(next.at()));
    }

    private static String time(long ms) {
        return Instant.ofEpochMilli(ms).toString();
    }

    /** A weight is written as people set it: 10, not 10.0. */
    private static Number number(double value) {
        double rounded = rounded(value);
        if (rounded == Math.rint(rounded)) {
            return (long) rounded;
        }
        return rounded;
    }

    static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }
}
