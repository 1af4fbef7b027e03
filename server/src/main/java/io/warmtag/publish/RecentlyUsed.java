package io.warmtag.publish;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets what was not asked for the longest. Not safe for threads. */
final class RecentlyUsed<K, V> extends LinkedHashMap<K, V> {
    private final transient int most;

    RecentlyUsed(int most) {
        super(64, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
