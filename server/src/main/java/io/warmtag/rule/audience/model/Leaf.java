package io.warmtag.rule.audience.model;

import io.warmtag.rule.audience.model.Condition.Bought;
import io.warmtag.rule.audience.model.Condition.Events;
import io.warmtag.rule.audience.model.Condition.HasConsent;
import io.warmtag.rule.audience.model.Condition.HasScore;
import io.warmtag.rule.audience.model.Condition.HasTemperature;
import io.warmtag.rule.audience.model.Condition.IsBuyer;
import io.warmtag.rule.audience.model.Condition.Orders;
import io.warmtag.rule.audience.model.Condition.Products;
import io.warmtag.rule.audience.model.Condition.Reach;
import io.warmtag.rule.audience.model.Condition.Visits;
import org.jspecify.annotations.Nullable;

/** A condition without parts, put to one person's facts. Instants are ms, never before the newest arrival of the facts. */
interface Leaf {
    boolean holds(long now);

    /** The first instant after this one at which it may hold otherwise; {@link Evaluator#NEVER} when there is none. */
    long next(long now);

    default @Nullable Double number(long now) {
        return null;
    }

    default @Nullable String text(long now) {
        return null;
    }

    static Leaf of(Condition condition, Facts facts) {
        if (condition instanceof Events events) {
            return HistoryLeaves.of(events, facts);
        }
        if (condition instanceof Products products) {
            return HistoryLeaves.of(products, facts);
        }
        if (condition instanceof Bought bought) {
            return HistoryLeaves.of(bought, facts);
        }
        if (condition instanceof Orders orders) {
            return HistoryLeaves.of(orders, facts);
        }
        if (condition instanceof HasTemperature temperature) {
            return StateLeaves.of(temperature, facts);
        }
        if (condition instanceof IsBuyer buyer) {
            return StateLeaves.of(buyer, facts);
        }
        if (condition instanceof HasScore score) {
            return StateLeaves.of(score, facts);
        }
        if (condition instanceof Visits visits) {
            return VisitLeaves.of(visits, facts);
        }
        if (condition instanceof Reach reach) {
            return VisitLeaves.of(reach, facts);
        }
        return VisitLeaves.of((HasConsent) condition, facts);
    }
}
