package io.warmtag.destination;

import java.time.Duration;
import java.util.Optional;

/** What an answer means for one event of the request. */
public sealed interface Outcome {
    Outcome DELIVERED = new Delivered();

    record Delivered() implements Outcome {}

    /** This event will never be taken as it is. */
    record Refused(Reason why) implements Outcome {}

    /** The whole request was refused, perhaps for another event of it: to be found out by halving. */
    record RefusedTogether(Reason why) implements Outcome {}

    /**
     * Nothing is wrong with the event.
     *
     * @param after what the other side asked to wait, where it asks for fewer requests; empty: by the engine's own measure
     * @param slowDown the other side is there, and asks for fewer requests
     */
    record Later(Reason why, Optional<Duration> after, boolean slowDown) implements Outcome {}

    /** Nothing will be taken until somebody has changed the settings: token, permission, address. */
    record Stop(Reason why) implements Outcome {}

    static Outcome later(String code, String detail) {
        return new Later(new Reason(code, detail), Optional.empty(), false);
    }
}
