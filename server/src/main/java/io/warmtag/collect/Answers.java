package io.warmtag.collect;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.warmtag.event.StorageUnavailable;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import io.warmtag.web.BaseUrl;
import java.util.Base64;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answers to site traffic. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final Buffer GIF =
            Buffer.buffer(Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"));
    private static final String RETRY_SECONDS = "2";
    private static final CharSequence TRUE = HttpHeaders.createOptimized("true");

    private static final Pattern NO_HOST = Pattern.compile("[/?#@\\s]");

    private Answers() {}

    static void problem(HttpServerRequest request, int status, String detail) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (status == 429 || status == 503) {
            response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        if (status == 401) {
            response.putHeader("WWW-Authenticate", "Bearer realm=\"Warmtag\"");
        }
        if (status == 413) {
            // What is left of the body is not read.
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        var body = new JsonObject()
                .put("type", "about:blank")
                .put("title", response.setStatusCode(status).getStatusMessage())
                .put("status", status)
                .put("detail", detail);
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json").end(body.toBuffer());
    }

    /** Nothing was stored: the sender is to try again. */
    static void failed(HttpServerRequest request, Throwable cause) {
        if (cause instanceof StorageUnavailable) {
            problem(request, 503, "The events can't be stored now. Send them again with the same ids.");
        } else {
            LOG.error("events from a page could not be stored", cause);
            problem(request, 503, "Something failed here. Send the events again with the same ids.");
        }
    }

    static void stored(HttpServerRequest request) {
        if (!request.response().closed()) {
            request.response().setStatusCode(204).end();
        }
    }

    static void json(HttpServerRequest request, JsonObject body) {
        if (!request.response().closed()) {
            request.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(body.toBuffer());
        }
    }

    static void gif(HttpServerRequest request) {
        if (!request.response().closed()) {
            request.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "image/gif")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(GIF);
        }
    }

    /** Lets the page read the answer when it is one of the site's own. False: it is somebody else's. */
    static boolean allowOrigin(HttpServerRequest request, Site site, BaseUrl baseUrl) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null) {
            return true;
        }
        String host = host(origin);
        if (host.isEmpty() || !site.owns(host) && !site.owns(host, baseUrl.host(request))) {
            return false;
        }
        allow(request, origin);
        return true;
    }

    /** As long as it isn't known which site it is about, the pages of all sites may read the answer. False: it is no site's. */
    @CanIgnoreReturnValue
    static boolean allowAnySite(HttpServerRequest request, SiteDirectory sites) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        String host = origin == null ? "" : host(origin);
        if (origin == null || sites.all().stream().noneMatch(site -> site.owns(host))) {
            return false;
        }
        allow(request, origin);
        return true;
    }

    private static void allow(HttpServerRequest request, String origin) {
        request.response()
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, TRUE)
                .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, HttpHeaders.RETRY_AFTER)
                .putHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    }

    /** The host of an origin without its port; empty for {@code null} and everything that is no origin. */
    static String host(String origin) {
        int start = origin.startsWith("https://") ? 8 : origin.startsWith("http://") ? 7 : -1;
        if (start < 0) {
            return "";
        }
        int port = origin.indexOf(':', start);
        boolean literal6 = origin.startsWith("[", start);
        String host = literal6 || port < 0 ? origin.substring(start) : origin.substring(start, port);
        return NO_HOST.matcher(host).find() ? "" : host;
    }
}
