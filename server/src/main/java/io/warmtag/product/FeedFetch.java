package io.warmtag.product;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.warmtag.product.FeedStore.Stamp;
import io.warmtag.web.Outside;
import io.warmtag.web.Outside.Refusal;
import io.warmtag.web.Outside.Refused;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Gets a feed from its address, unless it is still what it was. */
final class FeedFetch {
    private static final int MOST_BYTES = 256 * 1024 * 1024;
    private static final long TIMEOUT_MS = 5 * 60_000;
    private static final int MOST_REDIRECTS = 5;

    private final Outside outside;
    private final Predicate<URI> local;

    /** @param unchanged it is what was read last; nothing was written then */
    record Fetched(boolean unchanged, Stamp stamp) {}

    /** The shop's server said no. */
    static final class BadStatus extends RuntimeException {
        private final int status;

        BadStatus(int status) {
            super("status " + status, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /** @param local addresses that may lead to this machine */
    FeedFetch(Vertx vertx, Predicate<URI> local) {
        this.outside = new Outside(vertx, false);
        this.local = local;
    }

    /** Fails with {@link Refused} or {@link BadStatus}. */
    Future<Fetched> get(String address, Stamp known, Path into) {
        Map<String, String> headers = new HashMap<>();
        headers.put("User-Agent", "Warmtag (product feed)");
        headers.put("Accept", "application/xml, text/xml, text/csv, text/tab-separated-values, */*;q=0.5");
        if (known.etag() != null) {
            headers.put("If-None-Match", known.etag());
        }
        if (known.modified() != null) {
            headers.put("If-Modified-Since", known.modified());
        }
        try {
            return get(URI.create(address), headers, known, into, MOST_REDIRECTS);
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(new Refused(Refusal.ADDRESS, ""));
        }
    }

    private Future<Fetched> get(URI address, Map<String, String> headers, Stamp known, Path into, int redirects) {
        var call = new Outside.Call(HttpMethod.GET, address, headers, Buffer.buffer(), TIMEOUT_MS, MOST_BYTES, false);
        return outside.download(call, local, into).compose(answer -> {
            if (answer.status() == 304) {
                return Future.succeededFuture(new Fetched(true, known));
            }
            String location = answer.headers().get("Location");
            if (answer.status() / 100 == 3 && location != null) {
                if (redirects == 0) {
                    return Future.failedFuture(new Refused(Refusal.TOO_MANY_REDIRECTS, ""));
                }
                try {
                    return get(address.resolve(location), headers, known, into, redirects - 1);
                } catch (IllegalArgumentException e) {
                    return Future.failedFuture(new Refused(Refusal.ADDRESS, "a redirect to no address"));
                }
            }
            return answer.status() == 200
                    ? Future.succeededFuture(new Fetched(
                            false,
                            new Stamp(
                                    answer.headers().get("ETag"),
                                    answer.headers().get("Last-Modified"))))
                    : Future.failedFuture(new BadStatus(answer.status()));
        });
    }
}
