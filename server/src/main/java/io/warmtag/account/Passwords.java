package io.warmtag.account;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.warmtag.config.Secret;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** Argon2id with OWASP's parameters, in two threads of its own: one check takes about 50 ms and 19 MiB. */
public final class Passwords {
    /** In characters. */
    public static final int SHORTEST = 12;

    /** In characters; a bound, so that nobody makes the server hash megabytes. */
    public static final int LONGEST = 200;

    private static final int MEMORY_KIB = 19_456;
    private static final int ITERATIONS = 2;
    private static final int PARALLELISM = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final int THREADS = 2;
    private static final int MOST_WAITING = 40;

    private final WorkerExecutor workers;
    private final AtomicInteger waiting = new AtomicInteger();

    /** What an unknown e-mail address is checked against, so that it takes as long as a known one. */
    private final String nobody;

    /** There are too many checks under way; try again later. */
    public static final class Busy extends RuntimeException {
        Busy() {
            super("too many passwords are being checked", null, false, false);
        }
    }

    public Passwords(Vertx vertx) {
        this.workers = vertx.createSharedWorkerExecutor("passwords", THREADS);
        this.nobody = hashNow(Token.random().value());
    }

    public static boolean isAcceptable(String password) {
        return password.length() >= SHORTEST && password.length() <= LONGEST;
    }

    public Future<String> hash(Secret password) {
        return inWorker(() -> hashNow(password.value()));
    }

    public Future<Boolean> matches(Secret password, String hash) {
        return inWorker(() -> Password.check(password.value(), hash).with(Argon2Function.getInstanceFromHash(hash)));
    }

    /** Takes the time of a check and is always false. */
    public Future<Boolean> matchesNobody(Secret password) {
        return matches(password, nobody).map(false);
    }

    static String hashNow(String password) {
        var function = Argon2Function.getInstance(MEMORY_KIB, ITERATIONS, PARALLELISM, HASH_BYTES, Argon2.ID);
        return Password.hash(password).addRandomSalt(SALT_BYTES).with(function).getResult();
    }

    private <T> Future<T> inWorker(Callable<T> work) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return Future.failedFuture(new Busy());
        }
        return workers.executeBlocking(work, false).onComplete(done -> waiting.decrementAndGet());
    }
}
