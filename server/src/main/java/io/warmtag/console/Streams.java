package io.warmtag.console;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.warmtag.web.HttpProblem;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server-sent events for people who watch: one look at the database four times a second for each of them, and only while
 * somebody watches. The look works on every node, whichever node took the event.
 */
public final class Streams {
    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);
    private static final long LOOK_EVERY_MS = 250;
    private static final int LOOKS_BETWEEN_SIGNS_OF_LIFE = 40;
    /** The browser connects again by itself; then the session is checked again. */
    private static final long LONGEST_MS = 10 * 60 * 1000;

    private static final int MOST_WATCHERS = 300;
    private static final int MOST_UNSENT_BYTES = 256 * 1024;

    private final Vertx vertx;
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Looks for something new; ends with what to send, empty when there is nothing. */
    interface Look {
        Future<String> next();
    }

    public Streams(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Sends {@code changed} whenever the revision differs from the one before; the first time, from the one that the page
     * was made with and names as {@code seen}: what changed while the browser connected is not left out.
     */
    Future<Void> changes(Visit visit, Supplier<Future<String>> revision) {
        return watch(visit, new Look() {
            private @Nullable String seen = visit.query("seen").orElse(null);

            @Override
            public Future<String> next() {
                return revision.get().map(found -> {
                    boolean changed = seen != null && !seen.equals(mark(found));
                    seen = mark(found);
                    return changed ? "event: changed\ndata: 1\n\n" : "";
                });
            }
        });
    }

    /** A revision as it stands in an address. */
    static String mark(String revision) {
        return Integer.toHexString(revision.hashCode());
    }

    /** Sends what each look finds, until the browser goes. */
    Future<Void> watch(Visit visit, Look look) {
        if (watchers.size() >= MOST_WATCHERS) {
            return Future.failedFuture(new HttpProblem(503, ""));
        }
        HttpServerResponse response = visit.ctx()
                .response()
                .setChunked(true)
                .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                // Else nginx would hold events back until its buffer is full.
                .putHeader("X-Accel-Buffering", "no");
        new Watcher(response, look).start();
        return Future.succeededFuture();
    }

    /**
     * Ends all of them, and at once whatever comes after: a server that stops waits for the answers under way, and these would
     * be for as long as somebody watches. Their browsers come back to whoever serves then.
     */
    public void close() {
        closed = true;
        watchers.forEach(Watcher::end);
    }

    /** An event with several lines of data, as the format wants them. */
    static String event(String name, String data) {
        var text = new StringBuilder("event: ").append(name).append('\n');
        data.lines().forEach(line -> text.append("data: ").append(line).append('\n'));
        return text.append('\n').toString();
    }

    /** One browser; everything happens on the event loop of its connection. */
    private final class Watcher {
        private final HttpServerResponse response;
        private final Look look;
        private final Context context = Objects.requireNonNull(Vertx.currentContext(), "on an event loop");
        private long timer = -1;
        private long last = -1;
        private int looks;
        private boolean looking;
        private boolean gone;

        Watcher(HttpServerResponse response, Look look) {
            this.response = response;
            this.look = look;
        }

        void start() {
            watchers.add(this);
            response.closeHandler(left -> stop());
            response.exceptionHandler(failed -> stop());
            timer = vertx.setPeriodic(1, LOOK_EVERY_MS, tick -> tick());
            last = vertx.setTimer(LONGEST_MS, over -> end());
            response.write("retry: 1500\n\n").onFailure(cause -> stop());
            if (closed) {
                end();
            }
        }

        void end() {
            context.runOnContext(go -> {
                if (!gone) {
                    stop();
                    response.end().onFailure(cause -> LOG.debug("stream not ended: {}", cause.getMessage()));
                }
            });
        }

        private void tick() {
            // A slow database or a slow browser gets no second question while the first is open.
            if (looking || gone || response.writeQueueFull()) {
                return;
            }
            looking = true;
            looks++;
            look.next().onSuccess(this::send).onComplete(done -> {
                looking = false;
                if (done.failed()) {
                    LOG.debug("a look failed: {}", done.cause().toString());
                }
            });
        }

        private void send(String text) {
            boolean signOfLife = looks % LOOKS_BETWEEN_SIGNS_OF_LIFE == 1;
            String out = text.isEmpty() && signOfLife ? "event: alive\ndata: 1\n\n" : text;
            if (!out.isEmpty() && !gone) {
                response.setWriteQueueMaxSize(MOST_UNSENT_BYTES);
                response.write(out).onFailure(cause -> stop());
            }
        }

        private void stop() {
            if (!gone) {
                gone = true;
                vertx.cancelTimer(timer);
                vertx.cancelTimer(last);
                watchers.remove(this);
            }
        }
    }
}
