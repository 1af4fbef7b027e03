package io.warmtag.occasion;

import io.vertx.core.Context;

/**
 * Whether events come in as fast as they can be committed: then what follows from them stands back, because it is recorded and
 * can wait, and whoever sends an event can't. From any thread.
 */
public final class Flood {
    /** A commit takes what queued while the one before ran: so many only where there is no end of them. */
    private static final int MANY = 24;

    private static final long LASTS_NS = 300_000_000;

    /** How often whoever stands back looks whether he still has to. */
    private static final long REST_MS = 25;

    private volatile boolean seen;
    private volatile long at;

    void committed(int together) {
        if (together >= MANY) {
            at = System.nanoTime();
            seen = true;
        }
    }

    /** How long to do nothing after something that took a while, both in ms: 0 when nobody is in a hurry. */
    private long pause(long tookMs) {
        // Seven eighths of the time belong to the events; never for long, so that nothing is forgotten.
        return isOn() ? Math.min(4_000, Math.max(2, 7 * tookMs)) : 0;
    }

    /** The same before going on, on the context; no longer than events flood in: one late commit among quick ones is no flood. */
    public void rest(Context context, long tookMs, Runnable then) {
        part(context, pause(tookMs), then);
    }

    private void part(Context context, long leftMs, Runnable then) {
        if (leftMs <= 0 || !isOn()) {
            then.run();
            return;
        }
        long ms = Math.min(leftMs, REST_MS);
        context.owner().setTimer(ms, timer -> context.runOnContext(go -> part(context, leftMs - ms, then)));
    }

    /** And on a thread that may wait. */
    public void rest(long tookMs) throws InterruptedException {
        for (long left = pause(tookMs); left > 0 && isOn(); left -= REST_MS) {
            Thread.sleep(Math.min(left, REST_MS));
        }
    }

    /** Whether somebody is in a hurry just now. */
    public boolean isOn() {
        return seen && System.nanoTime() - at < LASTS_NS;
    }
}
