package io.warmtag.visitor.model;

import org.jspecify.annotations.Nullable;

/**
 * Everything the model keeps of a person, in constant size. A state has no "as of": it holds until the next thing
 * happens, and {@link TemperatureModel#advance} makes happen what time alone brings.
 *
 * @param lastEvent the newest event applied, or null
 * @param position ms of the newest thing applied, be it an event, an order, a change by time or a change of settings;
 *     {@link #NEVER} for a person who has not appeared
 * @param settingsVersion the version in force at the position
 * @param lastSeen ms of the newest event that the person did himself, or {@link #NEVER}
 */
public record PersonState(
        Score score,
        Warmth warmth,
        Standing standing,
        CountedOrders orders,
        @Nullable EventKey lastEvent,
        long position,
        int settingsVersion,
        long lastSeen) {

    /** Stands for an instant that has not come. */
    public static final long NEVER = Long.MIN_VALUE;

    /** Nobody yet: where every fold without a checkpoint begins. */
    public static final PersonState EMPTY = new PersonState(
            Score.NONE,
            new Warmth(false, NEVER),
            new Standing(Temperature.COLD, NEVER, 0),
            CountedOrders.NONE,
            null,
            NEVER,
            0,
            NEVER);

    public boolean isEmpty() {
        return position == NEVER;
    }

    public Temperature temperature() {
        return standing.temperature();
    }

    /** ms since when he has this temperature. */
    public long since() {
        return standing.since();
    }

    /** Whether he ever bought, by what counts today: such a person belongs into no cold exclusion. */
    public boolean isBuyer() {
        return !orders.isEmpty();
    }

    PersonState withStanding(Standing other) {
        return new PersonState(score, warmth, other, orders, lastEvent, position, settingsVersion, lastSeen);
    }
}
