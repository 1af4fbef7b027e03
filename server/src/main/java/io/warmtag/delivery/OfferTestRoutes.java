package io.warmtag.delivery;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.warmtag.campaign.OfferDesk;
import io.warmtag.campaign.model.Offer;
import io.warmtag.event.VisitorId;
import io.warmtag.preview.Previews;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import io.warmtag.web.BaseUrl;
import io.warmtag.web.Cookies;
import io.warmtag.web.HttpProblem;
import io.warmtag.web.Routes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code GET /t/{site}/offer?token=…&offer=…&to=…}: gives an offer to this browser as a test and goes on into the preview
 * that the token is of, whose container can show it. Any path may stand before.
 */
public final class OfferTestRoutes implements Routes {
    private static final String PATH = ".*/t/(?<site>[^/.]+)/offer";
    private static final String VISITOR = "_wt";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SiteDirectory sites;
    private final Previews previews;
    private final OfferDesk desk;
    private final BaseUrl baseUrl;

    public OfferTestRoutes(SiteDirectory sites, Previews previews, OfferDesk desk, BaseUrl baseUrl) {
        this.sites = sites;
        this.previews = previews;
        this.desk = desk;
        this.baseUrl = baseUrl;
    }

    @Override
    public void mount(Router router) {
        router.getWithRegex(PATH).handler(ctx -> show(ctx).onFailure(ctx::fail));
    }

    private Future<Void> show(RoutingContext ctx) {
        Optional<Site> site = sites.find(ctx.pathParam("site"));
        if (site.isEmpty()) {
            return Future.failedFuture(new HttpProblem(404, "There is no such site."));
        }
        String token = Optional.ofNullable(ctx.queryParams().get("token")).orElse("");
        if (previews.read(token)
                .filter(pass -> pass.site().equals(site.get().publicId()))
                .isEmpty()) {
            return Future.failedFuture(
                    new HttpProblem(403, "This link has expired. Press “Show it to me” again in the console."));
        }
        Optional<Offer> offer = Optional.ofNullable(ctx.queryParams().get("offer"))
                .filter(text -> text.matches("\\d{1,9}"))
                .flatMap(text -> desk.offers().find(site.get().id(), Integer.parseInt(text)));
        if (offer.isEmpty()) {
            return Future.failedFuture(new HttpProblem(404, "There is no such offer any more."));
        }
        return desk.grants()
                .test(offer.get(), visitor(ctx), Instant.now())
                .compose(given -> ctx.response()
                        .setStatusCode(303)
                        .putHeader(HttpHeaders.LOCATION, "preview?token=" + encode(token) + "&to=" + encode(to(ctx)))
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                        .putHeader("Referrer-Policy", "no-referrer")
                        .end());
    }

    /** Who has opened the link is the visitor; a browser that never was on the site becomes one. */
    private UUID visitor(RoutingContext ctx) {
        String value = Cookies.value(ctx.request(), VISITOR);
        UUID known = value == null ? null : VisitorId.parse(value);
        UUID visitor = known == null ? new UUID(RANDOM.nextLong(), RANDOM.nextLong()) : known;
        boolean secure = baseUrl.isHttps(ctx.request());
        ctx.response()
                .putHeader(
                        HttpHeaders.SET_COOKIE,
                        Cookies.header(VISITOR, VisitorId.text(visitor), Cookies.LONGEST_SECONDS, secure));
        return visitor;
    }

    private static String to(RoutingContext ctx) {
        return Optional.ofNullable(ctx.queryParams().get("to")).orElse("");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
