package io.warmtag.campaign.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An offer as it was written; see {@code OfferReader} for what it may hold.
 *
 * @param selector of the element that an inline offer fills; else empty
 * @param variants 1 to 5
 * @param color of the button, {@code #rrggbb}
 * @param again shown on the following pages, too, until it is closed; else once
 * @param holds how long a grant can be shown
 * @param period when it is on at all
 */
public record OfferDraft(
        String name,
        OfferKind kind,
        String selector,
        List<Variant> variants,
        Coupon coupon,
        Countdown countdown,
        Contact contact,
        String color,
        boolean again,
        Duration holds,
        Period period) {

    /** From, and before. */
    public record Period(Optional<Instant> from, Optional<Instant> until) {
        public static final Period ALWAYS = new Period(Optional.empty(), Optional.empty());

        boolean contains(Instant at) {
            return from.filter(at::isBefore).isEmpty() && !isOver(at);
        }

        boolean isOver(Instant at) {
            return until.filter(end -> !at.isBefore(end)).isPresent();
        }
    }

    public OfferDraft {
        variants = List.copyOf(variants);
    }

    /** Which of the variants a person sees: always the same one, as long as their weights stay. */
    public int variantFor(int offer, UUID person) {
        int all = variants.stream().mapToInt(Variant::weight).sum();
        long mixed = (person.getMostSignificantBits() ^ Long.rotateLeft(person.getLeastSignificantBits(), 31) ^ offer)
                * 0x9E3779B97F4A7C15L;
        int at = (int) Long.remainderUnsigned(mixed >>> 16, all);
        int chosen = 0;
        while (at >= variants.get(chosen).weight()) {
            at -= variants.get(chosen++).weight();
        }
        return chosen;
    }
}
