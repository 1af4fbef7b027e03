package io.warmtag.campaign.model;

import java.time.Instant;

/**
 * An offer of a site.
 *
 * @param id counts within the site
 * @param author who wrote it last
 */
public record Offer(
        int site, int id, OfferDraft draft, boolean paused, String author, Instant createdAt, Instant changedAt) {

    /** Whether it is shown to whom it was granted. */
    public boolean isOn(Instant at) {
        return !paused && draft.period().contains(at);
    }

    /** Whether it is on, or will be without anybody doing anything. */
    public boolean isAhead(Instant at) {
        return !paused && !isOver(at);
    }

    public boolean isOver(Instant at) {
        return draft.period().isOver(at)
                || draft.countdown() instanceof Countdown.Until until && !at.isBefore(until.at());
    }
}
