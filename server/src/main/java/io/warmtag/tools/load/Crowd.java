package io.warmtag.tools.load;

import java.util.List;
import java.util.SplittableRandom;

/** Whose request is the next one: any one's of those who are there at the moment. */
final class Crowd {
    private static final int THERE = 1_000;

    private final List<byte[]> all;
    private final int visit;
    private final SplittableRandom random;
    private final int there;
    private int first;
    private long asked;

    /**
     * @param all visitors' names
     * @param visit after so many requests one goes, who has sent as many on average, and the next one comes; 0: all are there
     *     all the time
     */
    Crowd(List<byte[]> all, int visit, long seed) {
        this.all = all;
        this.visit = visit;
        this.random = new SplittableRandom(seed);
        this.there = visit == 0 ? all.size() : Math.min(THERE, all.size());
        this.first = random.nextInt(all.size());
    }

    byte[] next() {
        if (visit > 0 && ++asked % visit == 0) {
            first = (first + 1) % all.size();
        }
        return all.get((first + random.nextInt(there)) % all.size());
    }
}
