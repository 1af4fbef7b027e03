package io.warmtag.install;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets pages whose addresses people write down. Connects only to addresses of the public internet, at the address that was
 * looked at and not at what the name says a moment later; the target of each redirect is looked at like the first.
 */
public final class Fetch {
    private static final Logger LOG = LoggerFactory.getLogger(Fetch.class);
    private static final int MOST_BYTES = 2 * 1024 * 1024;
    private static final int MOST_REDIRECTS = 5;
    private static final long TIMEOUT_MS = 5_000;

    private final Vertx vertx;
    private final HttpClient client;

    /** Why a page was not got. */
    public enum Refusal {
        /** Not http or https, or a port that pages don't have. */
        ADDRESS,
        /** The name leads nowhere. */
        UNKNOWN_HOST,
        /** It leads into a private network. */
        PRIVATE,
        TOO_LARGE,
        TOO_MANY_REDIRECTS,
        /** No answer within the time, or a broken one. */
        NO_ANSWER
    }

    /** A page that was not got. */
    public static final class Refused extends RuntimeException {
        private final Refusal refusal;

        Refused(Refusal refusal) {
            super(refusal.name(), null, false, false);
            this.refusal = refusal;
        }

        public Refusal refusal() {
            return refusal;
        }
    }

    public Fetch(Vertx vertx) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) TIMEOUT_MS)
                .setDecompressionSupported(true)
                .setKeepAlive(false));
    }

    /**
     * Fails with {@link Refused}.
     *
     * @param local hosts that may lead to this machine, and have any port
     */
    public Future<Page> get(URI address, Predicate<String> local) {
        return get(address, local, MOST_REDIRECTS)
                .timeout(TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .recover(cause ->
                        Future.failedFuture(cause instanceof Refused ? cause : new Refused(Refusal.NO_ANSWER)));
    }

    private Future<Page> get(URI address, Predicate<String> local, int redirects) {
        String host = address.getHost();
        boolean secure = "https".equals(address.getScheme());
        int usual = secure ? 443 : 80;
        int port = address.getPort() < 0 ? usual : address.getPort();
        if (host == null || !secure && !"http".equals(address.getScheme()) || address.getRawUserInfo() != null) {
            return Future.failedFuture(new Refused(Refusal.ADDRESS));
        }
        if (port != 80 && port != 443 && !local.test(host)) {
            return Future.failedFuture(new Refused(Refusal.ADDRESS));
        }
        return vertx.executeBlocking(() -> resolve(host, local.test(host)), false)
                .compose(target -> client.request(new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setServer(SocketAddress.inetSocketAddress(port, target.getHostAddress()))
                        .setHost(host)
                        .setPort(port)
                        .setSsl(secure)
                        .setURI(path(address))
                        .setTimeout(TIMEOUT_MS)
                        .putHeader("User-Agent", "Mozilla/5.0 (compatible; Warmtag installation check)")
                        .putHeader("Accept", "text/html,*/*")))
                .compose(request -> request.send())
                .compose(response -> answer(address, response, local, redirects));
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
                    throw new Refused(Refusal.PRIVATE);
                }
            }
            return all[0];
        } catch (UnknownHostException e) {
            throw new Refused(Refusal.UNKNOWN_HOST);
        }
    }

    private Future<Page> answer(URI address, HttpClientResponse response, Predicate<String> local, int redirects) {
        String location = response.getHeader("Location");
        if (response.statusCode() / 100 == 3 && location != null) {
            // Its body is not read; the connection goes with it.
            response.exceptionHandler(cause -> LOG.debug("redirect not read: {}", cause.getMessage()));
            Future<Void> closed = response.request().reset();
            if (redirects == 0) {
                return Future.failedFuture(new Refused(Refusal.TOO_MANY_REDIRECTS));
            }
            try {
                URI next = address.resolve(location);
                return closed.otherwiseEmpty().compose(done -> get(next, local, redirects - 1));
            } catch (IllegalArgumentException e) {
                return Future.failedFuture(new Refused(Refusal.ADDRESS));
            }
        }
        return body(response)
                .map(body -> new Page(
                        address,
                        response.statusCode(),
                        response.headers().getAll("Content-Security-Policy"),
                        body.toString(StandardCharsets.UTF_8)));
    }

    private static Future<Buffer> body(HttpClientResponse response) {
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            if (body.length() + chunk.length() > MOST_BYTES) {
                if (whole.tryFail(new Refused(Refusal.TOO_LARGE))) {
                    response.request().reset().onFailure(cause -> LOG.debug("not reset: {}", cause.getMessage()));
                }
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.exceptionHandler(whole::tryFail);
        response.endHandler(end -> whole.tryComplete(body));
        return whole.future();
    }
}
