package io.warmtag.delivery;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.warmtag.preview.Pass;
import io.warmtag.preview.PreviewScripts;
import io.warmtag.publish.Containers;
import io.warmtag.publish.Script;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import io.warmtag.web.BaseUrl;
import io.warmtag.web.CountryHeader;
import io.warmtag.web.Routes;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * {@code GET /t/{site}.js}, the live container, {@code GET /t/{site}.{token}.js}, that of another environment, and {@code GET
 * /t/{site}/{hash}.js}, exactly these bytes of a live one. Any path may stand before: a shop's proxy serves them from its
 * own origin. A browser under preview gets that preview's container under the first two addresses.
 */
public final class ScriptRoutes implements Routes {
    private static final String LIVE = ".*/t/(?<site>[^/.]+)\\.js";
    private static final String ENVIRONMENT = ".*/t/(?<site>[^/.]+)\\.(?<token>[^/.]+)\\.js";
    private static final String EXACT = ".*/t/(?<site>[^/]+)/(?<hash>[0-9a-f]{64})\\.js";

    private static final String LIVE_FOR_ALL = "public, max-age=60, stale-while-revalidate=600";
    // One address, several bodies: only the visitor's own browser may keep it.
    private static final String LIVE_FOR_ONE = "private, max-age=60, stale-while-revalidate=600";
    // For who tries things out: he wants to see what was released last.
    private static final String ENVIRONMENT_FOR_ONE = "private, no-cache";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String PREVIEW = "private, no-store";

    private final SiteDirectory sites;
    private final Containers containers;
    private final PreviewScripts previews;
    private final BaseUrl baseUrl;
    private final CountryHeader countries;

    public ScriptRoutes(
            SiteDirectory sites,
            Containers containers,
            PreviewScripts previews,
            BaseUrl baseUrl,
            CountryHeader countries) {
        this.sites = sites;
        this.containers = containers;
        this.previews = previews;
        this.baseUrl = baseUrl;
        this.countries = countries;
    }

    @Override
    public void mount(Router router) {
        get(router, EXACT, this::exact);
        get(router, LIVE, this::live);
        get(router, ENVIRONMENT, this::environment);
    }

    private static void get(Router router, String path, Function<RoutingContext, Future<?>> handler) {
        router.routeWithRegex(path)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(ctx -> handler.apply(ctx).onFailure(ctx::fail));
    }

    private Future<?> live(RoutingContext ctx) {
        Optional<Site> site = sites.find(ctx.pathParam("site"));
        if (site.isEmpty()) {
            return notFound(ctx);
        }
        Optional<Pass> pass = pass(ctx, site.get());
        return pass.isPresent()
                ? preview(ctx, site.get(), pass.get(), () -> live(ctx, site.get()))
                : live(ctx, site.get());
    }

    private Future<Void> live(RoutingContext ctx, Site site) {
        String caching = countries.isSet() ? LIVE_FOR_ONE : LIVE_FOR_ALL;
        return containers.live(site, country(ctx)).compose(script -> send(ctx, script, caching));
    }

    private Optional<Pass> pass(RoutingContext ctx, Site site) {
        return PreviewCookie.read(ctx.request()).flatMap(token -> previews.pass(site, token));
    }

    private Future<Void> preview(RoutingContext ctx, Site site, Pass pass, Supplier<Future<Void>> otherwise) {
        return previews.of(site, pass, country(ctx)).compose(script -> {
            if (script.isEmpty()) {
                return otherwise.get();
            }
            return open(ctx.response())
                    .putHeader(HttpHeaders.CACHE_CONTROL, PREVIEW)
                    .putHeader(HttpHeaders.VARY, "Cookie")
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/javascript; charset=utf-8")
                    .end(ctx.request().method() == HttpMethod.HEAD ? "" : script.get());
        });
    }

    private Future<?> environment(RoutingContext ctx) {
        Optional<Site> site = sites.find(ctx.pathParam("site"));
        if (site.isEmpty()) {
            return notFound(ctx);
        }
        Optional<Pass> pass = pass(ctx, site.get());
        return pass.isPresent()
                ? preview(ctx, site.get(), pass.get(), () -> environment(ctx, site.get()))
                : environment(ctx, site.get());
    }

    private Future<Void> environment(RoutingContext ctx, Site site) {
        return containers
                .environment(site, ctx.pathParam("token"), country(ctx))
                .compose(script -> script.isPresent() ? send(ctx, script.get(), ENVIRONMENT_FOR_ONE) : notFound(ctx));
    }

    private Optional<String> country(RoutingContext ctx) {
        return countries.region(ctx.request());
    }

    private Future<?> exact(RoutingContext ctx) {
        Optional<Site> site = sites.find(ctx.pathParam("site"));
        if (site.isEmpty()) {
            return notFound(ctx);
        }
        return containers
                .exact(site.get(), ctx.pathParam("hash"))
                .compose(script -> script.isPresent() ? send(ctx, script.get(), FOR_EVER) : notFound(ctx));
    }

    private static Future<Void> send(RoutingContext ctx, Script script, String caching) {
        Encoding encoding = Encoding.choose(ctx.request().getHeader(HttpHeaders.ACCEPT_ENCODING), script);
        // Strong, so each encoding has its own.
        String etag = '"' + script.hash() + encoding.suffix() + '"';
        HttpServerResponse response = open(ctx.response())
                .putHeader(HttpHeaders.CACHE_CONTROL, caching)
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .putHeader(HttpHeaders.ETAG, etag);
        if (Etags.match(ctx.request().getHeader(HttpHeaders.IF_NONE_MATCH), etag)) {
            return response.setStatusCode(304).end();
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, "text/javascript; charset=utf-8");
        encoding.header().ifPresent(name -> response.putHeader(HttpHeaders.CONTENT_ENCODING, name));
        Buffer body = encoding.body(script);
        if (ctx.request().method() == HttpMethod.HEAD) {
            return response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length()))
                    .end();
        }
        return response.end(body);
    }

    private static Future<Void> notFound(RoutingContext ctx) {
        HttpServerResponse response = open(ctx.response())
                .setStatusCode(404)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8");
        return ctx.request().method() == HttpMethod.HEAD ? response.end() : response.end("no such site\n");
    }

    /** Scripts with {@code integrity} are fetched with CORS, and a page may isolate itself from other origins. */
    private static HttpServerResponse open(HttpServerResponse response) {
        return response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .putHeader("Cross-Origin-Resource-Policy", "cross-origin")
                .putHeader("X-Content-Type-Options", "nosniff");
    }
}
