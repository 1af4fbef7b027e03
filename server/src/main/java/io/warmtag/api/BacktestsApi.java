package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.container.Sentences;
import io.warmtag.event.VisitorId;
import io.warmtag.rule.Audience;
import io.warmtag.rule.AudienceServices;
import io.warmtag.rule.BacktestStore.Named;
import io.warmtag.rule.BacktestStore.Run;
import io.warmtag.rule.Backtests;
import io.warmtag.rule.RuleBacktests;
import io.warmtag.rule.RuleVersion;
import io.warmtag.rule.Rules;
import io.warmtag.rule.StoredRule;
import io.warmtag.web.HttpProblem;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** {@code /sites/{site}/audiences/{audience}/backtests} and the same of rules: what would have happened in the past. */
public final class BacktestsApi implements ApiPart {
    private static final String OF_AUDIENCE = "/sites/:site/audiences/:audience/backtests";
    private static final String OF_RULE = "/sites/:site/rules/:rule/backtests";
    private static final int SHOWN = 20;
    private static final long USUAL_DAYS = 30;

    private final AudienceServices audiences;
    private final Rules rules;
    private final RuleBacktests ofRules;
    private final Backtests backtests;
    private final Sentences sentences;

    public BacktestsApi(AudienceServices audiences, Rules rules, RuleBacktests ofRules, Sentences sentences) {
        this.audiences = audiences;
        this.rules = rules;
        this.ofRules = ofRules;
        this.backtests = audiences.backtests();
        this.sentences = sentences;
    }

    @Override
    public void addTo(Endpoints endpoints) {
        for (String path : List.of(OF_AUDIENCE, OF_RULE)) {
            boolean ofRule = path.equals(OF_RULE);
            endpoints.add(GET, path, Scope.RULES_READ, this::list);
            endpoints.add(POST, path, Scope.RULES_WRITE, ofRule ? this::startRule : this::startAudience);
            endpoints.add(GET, path + "/:backtest", Scope.RULES_READ, this::show);
            endpoints.add(DELETE, path + "/:backtest", Scope.RULES_WRITE, this::cancel);
            endpoints.add(GET, path + "/:backtest/people", Scope.RULES_READ, this::people);
        }
    }

    /** What the path is about, as runs name it; a problem when there is no such thing. */
    private Future<String> subject(Call call) {
        return call.ctx().pathParam("rule") == null
                ? Future.succeededFuture("audiences/" + audience(call).id())
                : rule(call).map(RuleBacktests::subject);
    }

    private Future<Answer> list(Call call) {
        call.takesOnly();
        int site = call.site().id();
        return subject(call)
                .compose(subject -> backtests.of(site, subject, SHOWN))
                .map(runs -> Answer.all(runs.stream().map(BacktestsApi::json).toList()));
    }

    private Future<Answer> startAudience(Call call) {
        call.takesOnly();
        Audience audience = audience(call);
        var input = new Input(call.body());
        int days = days(input);
        input.refuseOthers();
        input.check();
        return backtests
                .start(audiences.entering(audience, days, call.caller().actor()))
                .compose(id -> started(call, id));
    }

    private Future<Answer> startRule(Call call) {
        call.takesOnly();
        var input = new Input(call.body());
        int days = days(input);
        long version = input.whole("version", () -> 0L);
        boolean unsaved = input.has("definition");
        Value.Fields definition = unsaved ? RulesApi.definition(input, call.body()) : Value.Fields.NONE;
        if (unsaved && version != 0) {
            input.wrong("version", "can't be given with a definition, which is run without being saved.");
        }
        input.refuseOthers();
        input.check();
        if (unsaved) {
            return rule(call)
                    .compose(rule -> tryOut(call, rule, definition, days))
                    .compose(id -> started(call, id));
        }
        return rule(call)
                .compose(rule -> rules.versions(call.site(), rule.id())
                        .compose(versions -> startRule(call, rule, version(versions, rule, version), days)))
                .compose(id -> started(call, id));
    }

    /** What somebody is still writing. */
    private Future<UUID> tryOut(Call call, StoredRule rule, Value.Fields definition, int days) {
        return rules.check(call.site(), definition).compose(checked -> {
            refuse("definition.", checked.problems());
            refuse(
                    "definition.",
                    ofRules.problem(call.site(), checked.rule()).stream().toList());
            return ofRules.tryOut(
                    call.site(), rule, checked.rule(), days, call.caller().actor());
        });
    }

    private void refuse(String place, List<Problem> problems) {
        if (!problems.isEmpty()) {
            List<HttpProblem.Field> fields = problems.stream()
                    .map(problem ->
                            new HttpProblem.Field(place + problem.field(), sentences.text("en", problem.message())))
                    .toList();
            HttpProblem.Field first = fields.get(0);
            throw new HttpProblem(422, "Field " + first.field() + " " + first.message(), fields);
        }
    }

    private Future<UUID> startRule(Call call, StoredRule rule, RuleVersion version, int days) {
        refuse("", ofRules.problem(call.site(), version.rule()).stream().toList());
        return ofRules.start(call.site(), rule, version, days, call.caller().actor());
    }

    private static RuleVersion version(List<RuleVersion> versions, StoredRule rule, long wanted) {
        return RuleBacktests.version(versions, wanted == 0 ? rule.version() : (int) wanted)
                .orElseThrow(() -> Call.bad("version", "must be the number of one of the rule's versions."));
    }

    private static int days(Input input) {
        long days = input.whole("days", () -> USUAL_DAYS);
        if (days < 1 || days > Backtests.MOST_DAYS) {
            input.wrong("days", "must be 1 to " + Backtests.MOST_DAYS + ".");
        }
        return (int) days;
    }

    private Future<Answer> started(Call call, UUID id) {
        return find(call, id)
                .map(run -> Answer.created(
                        Endpoints.BASE + "/sites/" + call.site().publicId() + "/" + run.subject() + "/backtests/" + id,
                        json(run)));
    }

    private Future<Answer> show(Call call) {
        call.takesOnly();
        return find(call, id(call)).map(run -> Answer.of(json(run)));
    }

    private Future<Answer> cancel(Call call) {
        call.takesOnly();
        return find(call, id(call))
                .compose(run -> backtests.cancel(call.site().id(), run.id()))
                .map(done -> Answer.DONE);
    }

    private Future<Answer> people(Call call) {
        call.takesList();
        return find(call, id(call))
                .compose(run -> backtests.named(run.id(), call.cursor(), call.limit()))
                .map(page -> Answer.page(page.map(BacktestsApi::json)));
    }

    private Future<Run> find(Call call, UUID id) {
        return subject(call)
                .compose(subject -> backtests
                        .find(call.site().id(), id)
                        .map(found -> found.filter(run -> run.subject().equals(subject))
                                .orElseThrow(() -> missing(call))));
    }

    private static JsonObject json(Run run) {
        String definition = run.begun().draft();
        boolean hasResult = run.result() != null && run.result().containsKey("times");
        return new JsonObject()
                .put("id", run.id().toString())
                .put("version", run.version())
                .put("definition", definition == null ? null : new JsonObject(definition))
                .put("days", run.days())
                .put("state", run.state())
                .put("progress", run.progress().percent())
                .put("persons", run.progress().persons())
                .put("author", run.begun().author())
                .put("started_at", run.begun().at().toString())
                .put("reason", run.result() == null ? null : run.result().getString("reason"))
                .put("result", hasResult ? run.result() : null);
    }

    private static JsonObject json(Named named) {
        return new JsonObject()
                .put("visitor", VisitorId.text(named.person()))
                .put("at", named.at().toString())
                .put("held_out", named.heldOut())
                .put("bought", named.bought());
    }

    private Audience audience(Call call) {
        String id = call.ctx().pathParam("audience");
        return Optional.of(id)
                .filter(text -> text.matches("\\d{1,9}"))
                .flatMap(text -> audiences.directory().find(call.site().id(), Integer.parseInt(text)))
                .orElseThrow(() -> new HttpProblem(404, "There is no audience " + id + "."));
    }

    private Future<StoredRule> rule(Call call) {
        String id = call.ctx().pathParam("rule");
        Future<Optional<StoredRule>> found = id.matches("\\d{1,9}")
                ? rules.find(call.site(), Integer.parseInt(id))
                : Future.succeededFuture(Optional.empty());
        return found.map(rule -> rule.orElseThrow(() -> new HttpProblem(404, "There is no rule " + id + ".")));
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
