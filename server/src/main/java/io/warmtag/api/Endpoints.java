package io.warmtag.api;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.warmtag.account.ApiKeys;
import io.warmtag.account.Caller;
import io.warmtag.account.Scope;
import io.warmtag.site.SiteDirectory;
import io.warmtag.web.HttpProblem;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** How every endpoint of the API is guarded, read and answered. One per router. */
public final class Endpoints {
    static final String BASE = "/api/v1";
    // More than the largest tag may have: who sends one that is too large learns which field it is.
    private static final long MOST_BODY_BYTES = 2 * 1024 * 1024;
    private static final Set<HttpMethod> WITH_BODY = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);
    private static final String CALLER = "caller";
    private static final String BODY = "body";

    private final Router router;
    private final ApiKeys keys;
    private final SiteDirectory sites;
    private final Predicate<HttpServerRequest> mayAsk;
    private final Map<String, Set<String>> methods = new LinkedHashMap<>();

    /** @param mayAsk whether its source may have one more key looked up that nobody here knows */
    Endpoints(Router router, ApiKeys keys, SiteDirectory sites, Predicate<HttpServerRequest> mayAsk) {
        this.router = router;
        this.keys = keys;
        this.sites = sites;
        this.mayAsk = mayAsk;
    }

    /** @param path below {@link #BASE}, with {@code :name} for what varies */
    void add(HttpMethod method, String path, Scope scope, Function<Call, Future<Answer>> handler) {
        methods.computeIfAbsent(path, each -> new TreeSet<>()).add(method.name());
        Route route = router.route(method, BASE + path).handler(ctx -> admit(ctx, scope));
        if (WITH_BODY.contains(method)) {
            route.handler(Endpoints::wantJson);
        }
        route.handler(Endpoints::read).handler(ctx -> run(ctx, handler));
    }

    /** To be called after the last {@link #add}: what is left has another method or doesn't exist. */
    void close() {
        methods.forEach((path, allowed) -> router.route(BASE + path).handler(ctx -> {
            ctx.response().putHeader(HttpHeaders.ALLOW, String.join(", ", allowed));
            ctx.fail(new HttpProblem(405, "This address takes " + String.join(" and ", allowed) + "."));
        }));
        router.route(BASE + "/*")
                .handler(ctx -> ctx.fail(new HttpProblem(
                        404, "There is nothing at this address. " + BASE + "/openapi.json says what there is.")));
    }

    private void admit(RoutingContext ctx, Scope scope) {
        // Nothing of a body is read before the caller is known.
        ctx.request().pause();
        if (bearer(ctx).isPresent() && !keys.isKnown(bearer(ctx).get()) && !mayAsk.test(ctx.request())) {
            refuse(ctx, new HttpProblem(429, "Too many calls with an unknown key from one address."));
            return;
        }
        authenticate(ctx).onComplete(caller -> {
            if (caller.failed()) {
                refuse(ctx, caller.cause());
            } else if (caller.result().isEmpty()) {
                ctx.response().putHeader("WWW-Authenticate", "Bearer realm=\"Warmtag\"");
                refuse(ctx, unknown(ctx));
            } else if (!caller.result().get().may(scope)) {
                refuse(ctx, new HttpProblem(403, "This key lacks the scope " + scope.code() + "."));
            } else {
                ctx.put(CALLER, caller.result().get());
                ctx.next();
            }
        });
    }

    /** What is still to come of the body is let pass, so that the answer gets through. */
    private static void refuse(RoutingContext ctx, Throwable problem) {
        // Over HTTP/2 it may have ended meanwhile, because the connection has.
        if (!ctx.request().isEnded()) {
            ctx.request().resume();
        }
        ctx.fail(problem);
    }

    private Future<Optional<Caller>> authenticate(RoutingContext ctx) {
        return bearer(ctx).map(keys::authenticate).orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    private static Optional<String> bearer(RoutingContext ctx) {
        String header = ctx.request().getHeader(HttpHeaders.AUTHORIZATION);
        boolean isBearer = header != null && header.regionMatches(true, 0, "Bearer ", 0, 7);
        return isBearer ? Optional.of(header.substring(7).trim()) : Optional.empty();
    }

    private static HttpProblem unknown(RoutingContext ctx) {
        return new HttpProblem(
                401,
                bearer(ctx).isPresent()
                        ? "This API key is unknown or revoked."
                        : "Send an API key in the header \"Authorization: Bearer <key>\".");
    }

    private static void wantJson(RoutingContext ctx) {
        String type = ctx.request().getHeader(HttpHeaders.CONTENT_TYPE);
        String media = type == null ? "" : type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        if (media.equals("application/json") || !hasBody(ctx)) {
            ctx.next();
        } else {
            refuse(ctx, new HttpProblem(415, "Send the body as \"Content-Type: application/json\"."));
        }
    }

    private static boolean hasBody(RoutingContext ctx) {
        String length = ctx.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? ctx.request().getHeader(HttpHeaders.TRANSFER_ENCODING) != null : !length.equals("0");
    }

    /** Counts what really comes: a length may be missing or wrong. */
    private static void read(RoutingContext ctx) {
        Buffer body = Buffer.buffer();
        ctx.request().handler(chunk -> {
            if (body.length() + chunk.length() <= MOST_BODY_BYTES) {
                body.appendBuffer(chunk);
            } else if (!ctx.failed()) {
                ctx.fail(new HttpProblem(413, "The body is larger than " + MOST_BODY_BYTES + " bytes (2 MB)."));
            }
        });
        ctx.request().endHandler(ended -> {
            if (!ctx.failed()) {
                ctx.put(BODY, body);
                ctx.next();
            }
        });
        ctx.request().resume();
    }

    private void run(RoutingContext ctx, Function<Call, Future<Answer>> handler) {
        Future<Answer> answer;
        try {
            answer = handler.apply(new Call(ctx, ctx.get(CALLER), ctx.get(BODY), sites));
        } catch (HttpProblem problem) {
            answer = Future.failedFuture(problem);
        }
        answer.compose(good -> send(ctx.response(), good)).onFailure(ctx::fail);
    }

    private static Future<Void> send(HttpServerResponse response, Answer answer) {
        if (answer == Answer.WRITTEN) {
            return Future.succeededFuture();
        }
        response.setStatusCode(answer.status())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Content-Type-Options", "nosniff");
        answer.location().ifPresent(location -> response.putHeader(HttpHeaders.LOCATION, location));
        return answer.body()
                .map(body -> response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .end(body.toBuffer()))
                .orElseGet(response::end);
    }
}
