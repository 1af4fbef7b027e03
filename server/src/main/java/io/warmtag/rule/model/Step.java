package io.warmtag.rule.model;

/** One thing that a rule does. */
public sealed interface Step {

    /** Nothing, for some minutes. */
    record Wait(int minutes) implements Step {}

    /** Shows an offer on the site, until it has been taken, dismissed or is over. */
    record Offer(int offer) implements Step {}

    /** Tells a destination something about the person. */
    record Send(int destination, String event) implements Step {
        /** Of a destination that keeps a list of people: he comes onto it. */
        public static final String ENLIST = "list_add";

        /** He is taken off it. */
        public static final String DELIST = "list_remove";
    }
}
