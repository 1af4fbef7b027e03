package io.warmtag.visitor.model;

/** How near a person is to the shop: has bought, has shown interest, or neither (any more). */
public enum Temperature {
    /** Came and did nothing that still counts. Whoever once bought is never plain cold: see {@link SubState#LAPSED}. */
    COLD,
    /** The score rose to the entry threshold and has not yet fallen below the leaving one. */
    WARM,
    /** A counted purchase lies within the hot window. */
    HOT
}
