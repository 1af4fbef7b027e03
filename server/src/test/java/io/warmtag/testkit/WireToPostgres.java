package io.warmtag.testkit;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.warmtag.config.DatabaseAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Stands between a server and PostgreSQL, and loses the answers to what the test names. */
public final class WireToPostgres implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final NetServer server;
    private final DatabaseAddress behind;
    private final Set<NetSocket> silent = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String unanswered;

    public WireToPostgres(DatabaseAddress behind) {
        this.behind = behind;
        this.server = vertx.createNetServer()
                .connectHandler(this::join)
                .listen(0, "127.0.0.1")
                .await();
    }

    public DatabaseAddress address() {
        return new DatabaseAddress(
                "127.0.0.1", server.actualPort(), behind.database(), behind.user(), behind.password());
    }

    /** From here on a connection over which this text is sent brings no more answers. */
    public void swallowAnswersTo(String text) {
        unanswered = text;
    }

    /** Whether it was sent: somebody waits for an answer that won't come. */
    public boolean isSilent() {
        return !silent.isEmpty();
    }

    /** Cuts the connections that bring no more answers; new ones are as good as any. */
    public void cut() {
        unanswered = null;
        silent.forEach(NetSocket::close);
        silent.clear();
    }

    private void join(NetSocket near) {
        near.pause();
        client.connect(behind.port(), behind.host())
                .onSuccess(far -> {
                    var tail = new AtomicReference<>("");
                    near.handler(asked -> {
                        tail.set(note(near, tail.get() + asked.toString(StandardCharsets.ISO_8859_1)));
                        far.write(asked);
                    });
                    far.handler(answer -> {
                        if (!silent.contains(near)) {
                            near.write(answer);
                        }
                    });
                    near.closeHandler(gone -> far.close());
                    far.closeHandler(gone -> near.close());
                    near.resume();
                })
                .onFailure(refused -> near.close());
    }

    /** What of it may be the beginning of the text, whose end comes with the next piece. */
    private String note(NetSocket near, String asked) {
        String text = unanswered;
        if (text == null) {
            return "";
        }
        if (asked.contains(text)) {
            silent.add(near);
        }
        return asked.substring(Math.max(0, asked.length() - text.length() + 1));
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
