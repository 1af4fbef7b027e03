package io.warmtag.rule.model;

import java.util.List;

/**
 * How long after its occasion a rule fires.
 *
 * @param minutes 0: at once
 * @param unlessOrder not if he has placed an order meanwhile
 * @param unlessEvents nor if one of these events came in
 */
public record Delay(int minutes, boolean unlessOrder, List<String> unlessEvents) {
    public static final Delay NONE = new Delay(0, false, List.of());

    public Delay {
        unlessEvents = List.copyOf(unlessEvents);
    }
}
