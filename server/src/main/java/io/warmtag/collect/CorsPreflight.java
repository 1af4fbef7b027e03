package io.warmtag.collect;

import io.vertx.core.http.HttpServerRequest;
import io.warmtag.site.SiteDirectory;

/** What a browser asks before a page may send {@code application/json} to another origin. */
final class CorsPreflight {
    private CorsPreflight() {}

    /** Whether the origin is this site's is decided with the body, which alone names the site; here any site's may try. */
    static void answer(HttpServerRequest request, SiteDirectory sites) {
        if (Answers.allowAnySite(request, sites)) {
            request.response()
                    .putHeader("Access-Control-Allow-Methods", "POST")
                    .putHeader("Access-Control-Allow-Headers", "Content-Type")
                    .putHeader("Access-Control-Max-Age", "86400");
        }
        request.response().setStatusCode(204).end();
    }
}
