package io.warmtag.campaign.model;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Where on the page an offer stands. */
public enum OfferKind {
    /** A bar along the lower edge. */
    BANNER,
    /** A card in the lower corner. */
    CORNER,
    /** A dialog over the page, which waits for an answer. */
    MODAL,
    /** Inside an element of the page that was left free for it. */
    INLINE;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<OfferKind> ofCode(String code) {
        return Stream.of(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }
}
