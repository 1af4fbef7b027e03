package io.warmtag.report;

/**
 * What a rule did, and what became of it.
 *
 * @param limited how often it would have fired but for a limit or a missing consent; 0 where versions are told apart
 * @param givenUp steps that were not done any more
 * @param clicked people, each once for ever
 * @param delivered what the other side took
 * @param withheld what consent or a filter kept back
 * @param failed whatever could not be done
 */
public record Done(
        long fired,
        long heldOut,
        long limited,
        long givenUp,
        long shown,
        long clicked,
        long dismissed,
        long delivered,
        long withheld,
        long failed) {
    public static final Done NOTHING = new Done(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    Done limited(long times) {
        return new Done(fired, heldOut, times, givenUp, shown, clicked, dismissed, delivered, withheld, failed);
    }
}
