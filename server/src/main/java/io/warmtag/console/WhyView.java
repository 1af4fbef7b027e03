package io.warmtag.console;

import io.warmtag.visitor.model.Contribution;
import io.warmtag.visitor.model.Explanation;
import io.warmtag.visitor.model.OrderFacts;
import io.warmtag.visitor.model.SubState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of a temperature, ready to be shown.
 *
 * @param buyer what kind of buyer he is, as in the message files under {@code buyer.}; null when he never bought
 * @param lines sum up to the score
 * @param orders what makes him hot
 * @param next the temperature that comes by itself; null when none does
 */
record WhyView(
        String temperature,
        Instant since,
        @Nullable String buyer,
        double score,
        List<Line> lines,
        List<Order> orders,
        @Nullable String next,
        @Nullable Instant nextAt,
        @Nullable String nextBuyer,
        @Nullable Instant nextBuyerAt) {

    /**
     * @param text what it was
     * @param before worth at first, with its sign
     * @param now worth today
     * @param remark what else to know, like a cap that holds; null mostly
     */
    record Line(
            String text,
            Instant at,
            double before,
            double now,
            @Nullable String remark) {}

    record Order(String id, Instant at) {}

    static WhyView of(Explanation why, Visit visit) {
        return new WhyView(
                VisitorsPages.word(why.temperature()),
                Instant.ofEpochMilli(why.since()),
                why.subState() == SubState.NONE ? null : word(why.subState()),
                why.score(),
                why.because().stream().map(part -> line(part, visit)).toList(),
                why.hotOrders().stream().map(WhyView::order).toList(),
                why.next().map(next -> VisitorsPages.word(next.to())).orElse(null),
                why.next().map(next -> Instant.ofEpochMilli(next.at())).orElse(null),
                why.nextSubState().map(next -> word(next.to())).orElse(null),
                why.nextSubState().map(next -> Instant.ofEpochMilli(next.at())).orElse(null));
    }

    private static String word(SubState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static Line line(Contribution part, Visit visit) {
        Instant at = Instant.ofEpochMilli(part.time());
        if (part instanceof Contribution.OfEvent event) {
            boolean stopped = event.applied() != event.weight();
            return new Line(
                    EventView.title(event.name(), visit),
                    at,
                    event.applied(),
                    event.decayed(),
                    stopped ? visit.text("why.floor") : null);
        }
        if (part instanceof Contribution.OfViews views) {
            boolean capped = views.decayed() < views.uncapped();
            String text = visit.text("why.views", java.util.Map.of("count", views.count()));
            return new Line(text, at, views.uncapped(), views.decayed(), capped ? visit.text("why.cap") : null);
        }
        if (part instanceof Contribution.OfCheckpoint older) {
            return new Line(visit.text("why.older"), at, older.value(), older.decayed(), null);
        }
        throw new IllegalStateException("unknown part of a score: " + part);
    }

    private static Order order(OrderFacts order) {
        return new Order(order.transactionId(), Instant.ofEpochMilli(order.placedAt()));
    }
}
