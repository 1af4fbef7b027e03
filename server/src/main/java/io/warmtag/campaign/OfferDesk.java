package io.warmtag.campaign;

/** All that somebody needs who looks after a site's offers. */
public record OfferDesk(Offers offers, Grants grants, Codes codes, OfferFigures figures) {}
