package io.warmtag.tools.publish;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What all pages together were given: when each node first served a version, and everything that must not be. */
final class Served {
    private static final int MOST_FAULTS = 20;

    private final long[][] first;
    private final int[] newest;
    private final int[] promised;
    private final Map<Integer, String> hashes = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private long loads;
    private long wrong;

    Served(int nodes, int versions) {
        this.first = new long[nodes][versions + 1];
        this.newest = new int[nodes];
        this.promised = new int[nodes];
    }

    /** The oldest version that a page may get which asks this node now: what it served or promised before. */
    synchronized int atLeast(int node) {
        return Math.max(newest[node], promised[node]);
    }

    /** The node has said that it serves the version. */
    synchronized void promise(int node, int version) {
        promised[node] = Math.max(promised[node], version);
    }

    /**
     * A page got a whole script.
     *
     * @param atLeast as it was when the page asked
     * @param at ns, when the script was there
     */
    synchronized void got(int node, int version, String hash, int atLeast, long at) {
        loads++;
        if (version < atLeast) {
            fault("node " + node + " served version " + version + " after " + atLeast);
        }
        String known = hashes.putIfAbsent(version, hash);
        if (known != null && !known.equals(hash)) {
            fault("two bodies of version " + version);
        }
        for (int each = newest[node] + 1; each <= version; each++) {
            first[node][each] = at;
        }
        newest[node] = Math.max(newest[node], version);
        notifyAll();
    }

    synchronized void fault(String what) {
        wrong++;
        if (faults.size() < MOST_FAULTS) {
            faults.add(what);
        }
    }

    /** Waits until all nodes have served a version to a page; false when they don't within the time. */
    synchronized boolean awaitEverywhere(int version, long patienceMs) throws InterruptedException {
        long end = System.nanoTime() + patienceMs * 1_000_000;
        while (!isEverywhere(version)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private boolean isEverywhere(int version) {
        for (int each : newest) {
            if (each < version) {
                return false;
            }
        }
        return true;
    }

    /** ns at which the last node first served a version. */
    synchronized long everywhereAt(int version) {
        long last = Long.MIN_VALUE;
        for (long[] node : first) {
            last = Math.max(last, node[version]);
        }
        return last;
    }

    synchronized long loads() {
        return loads;
    }

    synchronized long wrong() {
        return wrong;
    }

    synchronized List<String> faults() {
        return List.copyOf(faults);
    }
}
