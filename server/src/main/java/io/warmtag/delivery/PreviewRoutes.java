package io.warmtag.delivery;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.warmtag.preview.Pass;
import io.warmtag.preview.Previews;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import io.warmtag.web.BaseUrl;
import io.warmtag.web.HttpProblem;
import io.warmtag.web.Messages;
import io.warmtag.web.Routes;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET /t/{site}/preview?token=…&to=…}: brings this browser into a preview and goes on to a page of the site; with
 * {@code ?leave} it is a visitor's browser again. Any path may stand before.
 */
public final class PreviewRoutes implements Routes {
    private static final String PATH = ".*/t/(?<site>[^/.]+)/preview";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_BYTES = 16;

    private final SiteDirectory sites;
    private final Previews previews;
    private final BaseUrl baseUrl;
    private final Messages messages;

    public PreviewRoutes(SiteDirectory sites, Previews previews, BaseUrl baseUrl, Messages messages) {
        this.sites = sites;
        this.previews = previews;
        this.baseUrl = baseUrl;
        this.messages = messages;
    }

    @Override
    public void mount(Router router) {
        router.getWithRegex(PATH).handler(this::show);
    }

    private void show(RoutingContext ctx) {
        Optional<Site> site = sites.find(ctx.pathParam("site"));
        if (site.isEmpty()) {
            ctx.fail(new HttpProblem(404, "There is no such site."));
        } else if (ctx.queryParams().contains("leave")) {
            String to = Optional.ofNullable(ctx.queryParams().get("to"))
                    .flatMap(asked -> SitePage.of(site.get(), asked, baseUrl.host(ctx.request())))
                    .orElse("");
            answer(ctx, site.get(), PreviewCookie.header("", 0, baseUrl.isHttps(ctx.request())), to);
        } else {
            enter(ctx, site.get());
        }
    }

    private void enter(RoutingContext ctx, Site site) {
        String token = Optional.ofNullable(ctx.queryParams().get("token")).orElse("");
        Optional<Pass> pass = previews.read(token).filter(each -> each.site().equals(site.publicId()));
        if (pass.isEmpty()) {
            ctx.fail(new HttpProblem(403, "This preview link has expired. Open the preview again in the console."));
            return;
        }
        String asked = Optional.ofNullable(ctx.queryParams().get("to")).orElse("");
        Optional<String> to = SitePage.of(site, asked, baseUrl.host(ctx.request()));
        if (to.isEmpty()) {
            ctx.fail(new HttpProblem(
                    400, "to must be the address of a page on one of the site's domains, like https://shop.com.bd/."));
            return;
        }
        long seconds = Math.max(1, (pass.get().expires() - System.currentTimeMillis()) / 1000);
        answer(ctx, site, PreviewCookie.header(token, seconds, baseUrl.isHttps(ctx.request())), to.get());
    }

    /** @param to where it goes on; empty: it stays here */
    private void answer(RoutingContext ctx, Site site, String cookie, String to) {
        byte[] random = new byte[NONCE_BYTES];
        RANDOM.nextBytes(random);
        String nonce = Base64.getEncoder().encodeToString(random);
        ctx.response()
                .putHeader(HttpHeaders.SET_COOKIE, cookie)
                // The address holds a secret and does something: nobody keeps it, nobody passes it on.
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Robots-Tag", "noindex")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'nonce-" + nonce + "'; style-src 'nonce-" + nonce
                                + "'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .end(page(site, nonce, to))
                .onFailure(ctx::fail);
    }

    /** The browser may have the other container in its cache: it is fetched anew before the page that loads it. */
    private String page(Site site, String nonce, String to) {
        String state = to.isEmpty() ? "left" : "on";
        String title = text(site, "preview.door." + state + ".title");
        String link = to.isEmpty()
                ? ""
                : "<p><a id=\"to\" href=\"" + escaped(to) + "\">" + text(site, "preview.door.go") + "</a></p>";
        return """
                <!doctype html>
                <html lang="%s"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>%s</title>
                <style nonce="%s">:root{color-scheme:light dark}body{font:1.1rem/1.6 system-ui,sans-serif;max-width:34rem;\
                margin:15vh auto;padding:0 1rem}</style>
                <h1>%s</h1>
                <p>%s</p>
                %s
                <script nonce="%s">fetch("../%s.js",{cache:"reload",credentials:"include"}).catch(()=>0)\
                .then(()=>{const to=document.getElementById("to");to&&location.replace(to.href)})</script>
                </html>
                """.formatted(
                        site.language(),
                        title,
                        nonce,
                        title,
                        text(site, "preview.door." + state + ".text"),
                        link,
                        nonce,
                        site.publicId());
    }

    private String text(Site site, String key) {
        return escaped(messages.text(site.language(), key, Map.of("site", site.name())));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }
}
