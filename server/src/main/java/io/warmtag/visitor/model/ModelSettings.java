package io.warmtag.visitor.model;

import java.time.Duration;

/**
 * One immutable version of a site's temperature rules. May hold bad values, so that a form can be checked by {@link
 * SettingsCheck}; a {@link SettingsHistory} takes none that fail it.
 *
 * @param version positive, higher than every earlier version of the site
 * @param halfLife ms in which what an event added is worth half (1 hour to 365 days)
 */
public record ModelSettings(int version, Weights weights, long halfLife, WarmRule warm, BuyerRule buyers) {

    /** The default model: one add-to-cart keeps a visitor warm for exactly 14 days. */
    public static ModelSettings defaults() {
        return new ModelSettings(
                1, Weights.defaults(), Duration.ofDays(14).toMillis(), WarmRule.defaults(), BuyerRule.defaults());
    }

    public ModelSettings withVersion(int number) {
        return new ModelSettings(number, weights, halfLife, warm, buyers);
    }

    public ModelSettings withWeights(Weights other) {
        return new ModelSettings(version, other, halfLife, warm, buyers);
    }

    public ModelSettings withHalfLife(long ms) {
        return new ModelSettings(version, weights, ms, warm, buyers);
    }

    public ModelSettings withWarm(WarmRule rule) {
        return new ModelSettings(version, weights, halfLife, rule, buyers);
    }

    public ModelSettings withBuyers(BuyerRule rule) {
        return new ModelSettings(version, weights, halfLife, warm, rule);
    }
}
