package io.warmtag.tools.crash;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What was acknowledged against what is stored.
 *
 * @param lost acknowledged, but not stored
 * @param twice stored more than once
 * @param unheard stored, though the answer didn't reach the sender: right, and the reason why senders repeat with one id
 * @param miscounted how far the counts kept beside the events are from the events' number
 */
record Comparison(int acknowledged, int stored, int lost, int twice, int unheard, long miscounted) {

    static Comparison of(Set<UUID> acknowledged, Map<UUID, Integer> stored, long counted) {
        return new Comparison(
                acknowledged.size(),
                stored.size(),
                (int) acknowledged.stream()
                        .filter(id -> !stored.containsKey(id))
                        .count(),
                (int) stored.values().stream().filter(times -> times > 1).count(),
                (int) stored.keySet().stream()
                        .filter(id -> !acknowledged.contains(id))
                        .count(),
                Math.abs(counted
                        - stored.values().stream().mapToInt(times -> times).sum()));
    }

    boolean isRight() {
        return acknowledged > 0 && lost == 0 && twice == 0 && miscounted == 0;
    }
}
