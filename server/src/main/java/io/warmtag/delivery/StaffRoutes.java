package io.warmtag.delivery;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import io.warmtag.web.BaseUrl;
import io.warmtag.web.HttpProblem;
import io.warmtag.web.Messages;
import io.warmtag.web.Routes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET /staff/{site}/{token}}: the link that marks this browser as the shop's own, so that its visits are stored but
 * nobody's temperature; with {@code ?off=1} it is a visitor's browser again. Any path may stand before.
 */
public final class StaffRoutes implements Routes {
    /** Holds the site's staff token; the collector compares it. */
    public static final String COOKIE = "_wt_staff";

    private static final String PATH = ".*/staff/(?<site>[^/]+)/(?<token>[^/]+)";
    // The longest that browsers keep a cookie: 400 days.
    private static final long COOKIE_SECONDS = 34_560_000;

    private final SiteDirectory sites;
    private final BaseUrl baseUrl;
    private final Messages messages;

    public StaffRoutes(SiteDirectory sites, BaseUrl baseUrl, Messages messages) {
        this.sites = sites;
        this.baseUrl = baseUrl;
        this.messages = messages;
    }

    @Override
    public void mount(Router router) {
        router.getWithRegex(PATH).handler(this::mark);
    }

    private void mark(RoutingContext ctx) {
        Optional<Site> site = sites.find(ctx.pathParam("site")).filter(each -> isToken(each, ctx.pathParam("token")));
        if (site.isEmpty()) {
            ctx.fail(new HttpProblem(404, "This link is not valid. Copy it again from the site's settings."));
            return;
        }
        boolean off = "1".equals(ctx.request().getParam("off"));
        ctx.response()
                .putHeader(HttpHeaders.SET_COOKIE, cookie(ctx, site.get(), off))
                // The address holds a secret and does something: nobody keeps it, nobody passes it on.
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Robots-Tag", "noindex")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .end(page(site.get(), off))
                .onFailure(ctx::fail);
    }

    private static boolean isToken(Site site, String token) {
        return MessageDigest.isEqual(
                site.staffToken().getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    private String cookie(RoutingContext ctx, Site site, boolean off) {
        return COOKIE + "=" + (off ? "" : site.staffToken()) + "; Max-Age=" + (off ? 0 : COOKIE_SECONDS)
                + "; Path=/; HttpOnly; SameSite=Lax" + (baseUrl.isHttps(ctx.request()) ? "; Secure" : "");
    }

    private String page(Site site, boolean off) {
        String state = off ? "off" : "on";
        return """
                <!doctype html>
                <html lang="%s"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>%s</title>
                <style>:root{color-scheme:light dark}body{font:1.1rem/1.6 system-ui,sans-serif;max-width:34rem;margin:15vh auto;\
                padding:0 1rem}</style>
                <h1>%s</h1>
                <p>%s</p>
                <p><a href="%s">%s</a></p>
                </html>
                """.formatted(
                        site.language(),
                        text(site, "staff." + state + ".title"),
                        text(site, "staff." + state + ".title"),
                        text(site, "staff." + state + ".text"),
                        off ? site.staffToken() : site.staffToken() + "?off=1",
                        text(site, "staff." + state + ".undo"));
    }

    private String text(Site site, String key) {
        return messages.text(site.language(), key, Map.of("site", site.name()))
                .replace("&", "&amp;")
                .replace("<", "&lt;");
    }
}
