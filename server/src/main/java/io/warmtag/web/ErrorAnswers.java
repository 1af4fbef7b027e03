package io.warmtag.web;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.pgclient.PgException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a failure becomes an answer: RFC 9457's problem+json. Console pages put their own before it. */
public final class ErrorAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    // character_not_in_repertoire, and the same in jsonb.
    private static final Set<String> UNSTORABLE = Set.of("22021", "22P05");

    private ErrorAnswers() {}

    static void mount(Router router) {
        for (int status : new int[] {400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 429, 500, 503}) {
            router.errorHandler(status, ctx -> answer(ctx, problemOf(ctx, status)));
        }
        router.route().failureHandler(ctx -> answer(ctx, problemOf(ctx, ctx.statusCode())));
    }

    /** What went wrong, as a problem; a fault of ours is logged under an id that the answer repeats. */
    public static HttpProblem problemOf(RoutingContext ctx, int status) {
        Throwable failure = ctx.failure();
        if (failure instanceof HttpProblem problem) {
            return problem;
        }
        if (failure instanceof HttpException refused) {
            return new HttpProblem(refused.getStatusCode(), phrase(refused.getStatusCode()));
        }
        if (failure == null) {
            return new HttpProblem(status, phrase(status));
        }
        if (isUnreadable(failure)) {
            return new HttpProblem(400, "The body can't be read as what its headers say it is.");
        }
        if (isUnstorable(failure)) {
            return new HttpProblem(422, "A text holds the character NUL, which can't be stored: leave it out.");
        }
        if (isOverload(failure)) {
            return new HttpProblem(503, "The database can't be reached or is too busy. Try again shortly.");
        }
        String id = UUID.randomUUID().toString();
        LOG.error(
                "request {} {} failed, id {}",
                ctx.request().method(),
                ctx.request().path(),
                id,
                failure);
        return new HttpProblem(500, "Something failed here. It is in the log under " + id + ".");
    }

    public static void answer(RoutingContext ctx, HttpProblem problem) {
        if (ctx.response().ended() || ctx.response().closed()) {
            return;
        }
        var body = new JsonObject()
                .put("type", "about:blank")
                .put("title", phrase(problem.status()))
                .put("status", problem.status())
                .put("detail", problem.getMessage());
        if (!problem.fields().isEmpty()) {
            var errors = new JsonArray();
            problem.fields()
                    .forEach(field -> errors.add(
                            new JsonObject().put("field", field.field()).put("message", field.message())));
            body.put("errors", errors);
        }
        var response = ctx.response().setStatusCode(problem.status());
        if (problem.status() == 503 || problem.status() == 429) {
            response.putHeader(HttpHeaders.RETRY_AFTER, "2");
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json").end(body.toBuffer());
    }

    /** A form, an escape or a chunk that Netty could not decode; it has no exception of its own for all of them. */
    private static boolean isUnreadable(Throwable failure) {
        if (failure instanceof DecoderException || failure instanceof ClosedChannelException) {
            return true;
        }
        StackTraceElement[] trace = failure.getStackTrace();
        return failure instanceof IllegalArgumentException
                && trace.length > 0
                && List.of(trace).subList(0, Math.min(3, trace.length)).stream()
                        .anyMatch(element -> element.getClassName().startsWith("io.netty."));
    }

    /** PostgreSQL takes each character of a text but one; nobody types it, so no form looks for it. */
    private static boolean isUnstorable(Throwable failure) {
        return failure instanceof PgException pg && UNSTORABLE.contains(String.valueOf(pg.getSqlState()));
    }

    private static boolean isOverload(Throwable failure) {
        return failure instanceof PgException pg
                        && (pg.getSqlState() == null
                                || pg.getSqlState().startsWith("57")
                                || pg.getSqlState().startsWith("53"))
                || failure instanceof java.net.ConnectException
                || failure instanceof io.vertx.core.impl.NoStackTraceThrowable
                || failure instanceof io.vertx.sqlclient.ClosedConnectionException;
    }

    private static String phrase(int status) {
        return HttpResponseStatus.valueOf(status).reasonPhrase();
    }
}
