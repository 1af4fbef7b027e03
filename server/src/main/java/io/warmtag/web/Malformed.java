package io.warmtag.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Requests that a router would choke on: they are answered with 400 before they get there. */
final class Malformed {
    private Malformed() {}

    /** Answers the request when it can't be routed; false leaves it as it is. */
    static boolean answered(HttpServerRequest request) {
        String wrong = wrong(request);
        if (wrong == null) {
            return false;
        }
        var body = new JsonObject()
                .put("type", "about:blank")
                .put("title", "Bad Request")
                .put("status", 400)
                .put("detail", wrong);
        request.response()
                .setStatusCode(400)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(body.toBuffer());
        return true;
    }

    private static @Nullable String wrong(HttpServerRequest request) {
        if (request.authority() == null) {
            return "The Host header is missing or is no host name.";
        }
        if (request.uri().contains("%00")) {
            return "The address holds the character NUL (%00): leave it out.";
        }
        try {
            return request.params() == null ? "The query can't be read." : null;
        } catch (IllegalArgumentException badEscape) {
            return "The address has a percent sign that is no escape: write %25 for it.";
        }
    }
}
