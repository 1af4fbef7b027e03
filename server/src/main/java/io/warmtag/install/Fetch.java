package io.warmtag.install;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.warmtag.web.Outside;
import io.warmtag.web.Outside.Refusal;
import io.warmtag.web.Outside.Refused;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Gets pages whose addresses people write down; the target of each redirect is looked at like the first. */
public final class Fetch {
    private static final int MOST_BYTES = 2 * 1024 * 1024;
    private static final int MOST_REDIRECTS = 5;
    private static final long TIMEOUT_MS = 5_000;
    private static final Map<String, String> HEADERS =
            Map.of("User-Agent", "Mozilla/5.0 (compatible; Warmtag installation check)", "Accept", "text/html,*/*");

    private final Outside outside;

    public Fetch(Vertx vertx) {
        this.outside = new Outside(vertx, false);
    }

    /**
     * Fails with {@link Refused}.
     *
     * @param local addresses that may lead to this machine, and have another port than pages do
     */
    public Future<Page> get(URI address, Predicate<URI> local) {
        return get(address, local, MOST_REDIRECTS)
                .timeout(TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .recover(cause -> Future.failedFuture(refused(cause)));
    }

    /** For who looks at a page it is all the same whether nobody came or he came too late. */
    private static Refused refused(Throwable cause) {
        return cause instanceof Refused refused && refused.refusal() != Refusal.TIMEOUT
                ? refused
                : new Refused(Refusal.NO_ANSWER, "");
    }

    private Future<Page> get(URI address, Predicate<URI> local, int redirects) {
        int port = address.getPort();
        String host = address.getHost();
        if (port >= 0 && port != 80 && port != 443 && (host == null || !local.test(address))) {
            return Future.failedFuture(new Refused(Refusal.ADDRESS, "not a port of pages"));
        }
        var call = new Outside.Call(HttpMethod.GET, address, HEADERS, Buffer.buffer(), TIMEOUT_MS, MOST_BYTES, false);
        return outside.send(call, local).compose(answer -> answer(address, answer, local, redirects));
    }

    private Future<Page> answer(URI address, Outside.Answer answer, Predicate<URI> local, int redirects) {
        String location = answer.headers().get("Location");
        if (answer.status() / 100 != 3 || location == null) {
            return Future.succeededFuture(new Page(
                    address,
                    answer.status(),
                    answer.headers().getAll("Content-Security-Policy"),
                    answer.body().toString(StandardCharsets.UTF_8)));
        }
        if (redirects == 0) {
            return Future.failedFuture(new Refused(Refusal.TOO_MANY_REDIRECTS, ""));
        }
        try {
            return get(address.resolve(location), local, redirects - 1);
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(new Refused(Refusal.ADDRESS, "a redirect to no address"));
        }
    }
}
