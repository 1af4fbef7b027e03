package io.warmtag.tools;

import java.util.function.Supplier;

/**
 * How long a tool waits for what others bring about, and how often it looks.
 *
 * @param mostMs after so long it is no use to go on
 */
public record Patience(long mostMs, long everyMs) {
    /** Whether it has come about. */
    public interface Look<E extends Exception> {
        boolean isDone() throws E;
    }

    /**
     * Blocks.
     *
     * @param missing what has not come about, for whoever reads the log
     */
    public <E extends Exception> void until(Look<E> look, Supplier<String> missing) throws E, InterruptedException {
        long begin = System.nanoTime();
        while (!look.isDone()) {
            if (System.nanoTime() - begin > mostMs * 1_000_000) {
                throw new IllegalStateException("after " + mostMs / 1_000 + " s: " + missing.get());
            }
            Thread.sleep(everyMs);
        }
    }
}
