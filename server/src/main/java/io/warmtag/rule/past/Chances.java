package io.warmtag.rule.past;

import io.warmtag.rule.past.Chance.End;
import java.time.Duration;
import java.util.List;

/** Makes chances. */
final class Chances {
    private static final long BOUGHT_WITHIN_MS = Duration.ofDays(7).toMillis();

    private Chances() {}

    static Chance of(Chapter chapter, long at, boolean consents, List<End> ends) {
        boolean bought = chapter.life().placedBetween(at, at + BOUGHT_WITHIN_MS);
        return new Chance(
                chapter.person(),
                chapter.visitors(),
                at,
                consents,
                ends,
                bought,
                at + BOUGHT_WITHIN_MS > chapter.past().end());
    }
}
