package io.warmtag.visitor.model;

import java.util.UUID;

/** One line of the arithmetic behind a score; all lines' {@link #decayed()} together are the score. */
public sealed interface Contribution {

    /** ms; of the newest if the line stands for several. */
    long time();

    /** What it is worth at the moment of the explanation. */
    double decayed();

    /**
     * @param weight by the settings in force at its time
     * @param applied what it really changed: smaller than a negative weight where the score stopped at zero
     */
    record OfEvent(UUID id, String name, long time, double weight, double applied, double decayed)
            implements Contribution {}

    /**
     * All views as one, because their cap is one.
     *
     * @param count of the views since the checkpoint
     * @param uncapped what they and the checkpoint's share would be worth without the cap
     */
    record OfViews(int count, long time, double uncapped, double decayed) implements Contribution {}

    /**
     * What is left of events that are no longer stored.
     *
     * @param value the score of their actions at {@code time}
     */
    record OfCheckpoint(long time, double value, double decayed) implements Contribution {}
}
