package io.warmtag.rule;

import io.warmtag.rule.model.Rule;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * A rule as it stands.
 *
 * @param id counts a site's rules from 1
 * @param version the one in use
 * @param salt who is held out is drawn with it
 * @param testers for whom alone it acts while it is tested
 * @param author of the version
 */
public record StoredRule(
        int site,
        int id,
        RuleState state,
        int version,
        long salt,
        Set<UUID> testers,
        Rule rule,
        String author,
        Instant changedAt) {

    public boolean isTest() {
        return state == RuleState.TESTING;
    }

    /** Whether it may do something for a person now. */
    public boolean isFor(UUID person) {
        return state == RuleState.ON || (isTest() && testers.contains(person));
    }
}
