package io.warmtag.rule;

import io.warmtag.occasion.Occasion;
import java.util.HashSet;
import java.util.Set;

/** Up to when somebody is to be weighed, and which names of events came in; every name when it isn't about events. */
final class Asked {
    long first = Long.MAX_VALUE;
    long until = Long.MIN_VALUE;
    boolean everything;
    final Set<String> names = new HashSet<>();

    static Asked by(long now) {
        var asked = new Asked();
        asked.first = now;
        asked.until = now;
        asked.everything = true;
        return asked;
    }

    void add(Occasion occasion, long now) {
        long at = now;
        if (occasion instanceof Occasion.Happened happened) {
            at = happened.event().received().toEpochMilli();
            names.add(happened.event().name());
        } else {
            everything = true;
        }
        first = Math.min(first, at);
        until = Math.max(until, at);
    }
}
