package io.warmtag.rule.past;

import io.warmtag.rule.audience.model.Life;
import java.util.List;
import java.util.UUID;

/**
 * What is recorded of one person for as long as he was made of the same visitors. Whoever was never joined with anybody is one
 * chapter.
 *
 * @param life all that these visitors have ever done, also before they were one and after
 * @param turns by their times
 * @param days of their profiles, by when they were heard
 * @param from ms, when it begins; what arrived then belongs to what was before
 * @param until ms of its end, which belongs to it
 * @param past all of it
 */
public record Chapter(
        UUID person,
        Life life,
        List<Turned> turns,
        List<ProfileDay> days,
        Before before,
        long from,
        long until,
        Span past) {

    /**
     * The past that something is run over, in ms: as if it had been switched on at its start.
     *
     * @param end the last instant that belongs to it
     */
    public record Span(long start, long end) {}

    boolean isFirst() {
        return from == past.start();
    }

    boolean isLast() {
        return until == past.end();
    }
}
