package io.warmtag.visitor.model;

/** From which moment a purchase counts. An order keeps the rule that was in force when it was placed. */
public enum CountsWhen {
    PLACED,
    /** For shops paid by cash on delivery: an order that never arrives never made anyone hot. */
    DELIVERED
}
