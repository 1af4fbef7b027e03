package io.warmtag.demo;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.warmtag.web.Csrf;
import io.warmtag.web.HttpProblem;
import io.warmtag.web.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * The demo shop's files under {@code /demo}, with a policy as strict as a careful shop's. The one thing put into them is
 * the snippet, where the shopkeeper would have pasted it.
 */
public final class DemoRoutes implements Routes {
    private static final String MARKER = "<!--warmtag-->";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "json", "application/json");

    private final BiFunction<HttpServerRequest, String, String> snippet;
    private final String bengaliFont;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final DemoFeed feed = new DemoFeed(new JsonObject(Buffer.buffer(read("products.json"))));

    /**
     * @param snippet makes what is pasted into the page's head, from the request for the page and the page's nonce
     * @param bengaliFont where the console has it
     */
    public DemoRoutes(BiFunction<HttpServerRequest, String, String> snippet, String bengaliFont) {
        this.snippet = snippet;
        this.bengaliFont = bengaliFont;
    }

    @Override
    public void mount(Router router) {
        router.get("/demo").handler(ctx -> serve(ctx, "index.html"));
        router.get("/demo/feed.xml").handler(this::feed);
        router.get("/demo/bengali.woff2")
                .handler(ctx -> ctx.redirect(bengaliFont).onFailure(ctx::fail));
        router.get("/demo/*").handler(ctx -> {
            String path = ctx.normalizedPath().substring("/demo/".length());
            serve(ctx, path.isEmpty() ? "index.html" : path);
        });
    }

    private void feed(RoutingContext ctx) {
        String scheme = Csrf.isSecure(ctx.request()) ? "https" : "http";
        String base = scheme + "://" + ctx.request().authority() + "/demo";
        byte[] xml = feed.xml(base, ctx.queryParams()).getBytes(StandardCharsets.UTF_8);
        String etag = "\"" + Integer.toHexString(Arrays.hashCode(xml)) + "\"";
        ctx.response().putHeader(HttpHeaders.ETAG, etag).putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        if (etag.equals(ctx.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            ctx.response().setStatusCode(304).end();
            return;
        }
        ctx.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/xml; charset=utf-8");
        ctx.response().end(Buffer.buffer(xml));
    }

    private void serve(RoutingContext ctx, String path) {
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        byte[] file = type == null || path.contains("..") ? new byte[0] : files.computeIfAbsent(path, DemoRoutes::read);
        if (type == null || file.length == 0) {
            ctx.fail(new HttpProblem(404, "The demo shop has no such page."));
            return;
        }
        ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader(HttpHeaders.CACHE_CONTROL, type.startsWith("text/html") ? "no-store" : "max-age=300");
        ctx.response().end(path.endsWith(".html") ? page(ctx, file) : Buffer.buffer(file));
    }

    private Buffer page(RoutingContext ctx, byte[] file) {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        ctx.response()
                .putHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'self' 'nonce-" + nonce
                                + "'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
                                + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        String html = new String(file, StandardCharsets.UTF_8);
        return Buffer.buffer(html.replace(MARKER, snippet.apply(ctx.request(), nonce)));
    }

    private static byte[] read(String path) {
        try (InputStream file = DemoRoutes.class.getResourceAsStream("/demo/" + path)) {
            return file == null ? new byte[0] : file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
