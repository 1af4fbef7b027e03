package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.rule.Audience;
import io.warmtag.rule.AudienceServices;
import io.warmtag.rule.Backtests;
import io.warmtag.rule.Backtests.Run;
import io.warmtag.rule.audience.model.Replay;
import io.warmtag.web.HttpProblem;
import java.util.Optional;
import java.util.UUID;

/** {@code /sites/{site}/audiences/{audience}/backtests}: what an audience would have been in the past. */
public final class BacktestsApi implements ApiPart {
    private static final String PATH = "/sites/:site/audiences/:audience/backtests";
    private static final int SHOWN = 20;
    private static final long USUAL_DAYS = 30;

    private final AudienceServices audiences;

    public BacktestsApi(AudienceServices audiences) {
        this.audiences = audiences;
    }

    @Override
    public void addTo(Endpoints endpoints) {
        endpoints.add(GET, PATH, Scope.RULES_READ, this::list);
        endpoints.add(POST, PATH, Scope.RULES_WRITE, this::start);
        endpoints.add(GET, PATH + "/:backtest", Scope.RULES_READ, this::show);
        endpoints.add(DELETE, PATH + "/:backtest", Scope.RULES_WRITE, this::cancel);
    }

    private static String subject(Audience audience) {
        return "audiences/" + audience.id();
    }

    private Future<Answer> list(Call call) {
        call.takesOnly();
        Audience audience = audience(call);
        return audiences
                .backtests()
                .of(audience.site(), subject(audience), SHOWN)
                .map(runs -> Answer.all(runs.stream().map(BacktestsApi::json).toList()));
    }

    private Future<Answer> start(Call call) {
        call.takesOnly();
        Audience audience = audience(call);
        var input = new Input(call.body());
        long days = input.whole("days", () -> USUAL_DAYS);
        if (days < 1 || days > Backtests.MOST_DAYS) {
            input.wrong("days", "must be 1 to " + Backtests.MOST_DAYS + ".");
        }
        input.refuseOthers();
        input.check();
        var replay =
                new Replay.OfAudience(audiences.directory().evaluator(audience.site()), audience.condition(), true);
        String path = Endpoints.BASE + "/sites/" + call.site().publicId() + "/" + subject(audience) + "/backtests/";
        return audiences
                .backtests()
                .start(
                        audience.site(),
                        subject(audience),
                        replay,
                        (int) days,
                        call.caller().actor())
                .compose(id -> find(call, audience, id).map(run -> Answer.created(path + id, json(run))));
    }

    private Future<Answer> show(Call call) {
        call.takesOnly();
        return find(call, audience(call), id(call)).map(run -> Answer.of(json(run)));
    }

    private Future<Answer> cancel(Call call) {
        call.takesOnly();
        Audience audience = audience(call);
        return find(call, audience, id(call))
                .compose(run -> audiences.backtests().cancel(audience.site(), run.id()))
                .map(done -> Answer.DONE);
    }

    private Future<Run> find(Call call, Audience audience, UUID id) {
        return audiences
                .backtests()
                .find(audience.site(), id)
                .map(found -> found.filter(run -> run.subject().equals(subject(audience)))
                        .orElseThrow(() -> missing(call)));
    }

    private static JsonObject json(Run run) {
        return new JsonObject()
                .put("id", run.id().toString())
                .put("days", run.days())
                .put("state", run.state())
                .put("persons", run.persons())
                .put("author", run.author())
                .put("started_at", run.startedAt().toString())
                .put("result", run.result());
    }

    private Audience audience(Call call) {
        String id = call.ctx().pathParam("audience");
        return Optional.of(id)
                .filter(text -> text.matches("\\d{1,9}"))
                .flatMap(text -> audiences.directory().find(call.site().id(), Integer.parseInt(text)))
                .orElseThrow(() -> new HttpProblem(404, "There is no audience " + id + "."));
    }

    private static UUID id(Call call) {
        try {
            return UUID.fromString(call.ctx().pathParam("backtest"));
        } catch (IllegalArgumentException e) {
            throw missing(call);
        }
    }

    private static HttpProblem missing(Call call) {
        return new HttpProblem(404, "There is no backtest " + call.ctx().pathParam("backtest") + ".");
    }
}
