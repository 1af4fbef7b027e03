package io.warmtag.rule.audience.model;

import io.warmtag.visitor.model.OrderFacts;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An order as conditions see it.
 *
 * @param value in the currency's major unit; null when nobody said
 */
public record FactOrder(
        OrderFacts order,
        @Nullable BigDecimal value,
        @Nullable String currency) {}
