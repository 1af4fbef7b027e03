package io.warmtag.destination.sandbox;

import io.vertx.core.json.JsonObject;
import io.warmtag.destination.Reply;
import io.warmtag.destination.Request;
import io.warmtag.people.contact.Sha256;
import java.net.URI;
import java.util.Map;

/** How the Graph API's doubles answer. Pure. */
final class GraphDouble {
    private GraphDouble() {}

    static boolean hasToken(Request request) {
        String query = String.valueOf(URI.create(request.url()).getQuery());
        return query.matches("(.*&)?access_token=[^&]{20,}(&.*)?");
    }

    static boolean isOfToken(Request request) {
        return String.valueOf(URI.create(request.url()).getPath()).matches("/v\\d+\\.\\d/debug_token");
    }

    /** Every token holds for ever here. */
    static Reply token(Request request) {
        return hasToken(request)
                ? answer(new JsonObject()
                        .put("data", new JsonObject().put("is_valid", true).put("expires_at", 0)))
                : noToken(request);
    }

    static Reply answer(JsonObject body) {
        return new Reply(200, Map.of("content-type", "application/json"), body.encode());
    }

    static Reply noToken(Request request) {
        return error(401, 190, 0, "Invalid OAuth access token", "The access token could not be read.", request);
    }

    static Reply noObject(Request request) {
        return error(400, 100, 33, "Unsupported post request", "There is no such object.", request);
    }

    /** @param subcode 0: none */
    static Reply error(int status, int code, int subcode, String title, String text, Request request) {
        var error = new JsonObject()
                .put("message", "Invalid parameter")
                .put("type", "OAuthException")
                .put("code", code)
                .put("is_transient", false)
                .put("error_user_title", title)
                .put("error_user_msg", text)
                .put("fbtrace_id", trace(request));
        if (subcode != 0) {
            error.put("error_subcode", subcode);
        }
        return new Reply(
                status,
                Map.of("content-type", "application/json"),
                new JsonObject().put("error", error).encode());
    }

    /** Tells the double's answers from real ones at a glance. */
    static String trace(Request request) {
        return "SANDBOX" + Sha256.hex(request.body()).substring(0, 12);
    }
}
