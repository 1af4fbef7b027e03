package io.warmtag.visitor;

import com.hazelcast.core.HazelcastInstance;
import io.warmtag.visitor.model.SettingsHistory;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Every site's temperature settings in memory on every member, where the steps need them without waiting. */
public final class Histories {
    private static final String CONTEXT_KEY = "warmtag.histories";

    private static final SettingsHistory DEFAULTS = SettingsHistory.defaults();

    private final Map<Integer, SettingsHistory> bySite = new ConcurrentHashMap<>();

    /** The site's settings; the defaults while nobody has changed them. */
    public SettingsHistory of(int site) {
        return bySite.getOrDefault(site, DEFAULTS);
    }

    void put(int site, SettingsHistory history) {
        bySite.put(site, history);
    }

    void attachTo(HazelcastInstance member) {
        member.getUserContext().put(CONTEXT_KEY, this);
    }

    static Histories on(HazelcastInstance member) {
        return Objects.requireNonNull((Histories) member.getUserContext().get(CONTEXT_KEY));
    }
}
