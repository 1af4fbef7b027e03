package io.warmtag.campaign.model;

/**
 * The code that comes with an offer.
 *
 * @param code the same for everybody, where the kind is {@link Kind#FIXED}; else empty
 */
public record Coupon(Kind kind, String code) {
    public static final Coupon NONE = new Coupon(Kind.NONE, "");
    public static final Coupon LIST = new Coupon(Kind.LIST, "");

    /** Where the code comes from. */
    public enum Kind {
        NONE,
        FIXED,
        /** Each grant takes one of a list. */
        LIST
    }
}
