package io.warmtag.tools.bench;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Optional;

/**
 * One measured value.
 *
 * @param budget empty: told for information
 * @param how what the value was made of
 */
record Figure(String name, double value, String unit, Optional<Budget> budget, String how) {

    static Figure judged(String name, double value, String unit, Budget budget, String how) {
        return new Figure(name, value, unit, Optional.of(budget), how);
    }

    static Figure told(String name, double value, String unit, String how) {
        return new Figure(name, value, unit, Optional.empty(), how);
    }

    boolean isMissed() {
        return budget.isPresent() && !budget.get().isKept(value);
    }

    String verdict() {
        return budget.map(kept -> !kept.isKept(value) ? "MISSED" : kept.isReached(value) ? "ok" : "ok, below aim")
                .orElse("");
    }

    /** Three significant digits, whole from a hundred on. */
    static String number(double value) {
        if (Math.abs(value) >= 100) {
            return String.format(Locale.ROOT, "%,d", Math.round(value));
        }
        return BigDecimal.valueOf(value)
                .round(new MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
    }

    JsonObject json() {
        var json = new JsonObject()
                .put("name", name)
                .put("value", value)
                .put("unit", unit)
                .put("how", how);
        budget.ifPresent(
                kept -> json.put("floor", kept.floor()).put("aim", kept.aim()).put("kept", kept.isKept(value)));
        return json;
    }
}
