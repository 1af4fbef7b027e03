package io.warmtag.tools.fuzz;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.warmtag.tools.Target;
import java.nio.charset.StandardCharsets;

/** Writes each request to a connection of its own and reads the head of what comes back. */
final class FuzzClient {
    private static final long PATIENCE_MS = 15_000;
    /** For a request that has no end the server waits, rightly: so long is enough to see that it stays calm. */
    private static final long PATIENCE_WITHOUT_END_MS = 100;

    private static final String HEAD_END = "\r\n\r\n";

    private final Vertx vertx;
    private final NetClient client;
    private final Target target;

    FuzzClient(Vertx vertx, Target target) {
        this.vertx = vertx;
        this.target = target;
        // Closed hard, or a hundred thousand connections in TIME_WAIT use up the ports.
        this.client =
                vertx.createNetClient(new NetClientOptions().setSoLinger(0).setConnectTimeout(10_000));
    }

    /** Fails when no connection can be made. */
    Future<Reply> send(Attempt attempt) {
        return client.connect(target.port(), target.host()).compose(socket -> exchange(socket, attempt));
    }

    private Future<Reply> exchange(NetSocket socket, Attempt attempt) {
        var reply = Promise.<Reply>promise();
        var received = Buffer.buffer();
        long patience = attempt.whole() ? PATIENCE_MS : PATIENCE_WITHOUT_END_MS;
        long timer = vertx.setTimer(patience, late -> reply.tryComplete(new Reply(Reply.SILENT, false)));
        socket.handler(chunk -> {
            received.appendBuffer(chunk);
            String text = received.toString(StandardCharsets.ISO_8859_1);
            if (text.contains(HEAD_END)) {
                reply.tryComplete(Reply.parse(text.substring(0, text.indexOf(HEAD_END) + 2)));
            }
        });
        socket.exceptionHandler(reset -> reply.tryComplete(new Reply(Reply.CLOSED, false)));
        socket.closeHandler(closed -> reply.tryComplete(new Reply(Reply.CLOSED, false)));
        // A write that fails shows as a closed connection; the answer may have come before.
        socket.write(Buffer.buffer(attempt.bytes())).onFailure(unwritten -> {});
        return reply.future().onComplete(done -> {
            vertx.cancelTimer(timer);
            socket.close().onFailure(already -> {});
        });
    }
}
