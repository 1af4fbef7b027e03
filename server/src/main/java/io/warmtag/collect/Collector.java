package io.warmtag.collect;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.warmtag.config.Settings;
import io.warmtag.container.EventStrictness;
import io.warmtag.event.OrderOwners;
import io.warmtag.event.StorageUnavailable;
import io.warmtag.event.VisitorId;
import io.warmtag.people.Learning;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import io.warmtag.text.CountryCodes;
import io.warmtag.web.BaseUrl;
import io.warmtag.web.ClientAddress;
import io.warmtag.web.CountryHeader;
import io.warmtag.web.HttpServerVerticle.HotPath;
import io.warmtag.web.RateLimiter;
import io.warmtag.web.TrustedProxies;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /e} and {@code GET /e.gif}, whatever prefix a proxy puts before them. One per event loop. A 2xx leaves here
 * only after the events are committed.
 */
public final class Collector implements HotPath {
    static final int MOST_BODY_BYTES = 64 * 1024;

    private final SiteDirectory sites;
    private final Intake intake;
    private final Known known;
    private final NotStored notStored;
    private final RateLimiter limiter;
    private final Storing storing;
    private final PixelCollector pixel;
    private final ClientAddress addresses;
    private final BaseUrl baseUrl;
    private final LongSupplier clock;

    /** How a keyed caller and those whom he names are known. */
    public record Known(KeyedCallers keys, OrderOwners owners, Learning people) {}

    /** Where is said what was not stored. */
    public record NotStored(RefusedRequests requests, LostPixels pixels) {}

    public Collector(
            SiteDirectory sites,
            Intake intake,
            Known known,
            NotStored notStored,
            RateLimiter limiter,
            Settings settings,
            EventStrictness strictness,
            LongSupplier clock) {
        this.sites = sites;
        this.intake = intake;
        this.known = known;
        this.notStored = notStored;
        this.limiter = limiter;
        this.addresses = new ClientAddress(TrustedProxies.of(settings));
        this.baseUrl = new BaseUrl(settings);
        this.clock = clock;
        this.storing = new Storing(intake, strictness, CountryHeader.of(settings));
        this.pixel = new PixelCollector(sites, storing, notStored.pixels(), limiter, baseUrl);
    }

    @Override
    public boolean handle(HttpServerRequest request) {
        String path = request.path();
        if (path == null || path.startsWith("/api/") || path.startsWith("/console/")) {
            return false;
        }
        if (path.endsWith("/e")) {
            batch(request);
            return true;
        }
        if (path.endsWith("/e.gif")) {
            pixel.take(call(request));
            return true;
        }
        return false;
    }

    @Override
    public Future<Void> close() {
        return intake.close().onComplete(closed -> notStored.pixels().sumUp());
    }

    private void batch(HttpServerRequest request) {
        if (request.method() == HttpMethod.OPTIONS) {
            CorsPreflight.answer(request, sites);
            return;
        }
        if (request.method() != HttpMethod.POST) {
            request.response().putHeader(HttpHeaders.ALLOW, "POST, OPTIONS");
            Answers.problem(request, 405, "Send events with POST.");
            return;
        }
        Call call = call(request);
        if (!limiter.isOff()
                && !isExempt(request)
                && !limiter.allows(ClientAddress.key(call.address()), call.received())) {
            refuse(request, 429, "Too many requests from one address.");
        } else if (!BodyForm.isJsonOrText(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            refuse(request, 415, "Send JSON as application/json or text/plain.");
        } else if (BodyForm.isPacked(request.getHeader(HttpHeaders.CONTENT_ENCODING))) {
            refuse(request, 415, "Send the body as it is, without Content-Encoding.");
        } else {
            read(call);
        }
    }

    /** By a key that is known to be one: else a made-up one would be the way round the limit, and into the database. */
    private boolean isExempt(HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null && known.keys.isKnown(bearer(authorization));
    }

    private Call call(HttpServerRequest request) {
        return new Call(request, addresses.of(request), clock.getAsLong());
    }

    private void read(Call call) {
        HttpServerRequest request = call.request();
        Buffer body = Buffer.buffer();
        boolean[] done = new boolean[1];
        request.handler(chunk -> {
            if (!done[0] && body.length() + chunk.length() > MOST_BODY_BYTES) {
                done[0] = true;
                String first = body.appendBuffer(chunk).toString(StandardCharsets.UTF_8);
                unreadable(call, first, 413, "More than 64 KiB: send the events in several requests.");
            } else if (!done[0]) {
                body.appendBuffer(chunk);
            }
        });
        request.exceptionHandler(gone -> done[0] = true);
        request.endHandler(end -> {
            if (done[0]) {
                return;
            }
            try {
                parse(call, body);
            } catch (RuntimeException e) {
                // Unanswered, the page would wait until the connection is given up.
                Answers.failed(request, e);
            }
        });
    }

    /** Before it is known which site it is about. */
    private void refuse(HttpServerRequest request, int status, String detail) {
        Answers.allowAnySite(request, sites);
        Answers.problem(request, status, detail);
    }

    private void unreadable(Call call, String text, int status, String detail) {
        Answers.allowAnySite(call.request(), sites);
        answer(call, status, detail, notStored.requests().unreadable(call, text, status, sites));
    }

    /** Once it is counted: what the page is told, the shop can see. */
    private static void answer(Call call, int status, String detail, Future<Void> counted) {
        counted.onSuccess(done -> Answers.problem(call.request(), status, detail))
                .onFailure(cause -> Answers.failed(call.request(), cause));
    }

    private void parse(Call call, Buffer body) {
        String text = body.toString(StandardCharsets.UTF_8);
        Batch batch;
        try {
            batch = BatchParser.parse(text);
        } catch (BatchParser.Unreadable e) {
            unreadable(call, text, e.status(), String.valueOf(e.getMessage()));
            return;
        }
        Optional<Site> site = sites.find(batch.site());
        String authorization = call.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (site.isEmpty()) {
            Answers.problem(call.request(), 404, "No site has the id that was sent: compare it with the snippet.");
        } else if (authorization != null) {
            keyed(call, site.get(), batch, bearer(authorization));
        } else if (!Answers.allowOrigin(call.request(), site.get(), baseUrl)) {
            String remedy = "This page's domain is not one of the site's: add it to the site's domains.";
            answer(call, 403, remedy, notStored.requests().fromElsewhere(call, site.get(), batch));
        } else if (batch.namesVisitors()) {
            String remedy = "Only a caller with an API key may name the visitor.";
            answer(call, 403, remedy, notStored.requests().naming(call, site.get(), batch));
        } else {
            heard(call, site.get(), batch);
        }
    }

    /** Whoever takes something back is heard first, and forgotten by his browser if he isn't to be recognised. */
    private void heard(Call call, Site site, Batch batch) {
        ConsentAnswer answer = ConsentAnswer.in(batch, call);
        if (answer == null) {
            fromPage(call, site, batch);
            return;
        }
        UUID cookie = VisitorCookie.read(call.request());
        Future<Void> kept = cookie == null ? Future.succeededFuture() : storing.withdraw(call, site, answer, cookie);
        kept.onSuccess(done -> {
                    Batch others = ConsentAnswer.without(batch);
                    if (cookie != null && answer.refusesRecognition()) {
                        VisitorCookie.expire(call.request().response(), baseUrl.isHttps(call.request()));
                    }
                    if (others.events().isEmpty()) {
                        Answers.stored(call.request());
                    } else {
                        fromPage(call, site, others);
                    }
                })
                .onFailure(cause -> Answers.failed(call.request(), cause));
    }

    private static String bearer(String authorization) {
        boolean names = authorization.regionMatches(true, 0, "Bearer ", 0, 7);
        return names ? authorization.substring(7).trim() : "";
    }

    private void keyed(Call call, Site site, Batch batch, String bearer) {
        known.keys.ask(bearer, site.id()).onComplete(answer -> {
            if (answer.failed()) {
                Answers.problem(call.request(), 503, "The key can't be checked now.");
                return;
            }
            switch (answer.result()) {
                case UNKNOWN_KEY -> Answers.problem(call.request(), 401, "The API key is not known.");
                case MISSING_SCOPE ->
                    Answers.problem(call.request(), 403, "The API key may not write events of this site.");
                case MAY_WRITE -> withKey(call, site, batch);
            }
        });
    }

    private void withKey(Call call, Site site, Batch batch) {
        UUID visitor = VisitorCookie.read(call.request());
        if (batch.visitor() != null) {
            visitor = VisitorId.parse(batch.visitor());
            if (visitor == null) {
                Answers.problem(call.request(), 400, "visitor must be the 22 characters of the cookie _wt.");
                return;
            }
        }
        Batch.Browser browser = batch.context().browser();
        if (browser.ip() != null && browser.address() == null) {
            Answers.problem(
                    call.request(), 400, "context.ip must be the visitor's IPv4 or IPv6 address, or be left out.");
            return;
        }
        if (browser.country() != null && CountryCodes.of(browser.country()).isEmpty()) {
            Answers.problem(call.request(), 400, "context.country must be two letters of ISO 3166-1, like BD.");
            return;
        }
        if (batch.context().denies("analytics_storage")) {
            store(call, site, batch, new Sender(null, true, false, Map.of(), Map.of()));
            return;
        }
        UUID named = visitor;
        users(site, batch)
                .compose(users -> {
                    UUID whole = batch.visitor() == null && batch.user() != null ? users.get(batch.user()) : named;
                    return owners(site, batch, whole).map(owners -> new Sender(whole, true, false, owners, users));
                })
                .onSuccess(sender -> store(call, site, batch, sender))
                .onFailure(cause -> Answers.failed(
                        call.request(), new StorageUnavailable("whom the events are of can't be looked up")));
    }

    private Future<Map<String, UUID>> users(Site site, Batch batch) {
        Set<String> users = batch.users();
        return users.isEmpty() ? Future.succeededFuture(Map.of()) : known.people.visitorsOf(site.id(), users);
    }

    private Future<Map<String, UUID>> owners(Site site, Batch batch, @Nullable UUID visitor) {
        Set<String> orders = visitor == null ? batch.ordersOfNobody() : Set.of();
        return orders.isEmpty() ? Future.succeededFuture(Map.of()) : known.owners.find(site.id(), orders);
    }

    private void fromPage(Call call, Site site, Batch batch) {
        boolean mayRecognise = site.consent() == Site.Consent.NONE
                ? !batch.context().denies("analytics_storage")
                : batch.context().grants("analytics_storage");
        if (!mayRecognise) {
            store(call, site, batch, Sender.NOBODY);
            return;
        }
        UUID cookie = VisitorCookie.read(call.request());
        UUID visitor = cookie == null ? VisitorCookie.newVisitor() : cookie;
        boolean renew = cookie == null || batch.hasPageView();
        if (renew) {
            VisitorCookie.write(call.request().response(), visitor, baseUrl.isHttps(call.request()));
        }
        store(call, site, batch, new Sender(visitor, false, cookie == null, Map.of(), Map.of()));
    }

    private void store(Call call, Site site, Batch batch, Sender sender) {
        storing.store(call, site, batch, sender)
                .onSuccess(said -> {
                    if (said.isEmpty()) {
                        Answers.stored(call.request());
                    } else {
                        Answers.json(call.request(), said);
                    }
                })
                .onFailure(cause -> Answers.failed(call.request(), cause));
    }
}
