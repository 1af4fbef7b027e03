package io.warmtag.visitor.model;

import java.util.List;

/** What came of a step of constant cost. */
public sealed interface Outcome {

    /** @param transitions in time order, mostly none */
    record Applied(PersonState state, List<Transition> transitions) implements Outcome {}

    /** The event is the newest one that the state already holds. */
    record AlreadyApplied() implements Outcome {}

    /** The event may have changed an order: what it makes of the state only all of the person's orders tell. */
    record NeedsOrders() implements Outcome {}

    /** A single step would not give what a fold gives; fold the stored events and orders again. */
    record NeedsRefold() implements Outcome {}
}
