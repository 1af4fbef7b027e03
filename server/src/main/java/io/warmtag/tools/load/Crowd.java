package io.warmtag.tools.load;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Whose request is the next one: any one's of those who are there at the moment. */
final class Crowd {
    private static final int THERE = 1_000;

    private final List<byte[]> all;
    private final int visit;
    private final boolean alone;
    private final Set<byte[]> underWay = Collections.newSetFromMap(new IdentityHashMap<>());
    private final SplittableRandom random;
    private final int there;
    private int first;
    private long asked;

    /**
     * @param all visitors' names
     * @param visit after so many requests one goes, who has sent as many on average, and the next one comes; 0: all are there
     *     all the time
     * @param alone whether nobody is next whose last request has not been answered; there must be more of them than requests
     */
    Crowd(List<byte[]> all, int visit, boolean alone, long seed) {
        this.all = all;
        this.visit = visit;
        this.alone = alone;
        this.random = new SplittableRandom(seed);
        this.there = visit == 0 ? all.size() : Math.min(THERE, all.size());
        this.first = random.nextInt(all.size());
    }

    byte[] next() {
        if (visit > 0 && ++asked % visit == 0) {
            first = (first + 1) % all.size();
        }
        byte[] one = any();
        while (alone && !underWay.add(one)) {
            one = any();
        }
        return one;
    }

    private byte[] any() {
        return all.get((first + random.nextInt(there)) % all.size());
    }

    /** His next request may go. */
    void answered(byte[] visitor) {
        if (alone) {
            underWay.remove(visitor);
        }
    }
}
