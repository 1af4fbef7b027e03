package io.warmtag.collect;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.warmtag.site.SiteDirectory;

/** What a browser asks before a page may send {@code application/json} to another origin. */
final class CorsPreflight {
    private CorsPreflight() {}

    /** Whether the origin is this site's is decided with the body, which alone names the site; here any site's may try. */
    static void answer(HttpServerRequest request, SiteDirectory sites) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        String host = origin == null ? "" : Answers.host(origin);
        if (origin != null && sites.all().stream().anyMatch(site -> site.owns(host))) {
            request.response()
                    .putHeader("Access-Control-Allow-Origin", origin)
                    .putHeader("Access-Control-Allow-Credentials", "true")
                    .putHeader("Access-Control-Allow-Methods", "POST")
                    .putHeader("Access-Control-Allow-Headers", "Content-Type")
                    .putHeader("Access-Control-Max-Age", "86400")
                    .putHeader(HttpHeaders.VARY, "Origin");
        }
        request.response().setStatusCode(204).end();
    }
}
