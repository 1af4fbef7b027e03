package io.warmtag.delivery;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.warmtag.preview.Pass;
import io.warmtag.preview.Previews;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import io.warmtag.web.BaseUrl;
import io.warmtag.web.HttpProblem;
import io.warmtag.web.RateLimiter;
import io.warmtag.web.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code POST /p}: what pages under preview tell. The cookie says which preview they are of. Any path may stand before. */
public final class TraceRoutes implements Routes {
    private static final String PATH = ".*/p";
    private static final long MOST_BODY_BYTES = 256 * 1024;
    private static final int MOST_MESSAGES = 2_000;

    private final SiteDirectory sites;
    private final Previews previews;
    private final BaseUrl baseUrl;
    private final RateLimiter limiter;
    private final Function<HttpServerRequest, String> source;

    /** @param source tells addresses apart for the rate limit */
    public TraceRoutes(
            SiteDirectory sites,
            Previews previews,
            BaseUrl baseUrl,
            RateLimiter limiter,
            Function<HttpServerRequest, String> source) {
        this.sites = sites;
        this.previews = previews;
        this.baseUrl = baseUrl;
        this.limiter = limiter;
        this.source = source;
    }

    @Override
    public void mount(Router router) {
        router.routeWithRegex(HttpMethod.OPTIONS, PATH).handler(this::preflight);
        router.postWithRegex(PATH).handler(this::admit);
        router.postWithRegex(PATH)
                .handler(BodyHandler.create(false).setBodyLimit(MOST_BODY_BYTES))
                .handler(ctx -> take(ctx).onFailure(ctx::fail));
    }

    private void preflight(RoutingContext ctx) {
        String origin = ctx.request().getHeader(HttpHeaders.ORIGIN);
        if (origin != null) {
            allow(ctx.response(), origin)
                    .putHeader("Access-Control-Allow-Methods", "POST")
                    .putHeader("Access-Control-Allow-Headers", "Content-Type");
        }
        ctx.response().setStatusCode(204).end().onFailure(ctx::fail);
    }

    private void admit(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (!limiter.allows(source.apply(request), System.currentTimeMillis())) {
            ctx.fail(new HttpProblem(429, "Too many requests from one address."));
        } else if (type != null && !isJsonOrText(type.toLowerCase(Locale.ROOT))) {
            ctx.fail(new HttpProblem(415, "Send JSON as text/plain."));
        } else {
            ctx.next();
        }
    }

    private static boolean isJsonOrText(String type) {
        return type.startsWith("text/plain") || type.startsWith("application/json");
    }

    private Future<Void> take(RoutingContext ctx) {
        Optional<Pass> pass = PreviewCookie.read(ctx.request()).flatMap(previews::read);
        Optional<Site> site = pass.flatMap(each -> sites.find(each.site()));
        if (pass.isEmpty() || site.isEmpty()) {
            return Future.failedFuture(new HttpProblem(401, "This browser is in no preview, or it has expired."));
        }
        String origin = ctx.request().getHeader(HttpHeaders.ORIGIN);
        if (origin != null) {
            if (SitePage.of(site.get(), origin, baseUrl.host(ctx.request())).isEmpty()) {
                return Future.failedFuture(new HttpProblem(
                        403, "This page's domain is not one of the site's: add it to the site's domains."));
            }
            allow(ctx.response(), origin);
        }
        return previews.tell(pass.get().session(), bodies(ctx)).compose(kept -> {
            if (!kept) {
                return Future.failedFuture(new HttpProblem(410, "This preview is over or full. Begin a new one."));
            }
            return ctx.response().setStatusCode(204).end();
        });
    }

    @CanIgnoreReturnValue
    private static HttpServerResponse allow(HttpServerResponse response, String origin) {
        return response.putHeader("Access-Control-Allow-Origin", origin)
                .putHeader("Access-Control-Allow-Credentials", "true")
                .putHeader(HttpHeaders.VARY, "Origin");
    }

    /** One message, an array of them, or an object with them in {@code messages} and their {@code page}. */
    private static List<String> bodies(RoutingContext ctx) {
        Object sent = decoded(ctx);
        if (sent instanceof JsonObject object && object.getValue("messages") instanceof JsonArray messages) {
            return bodies(messages, object.getValue("page") instanceof JsonObject page ? page : new JsonObject());
        }
        return bodies(sent instanceof JsonArray messages ? messages : new JsonArray().add(sent), new JsonObject());
    }

    private static @Nullable Object decoded(RoutingContext ctx) {
        try {
            return ctx.body().buffer() == null
                    ? null
                    : Json.decodeValue(ctx.body().buffer());
        } catch (DecodeException e) {
            throw new HttpProblem(400, "The body is not valid JSON.");
        }
    }

    /** @param page that they are of: kept with each */
    private static List<String> bodies(JsonArray messages, JsonObject page) {
        if (messages.isEmpty() || messages.size() > MOST_MESSAGES) {
            throw new HttpProblem(400, "Send 1 to " + MOST_MESSAGES + " messages.");
        }
        var bodies = new ArrayList<String>();
        for (int i = 0; i < messages.size(); i++) {
            if (!(messages.getValue(i) instanceof JsonObject message)) {
                throw new HttpProblem(400, "messages[" + i + "] must be a JSON object.");
            }
            bodies.add((page.isEmpty() ? message : message.put("page", page)).encode());
        }
        return bodies;
    }
}
