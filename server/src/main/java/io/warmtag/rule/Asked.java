package io.warmtag.rule;

import io.warmtag.occasion.Occasion;
import io.warmtag.rule.audience.model.Life;
import java.util.HashSet;
import java.util.Set;

/** Up to when somebody is to be weighed, and which names of events came in; every name when it isn't about events. */
final class Asked {
    /** ms of the first arrival that is handed on. */
    long first = Long.MAX_VALUE;
    /** ms of the first change of temperature that is handed on. */
    long changed = Long.MAX_VALUE;

    long until = Long.MIN_VALUE;
    boolean everything;
    /** Nothing but imports came in first. */
    boolean quiet;

    final Set<String> names = new HashSet<>();

    static Asked by(long now) {
        var asked = new Asked();
        asked.first = now;
        asked.until = now;
        asked.everything = true;
        return asked;
    }

    void add(Occasion occasion, long now) {
        if (occasion instanceof Occasion.Happened happened) {
            long received = happened.event().received().toEpochMilli();
            boolean imported = happened.isImported();
            quiet = received < first ? imported : received == first ? quiet && imported : quiet;
            first = Math.min(first, received);
            until = Math.max(until, received);
            names.add(happened.event().name());
        } else if (occasion instanceof Occasion.Changed changed) {
            this.changed = Math.min(this.changed, changed.at().toEpochMilli());
            until = Math.max(until, now);
            everything = true;
        }
    }

    /**
     * The instant, in ms, from which on somebody is to be looked at of whom it isn't known: the first arrival that is handed on,
     * or that made the change of temperature. Not when somebody gets round to it: what came in since has its own instant.
     */
    long begin(Life life) {
        return changed == Long.MAX_VALUE ? first : Math.min(first, life.arrivalFrom(changed));
    }
}
