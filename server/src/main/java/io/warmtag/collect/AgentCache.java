package io.warmtag.collect;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The user agents met last, parsed. One per event loop. */
final class AgentCache {
    private static final int MOST = 2_000;
    private static final int LONGEST = 1_000;

    private final Map<String, UserAgent> known = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, UserAgent> eldest) {
            return size() > MOST;
        }
    };

    UserAgent of(@Nullable String header) {
        if (header == null) {
            return UserAgent.UNKNOWN;
        }
        String agent = header.length() > LONGEST ? header.substring(0, LONGEST) : header;
        return known.computeIfAbsent(agent, UserAgent::parse);
    }
}
