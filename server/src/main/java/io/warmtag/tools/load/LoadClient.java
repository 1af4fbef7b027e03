package io.warmtag.tools.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.warmtag.tools.Target;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Keeps connections busy with one request each, or spreads a given rate over them. Everything runs on one event loop, so
 * that the client costs little and the same whatever it talks to.
 */
final class LoadClient {
    private static final long TICK_MS = 1;

    private final Vertx vertx;
    private final Target target;
    private final List<RequestTemplate> requests;
    private final Crowd crowd;
    private final double rate;
    private final SplittableRandom random;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Latencies latencies = new Latencies();
    private final Promise<LoadResult> over = Promise.promise();
    // Vert.x closes the connections of a client that nobody refers to, half a minute after it was collected.
    private final NetClient client;
    private final Promise<Void> enough = Promise.promise();
    private long most;
    private double allowance;
    private long good;
    private long bad;
    private int failedWith;
    private long total;
    private long startedAt;
    private boolean measuring;
    private boolean stopped;

    /** @param rate requests per second; 0: as many as the connections can carry */
    LoadClient(Vertx vertx, Target target, List<RequestTemplate> requests, Crowd crowd, double rate, long seed) {
        this.vertx = vertx;
        this.target = target;
        this.requests = requests;
        this.crowd = crowd;
        this.rate = rate;
        this.random = new SplittableRandom(seed);
        this.client = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
    }

    /**
     * Fails when a connection can't be made or breaks. Call on the event loop that is to do the work.
     *
     * @param most after so many good answers it ends, if not before
     */
    Future<LoadResult> run(int connections, double warmUpSeconds, double seconds, long most) {
        this.most = most;
        return connect(connections).compose(sockets -> {
            sockets.forEach(socket -> idle.add(new Connection(socket)));
            if (rate > 0) {
                vertx.setPeriodic(TICK_MS, timer -> pace());
            } else {
                release(connections);
            }
            after(warmUpSeconds).compose(warm -> measure(seconds)).onComplete(over::tryComplete, over::tryFail);
            return over.future();
        });
    }

    private Future<List<NetSocket>> connect(int connections) {
        var sockets = new ArrayList<Future<NetSocket>>();
        for (int i = 0; i < connections; i++) {
            sockets.add(client.connect(target.port(), target.host()));
        }
        return Future.all(sockets).map(all -> all.list());
    }

    private Future<LoadResult> measure(double seconds) {
        startedAt = System.nanoTime();
        measuring = true;
        after(seconds).onComplete(late -> enough.tryComplete());
        return enough.future().map(over -> {
            measuring = false;
            stopped = true;
            double took = (System.nanoTime() - startedAt) / 1e9;
            return new LoadResult(
                    good, bad, failedWith, total, took, latencies.percentile(50), latencies.percentile(99));
        });
    }

    private Future<Void> after(double seconds) {
        var elapsed = Promise.<Void>promise();
        vertx.setTimer(Math.max(1, (long) (seconds * 1_000)), timer -> elapsed.complete());
        return elapsed.future();
    }

    private void pace() {
        allowance = Math.min(allowance + rate * TICK_MS / 1_000, Math.max(1, rate / 10));
        int due = (int) Math.min(allowance, idle.size());
        allowance -= due;
        release(due);
    }

    private void release(int count) {
        for (int i = 0; i < count && !stopped; i++) {
            idle.remove().send();
        }
    }

    private final class Connection {
        private final NetSocket socket;
        private final ResponseReader reader = new ResponseReader();
        private byte[] visitor = {};
        private long sentAt;

        Connection(NetSocket socket) {
            this.socket = socket;
            socket.handler(this::received);
            socket.closeHandler(closed -> {
                if (!stopped) {
                    over.tryFail(target + " closed a connection under load");
                }
            });
        }

        void send() {
            sentAt = System.nanoTime();
            RequestTemplate request = requests.get(random.nextInt(requests.size()));
            visitor = crowd.next();
            Buffer bytes = request.render(System.currentTimeMillis(), visitor, random);
            socket.write(bytes).onFailure(over::tryFail);
        }

        private void received(Buffer chunk) {
            int status = reader.read(chunk);
            if (status == 0) {
                return;
            }
            crowd.answered(visitor);
            if (status / 100 == 2) {
                total++;
            }
            if (measuring) {
                count(status);
            }
            if (rate > 0) {
                idle.add(this);
            } else if (!stopped) {
                send();
            }
        }

        private void count(int status) {
            if (status / 100 == 2) {
                good++;
                latencies.add(System.nanoTime() - sentAt);
                if (good >= most) {
                    enough.tryComplete();
                }
            } else {
                bad++;
                failedWith = status;
            }
        }
    }
}
