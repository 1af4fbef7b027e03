package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.warmtag.account.Passwords;
import io.warmtag.web.ErrorAnswers;
import io.warmtag.web.HttpProblem;
import io.warmtag.web.Routes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What holds for everything under {@code /console}: forms are read, and what goes wrong becomes a page. Mount it first. */
public final class ConsoleFrontPages implements Routes {
    private static final long MOST_BODY_BYTES = 4 * 1024 * 1024;
    private static final Set<Integer> EXPLAINED = Set.of(401, 403, 404, 413, 429, 503);

    private final Console console;

    /**
     * @param ended the session has
     * @param again the page to ask for once more; null where it was a form that failed
     */
    record ErrorPage(
            String title,
            String text,
            @Nullable String detail,
            boolean ended,
            @Nullable String again) {}

    public ConsoleFrontPages(Console console) {
        this.console = console;
    }

    @Override
    public void mount(Router router) {
        // Before the answers for programs, which would otherwise be first.
        router.route("/console/*").order(-1).failureHandler(this::failed);
        router.post("/console/*").handler(BodyHandler.create(false).setBodyLimit(MOST_BODY_BYTES));
        router.get("/")
                .handler(ctx -> ctx.response()
                        .setStatusCode(303)
                        .putHeader("Location", "/console/sites")
                        .end());
        router.get("/console").handler(console.page(visit -> visit.goTo("/console/sites")));
        router.get("/console/").handler(console.page(visit -> visit.goTo("/console/sites")));
        router.route("/console/*").last().handler(ctx -> ctx.fail(Visit.notFound()));
    }

    private void failed(RoutingContext ctx) {
        if (ctx.response().headWritten() || ctx.response().ended()) {
            ctx.response().reset();
            return;
        }
        HttpProblem problem = ctx.failure() instanceof Passwords.Busy
                ? new HttpProblem(503, "")
                : ErrorAnswers.problemOf(ctx, ctx.statusCode() < 0 ? 500 : ctx.statusCode());
        int status = problem.status();
        if (status == 429 || status == 503) {
            ctx.response().putHeader("Retry-After", "2");
        }
        String known = EXPLAINED.contains(status) ? String.valueOf(status) : "other";
        // The error page must not need what may just have failed: no session, no database.
        String language = console.doorLanguage(ctx);
        var visit = new Visit(console, ctx, null, null, language, java.time.Instant.now());
        String detail = status == 500 ? problem.getMessage() : null;
        boolean asked = ctx.request().method().equals(HttpMethod.GET) && status != 404;
        var page = new ErrorPage(
                visit.text("error.title." + known),
                visit.text("error.text." + known),
                detail,
                status == 401,
                asked ? ctx.request().uri() : null);
        visit.show(status, "error/error", "", page)
                .onFailure(cause -> ctx.response().reset());
    }

    static Future<Void> refuse(int status) {
        return Future.failedFuture(new HttpProblem(status, ""));
    }
}
