package io.warmtag.collect;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.warmtag.event.UuidV7;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import io.warmtag.web.BaseUrl;
import io.warmtag.web.ClientAddress;
import io.warmtag.web.RateLimiter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code GET /e.gif}: one event from a place without JavaScript. An image must never look broken, so the answer is always one.
 */
final class PixelCollector {
    private final SiteDirectory sites;
    private final Storing storing;
    private final LostPixels lost;
    private final RateLimiter limiter;
    private final BaseUrl baseUrl;

    PixelCollector(SiteDirectory sites, Storing storing, LostPixels lost, RateLimiter limiter, BaseUrl baseUrl) {
        this.sites = sites;
        this.storing = storing;
        this.lost = lost;
        this.limiter = limiter;
        this.baseUrl = baseUrl;
    }

    void take(Call call) {
        MultiMap parameters;
        try {
            parameters = call.request().params();
        } catch (IllegalArgumentException badEscape) {
            // There is no event in what can't be read.
            Answers.gif(call.request());
            return;
        }
        Optional<Site> site = Optional.ofNullable(parameters.get("site")).flatMap(sites::find);
        boolean allowed = limiter.isOff() || limiter.allows(ClientAddress.key(call.address()), call.received());
        if (call.request().method() != HttpMethod.GET || site.isEmpty()) {
            Answers.gif(call.request());
            return;
        }
        if (!allowed) {
            lost.limited();
            Answers.gif(call.request());
            return;
        }
        storing.store(call, site.get(), batch(call, site.get(), parameters), sender(call, site.get()))
                .onSuccess(said -> Answers.gif(call.request()))
                .onFailure(cause -> {
                    // No status makes whoever shows an image ask for it again.
                    lost.unstored(cause);
                    Answers.gif(call.request());
                });
    }

    private static Batch batch(Call call, Site site, MultiMap parameters) {
        String id = parameters.get("id");
        String data = PixelData.of(parameters);
        var item = new Batch.Item(
                id == null ? UuidV7.create(call.received()).toString() : id,
                parameters.get("name"),
                null,
                null,
                null,
                data,
                PixelData.apart(parameters),
                PixelData.transactionId(parameters),
                PixelData.value(parameters),
                PixelData.currency(parameters),
                false,
                Batch.Piece.whole(data),
                PixelData.mistake(parameters));
        var page = new Batch.PageContext(
                call.request().getHeader(HttpHeaders.REFERER),
                null,
                null,
                null,
                null,
                false,
                Map.of(),
                Batch.Browser.NOT_NAMED);
        return new Batch(site.publicId(), null, null, null, false, false, page, List.of(item));
    }

    /** A place without JavaScript can't ask: only a site that needs no consent recognises its visitors there. */
    private Sender sender(Call call, Site site) {
        if (site.consent() != Site.Consent.NONE) {
            return Sender.NOBODY;
        }
        UUID known = VisitorCookie.read(call.request());
        UUID visitor = known == null ? VisitorCookie.newVisitor() : known;
        VisitorCookie.write(call.request().response(), visitor, baseUrl.isHttps(call.request()));
        return new Sender(visitor, false, known == null, Map.of(), Map.of());
    }
}
