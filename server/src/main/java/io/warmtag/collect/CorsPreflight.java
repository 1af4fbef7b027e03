package io.warmtag.collect;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** What a browser asks before a page may send {@code application/json} to another origin. */
final class CorsPreflight {
    private CorsPreflight() {}

    /** Anybody may try: whether the origin may is decided with the site, which only the body names. */
    static void answer(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null) {
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
