package io.warmtag.rule.past;

import io.warmtag.rule.model.Decision;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Something would have happened to somebody, unless a limit is in its way.
 *
 * @param visitors whom the person is made of
 * @param at ms
 * @param consents whether he grants what it needs
 * @param ends what becomes of what is done then, if it is
 * @param bought whether he placed an order within 7 days after it
 * @param open whether these 7 days are not over yet
 */
public record Chance(
        UUID person, Set<UUID> visitors, long at, boolean consents, List<End> ends, boolean bought, boolean open) {

    /**
     * What becomes of one step.
     *
     * @param place among the rule's steps
     * @param state {@code done}, {@code waiting} when its time had not come by the end of the past, else why it was given up
     * @param postponed whether quiet hours were in its way
     */
    public record End(int place, String state, boolean postponed) {}

    /** With what was decided. */
    public record Decided(Chance chance, Decision decision) {}
}
