package io.warmtag.rule;

import java.util.UUID;

/**
 * A rule that was waiting for just this.
 *
 * @param whole the person whom the trigger's visitor belongs to; himself as long as he isn't joined with others
 */
record Candidate(StoredRule rule, Trigger trigger, UUID whole) {

    /** A rule's way with one person: what happens to him there is put in order by it. */
    record Pair(int site, int rule, UUID person) {}

    Candidate(StoredRule rule, Trigger trigger) {
        this(rule, trigger, trigger.person());
    }

    Candidate of(UUID person) {
        return new Candidate(rule, trigger, person);
    }

    /** With the visitor to whom it happened. */
    Pair pair() {
        return new Pair(rule.site(), rule.id(), trigger.person());
    }

    /** With the person who is held out or not, and has had it so often. */
    Pair wholePair() {
        return new Pair(rule.site(), rule.id(), whole);
    }

    /** Names the occasion among all that ever happens to the person. */
    String key() {
        return key(trigger.key(), trigger.person());
    }

    /** Changes of temperature are numbered by the visitor. */
    static String key(String ofVisitor, UUID visitor) {
        return ofVisitor.startsWith("t:") ? ofVisitor + ":" + visitor : ofVisitor;
    }
}
