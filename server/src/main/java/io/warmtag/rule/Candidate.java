package io.warmtag.rule;

import java.util.UUID;

/** A rule that was waiting for just this. */
record Candidate(StoredRule rule, Trigger trigger) {

    /** A rule's way with one person: what happens to him there is put in order by it. */
    record Pair(int site, int rule, UUID person) {}

    Pair pair() {
        return new Pair(rule.site(), rule.id(), trigger.person());
    }
}
