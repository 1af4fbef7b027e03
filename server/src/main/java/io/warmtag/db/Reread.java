package io.warmtag.db;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads something that is kept in memory anew, one reading after the other: what is kept never goes back in time. Two readings
 * at once could: which of them saw the older state depends on when their connections were free, not on who asked first.
 */
public final class Reread<T> {
    /** A reading that hangs must not keep the next ones waiting; what it says in the end doesn't count. */
    private static final long PATIENCE_MS = 10_000;

    private final Supplier<Future<T>> reading;
    private final Consumer<T> keep;
    private boolean busy;
    private @Nullable Promise<Void> waiting;

    public Reread(Supplier<Future<T>> reading, Consumer<T> keep) {
        this.reading = reading;
        this.keep = keep;
    }

    /** Done when a reading that began after this call is kept. Who asks while one is under way shares the next. */
    public Future<Void> run() {
        synchronized (this) {
            if (busy) {
                if (waiting == null) {
                    waiting = Promise.promise();
                }
                return waiting.future();
            }
            busy = true;
        }
        Promise<Void> asked = Promise.promise();
        begin(asked);
        return asked.future();
    }

    private void begin(Promise<Void> asked) {
        Future.succeededFuture()
                .compose(begun -> reading.get())
                .timeout(PATIENCE_MS, TimeUnit.MILLISECONDS)
                .compose(read -> {
                    keep.accept(read);
                    return Future.<Void>succeededFuture();
                })
                .onComplete(answer -> {
                    Promise<Void> next = next();
                    if (answer.succeeded()) {
                        asked.complete();
                    } else {
                        asked.fail(answer.cause());
                    }
                    if (next != null) {
                        begin(next);
                    }
                });
    }

    private synchronized @Nullable Promise<Void> next() {
        Promise<Void> next = waiting;
        waiting = null;
        busy = next != null;
        return next;
    }
}
