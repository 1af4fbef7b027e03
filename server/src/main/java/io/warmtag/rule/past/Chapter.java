package io.warmtag.rule.past;

import io.warmtag.rule.audience.model.Life;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What is recorded of one person for as long as he was made of the same visitors. Whoever was never joined with anybody is one
 * chapter.
 *
 * @param life all that these visitors have ever done, also before they were one and after
 * @param visitors whom he was made of
 * @param before of those of the visitors with whom the rule has done something
 * @param from ms, when it begins; what arrived then belongs to what was before
 * @param until ms of its end, which belongs to it
 * @param past all of it
 */
public record Chapter(
        UUID person,
        Set<UUID> visitors,
        Life life,
        Noted noted,
        Map<UUID, Before> before,
        long from,
        long until,
        Span past) {

    /**
     * The past that something is run over, in ms: as if it had been switched on at its start.
     *
     * @param end the last instant that belongs to it
     */
    public record Span(long start, long end) {}

    /** The one of all of them that he is in at a later instant: his own, or that of the person who he has become one with by then. */
    Chapter at(long instant, List<Chapter> all) {
        if (instant <= until) {
            return this;
        }
        return all.stream()
                .filter(each -> each.from < instant && instant <= each.until && each.visitors.contains(person))
                .findFirst()
                .orElse(this);
    }

    boolean isFirst() {
        return from == past.start();
    }
}
