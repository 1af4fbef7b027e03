package io.warmtag.delivery;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.warmtag.delivery.VisitorStreams.Who;
import io.warmtag.event.VisitorId;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import io.warmtag.web.BaseUrl;
import io.warmtag.web.Cookies;
import io.warmtag.web.HttpProblem;
import io.warmtag.web.RateLimiter;
import io.warmtag.web.Routes;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /s?site=…}: server-sent events {@code offer} and {@code temperature} for the visitor whose cookie comes along.
 * Any path may stand before.
 */
public final class StreamRoutes implements Routes {
    private static final String PATH = ".*/s";
    private static final String VISITOR = "_wt";

    private final SiteDirectory sites;
    private final VisitorStreams streams;
    private final BaseUrl baseUrl;
    private final RateLimiter limiter;
    private final Function<HttpServerRequest, String> source;

    /** @param source tells addresses apart for the limits */
    public StreamRoutes(
            SiteDirectory sites,
            VisitorStreams streams,
            BaseUrl baseUrl,
            RateLimiter limiter,
            Function<HttpServerRequest, String> source) {
        this.sites = sites;
        this.streams = streams;
        this.baseUrl = baseUrl;
        this.limiter = limiter;
        this.source = source;
    }

    @Override
    public void mount(Router router) {
        router.getWithRegex(PATH).handler(ctx -> listen(ctx).onFailure(ctx::fail));
    }

    private Future<Void> listen(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        String address = source.apply(request);
        if (!limiter.allows(address, System.currentTimeMillis())) {
            return Future.failedFuture(new HttpProblem(429, "Too many requests from one address."));
        }
        String id = ctx.queryParams().get("site");
        if (id == null) {
            return Future.failedFuture(
                    new HttpProblem(400, "site is missing: send the id that stands in the snippet."));
        }
        Optional<Site> site = sites.find(id);
        if (site.isEmpty()) {
            return Future.failedFuture(
                    new HttpProblem(404, "No site has the id that was sent: compare it with the snippet."));
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null) {
            if (SitePage.of(site.get(), origin, baseUrl.host(request)).isEmpty()) {
                return Future.failedFuture(new HttpProblem(
                        403, "This page's domain is not one of the site's: add it to the site's domains."));
            }
            ctx.response()
                    .putHeader("Access-Control-Allow-Origin", origin)
                    .putHeader("Access-Control-Allow-Credentials", "true")
                    .putHeader(HttpHeaders.VARY, "Origin");
        }
        UUID visitor = visitor(request);
        // For nobody there is nothing to say: after this answer a browser doesn't ask again.
        return visitor == null
                ? ctx.response().setStatusCode(204).end()
                : streams.open(ctx.response(), new Who(site.get().id(), visitor), address);
    }

    private static @Nullable UUID visitor(HttpServerRequest request) {
        String value = Cookies.value(request, VISITOR);
        return value == null ? null : VisitorId.parse(value);
    }
}
