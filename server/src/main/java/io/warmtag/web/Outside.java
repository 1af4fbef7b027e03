package io.warmtag.web;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests to addresses that people write down. Connects only to addresses of the public internet, at the address that was
 * looked at and not at what the name says a moment later. Follows no redirect: what it leads to has to be looked at first.
 */
public final class Outside {
    private static final Logger LOG = LoggerFactory.getLogger(Outside.class);

    private final Vertx vertx;
    private final HttpClient client;
    private final Map<String, Future<InetAddress>> lookups = new ConcurrentHashMap<>();

    /** Why nothing was got. */
    public enum Refusal {
        /** Not http or https, without a host, or with a password in it. */
        ADDRESS,
        /** The name leads nowhere. */
        UNKNOWN_HOST,
        /** It leads into a private network. */
        PRIVATE,
        TOO_LARGE,
        TOO_MANY_REDIRECTS,
        TIMEOUT,
        /** Nobody there, or a broken answer. */
        NO_ANSWER
    }

    /** A request that came to nothing. */
    public static final class Refused extends RuntimeException {
        private final Refusal refusal;

        public Refused(Refusal refusal, String detail) {
            super(detail, null, false, false);
            this.refusal = refusal;
        }

        public Refusal refusal() {
            return refusal;
        }
    }

    /**
     * What is asked for.
     *
     * @param body empty for none
     * @param timeoutMs until the whole answer has to be there
     * @param mostBytes of the answer's body
     * @param cut whether a longer answer is cut, or refused
     */
    public record Call(
            HttpMethod method,
            URI address,
            Map<String, String> headers,
            Buffer body,
            long timeoutMs,
            int mostBytes,
            boolean cut) {}

    /** An answer as it came; a redirect without its body. */
    public record Answer(int status, MultiMap headers, Buffer body) {}

    public Outside(Vertx vertx, boolean keepAlive) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(5_000)
                        .setDecompressionSupported(true)
                        .setKeepAlive(keepAlive)
                        .setKeepAliveTimeout(30),
                new PoolOptions().setHttp1MaxSize(50));
    }

    /**
     * Fails with {@link Refused}.
     *
     * @param local addresses that may lead to this machine
     */
    public Future<Answer> send(Call call, Predicate<URI> local) {
        return asked(call, local, response -> answer(response, call));
    }

    /** One way out for all: the same addresses refused, the same time limit. */
    private Future<Answer> asked(
            Call call, Predicate<URI> local, Function<HttpClientResponse, Future<Answer>> reading) {
        URI address = call.address;
        String host = address.getHost();
        boolean secure = "https".equals(address.getScheme());
        if (host == null || !secure && !"http".equals(address.getScheme()) || address.getRawUserInfo() != null) {
            return Future.failedFuture(new Refused(Refusal.ADDRESS, "not an http address"));
        }
        return resolved(host, local.test(address))
                .compose(target -> client.request(options(call, target, host, secure)))
                .compose(request -> request.send(call.body))
                .compose(reading)
                .timeout(call.timeoutMs, TimeUnit.MILLISECONDS)
                .recover(cause -> Future.failedFuture(refused(cause)));
    }

    /**
     * Looks a name up. Whoever asks while that goes on waits for the same answer: a name server that doesn't answer for one
     * name must not have all threads that look up others.
     */
    private Future<InetAddress> resolved(String host, boolean local) {
        // Each goes on in his own context, and not in that of who asked first: an answer must be read where it arrives.
        Context own = vertx.getOrCreateContext();
        Promise<InetAddress> told = Promise.promise();
        lookup(host, local).onComplete((found, failure) -> own.runOnContext(go -> told.complete(found, failure)));
        return told.future();
    }

    private Future<InetAddress> lookup(String host, boolean local) {
        return lookups.computeIfAbsent(host + " " + local, key -> {
            Future<InetAddress> found = vertx.executeBlocking(() -> resolve(host, local), false);
            // Not within this call, which holds the map's entry.
            vertx.runOnContext(go -> found.onComplete(done -> lookups.remove(key, found)));
            return found;
        });
    }

    /**
     * As {@link #send}, for what may be large: a good answer's body is written into a file as it comes, the answer's own is empty.
     * Fails with {@link Refused} when it is longer than it may be.
     */
    public Future<Answer> download(Call call, Predicate<URI> local, Path into) {
        return asked(call, local, response -> {
            if (response.statusCode() != 200) {
                return answer(response, call);
            }
            response.pause();
            return vertx.fileSystem()
                    .open(into.toString(), new OpenOptions().setTruncateExisting(true))
                    .compose(file -> store(response, call, file).eventually(file::close))
                    .map(stored -> new Answer(200, response.headers(), Buffer.buffer()));
        });
    }

    private static Future<Void> store(HttpClientResponse response, Call call, AsyncFile file) {
        Promise<Void> whole = Promise.promise();
        var length = new AtomicLong();
        response.exceptionHandler(whole::tryFail);
        response.endHandler(end -> whole.tryComplete());
        response.handler(chunk -> {
            if (length.addAndGet(chunk.length()) > call.mostBytes) {
                if (whole.tryFail(new Refused(Refusal.TOO_LARGE, "more than " + call.mostBytes + " bytes"))) {
                    response.request().reset().onFailure(cause -> LOG.debug("not reset: {}", cause.getMessage()));
                }
                return;
            }
            file.write(chunk).onFailure(whole::tryFail);
            if (file.writeQueueFull()) {
                response.pause();
                file.drainHandler(drained -> response.resume());
            }
        });
        response.resume();
        return whole.future();
    }

    private static RequestOptions options(Call call, InetAddress target, String host, boolean secure) {
        int usual = secure ? 443 : 80;
        int port = call.address.getPort() < 0 ? usual : call.address.getPort();
        var options = new RequestOptions()
                .setMethod(call.method)
                .setServer(SocketAddress.inetSocketAddress(port, target.getHostAddress()))
                .setHost(host)
                .setPort(port)
                .setSsl(secure)
                .setURI(path(call.address))
                .setTimeout(call.timeoutMs);
        call.headers.forEach(options::putHeader);
        return options;
    }

    private static Refused refused(Throwable cause) {
        if (cause instanceof Refused refused) {
            return refused;
        }
        boolean late = cause instanceof java.util.concurrent.TimeoutException;
        String said = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        // The client's own words name the address, and that may hold a token.
        return late
                ? new Refused(Refusal.TIMEOUT, "")
                : new Refused(Refusal.NO_ANSWER, said.replaceAll("/\\S*\\?\\S*", ""));
    }

    private static String path(URI address) {
        String path = address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        return address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
    }

    private static InetAddress resolve(String host, boolean local) {
        try {
            InetAddress[] all = InetAddress.getAllByName(host.replaceAll("[\\[\\]]", ""));
            for (InetAddress each : all) {
                if (!PublicAddress.is(each) && !(local && each.isLoopbackAddress())) {
                    throw new Refused(Refusal.PRIVATE, host);
                }
            }
            return all[0];
        } catch (UnknownHostException e) {
            throw new Refused(Refusal.UNKNOWN_HOST, host);
        }
    }

    private static Future<Answer> answer(HttpClientResponse response, Call call) {
        MultiMap headers = response.headers();
        if (response.statusCode() / 100 == 3) {
            // Its body is not read; the connection goes with it.
            response.exceptionHandler(cause -> LOG.debug("redirect not read: {}", cause.getMessage()));
            return response.request()
                    .reset()
                    .otherwiseEmpty()
                    .map(done -> new Answer(response.statusCode(), headers, Buffer.buffer()));
        }
        return body(response, call).map(body -> new Answer(response.statusCode(), headers, body));
    }

    private static Future<Buffer> body(HttpClientResponse response, Call call) {
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            if (body.length() + chunk.length() <= call.mostBytes) {
                body.appendBuffer(chunk);
                return;
            }
            boolean first = call.cut
                    ? whole.tryComplete(body.appendBuffer(chunk, 0, call.mostBytes - body.length()))
                    : whole.tryFail(new Refused(Refusal.TOO_LARGE, "more than " + call.mostBytes + " bytes"));
            if (first) {
                response.request().reset().onFailure(cause -> LOG.debug("not reset: {}", cause.getMessage()));
            }
        });
        response.exceptionHandler(whole::tryFail);
        response.endHandler(end -> whole.tryComplete(body));
        return whole.future();
    }
}
