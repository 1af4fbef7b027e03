package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.container.JsonValues;
import io.warmtag.container.Sentences;
import io.warmtag.event.VisitorId;
import io.warmtag.rule.FiringLog;
import io.warmtag.rule.FiringLog.Fate;
import io.warmtag.rule.FiringLog.Firing;
import io.warmtag.rule.RuleDesk;
import io.warmtag.rule.RuleState;
import io.warmtag.rule.RuleTotals;
import io.warmtag.rule.RuleVersion;
import io.warmtag.rule.Rules;
import io.warmtag.rule.Rules.Outcome;
import io.warmtag.rule.StoredRule;
import io.warmtag.rule.model.Decision;
import io.warmtag.rule.model.RuleJson;
import io.warmtag.site.Site;
import io.warmtag.web.HttpProblem;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /sites/{site}/rules}: what happens to whom, and what came of it. */
public final class RulesApi implements ApiPart {
    private static final String PATH = "/sites/:site/rules";
    private static final int MOST_OF_PERSON = 100;

    private final Rules rules;
    private final FiringLog log;
    private final Sentences sentences;

    public RulesApi(RuleDesk desk, Sentences sentences) {
        this.rules = desk.rules();
        this.log = desk.log();
        this.sentences = sentences;
    }

    @Override
    public void addTo(Endpoints endpoints) {
        endpoints.add(GET, PATH, Scope.RULES_READ, this::list);
        endpoints.add(POST, PATH, Scope.RULES_WRITE, this::create);
        endpoints.add(GET, PATH + "/:rule", Scope.RULES_READ, this::show);
        endpoints.add(PUT, PATH + "/:rule", Scope.RULES_WRITE, this::change);
        endpoints.add(PUT, PATH + "/:rule/state", Scope.RULES_WRITE, this::setState);
        endpoints.add(GET, PATH + "/:rule/versions", Scope.RULES_READ, this::versions);
        endpoints.add(GET, PATH + "/:rule/firings", Scope.RULES_READ, this::firings);
        endpoints.add(GET, "/sites/:site/visitors/:visitor/firings", Scope.RULES_READ, this::firingsOfVisitor);
    }

    private Future<Answer> list(Call call) {
        call.takesOnly();
        Site site = call.site();
        return rules.of(site)
                .compose(all -> rules.totals(site)
                        .map(totals -> Answer.all(
                                all.stream().map(rule -> json(rule, totals)).toList())));
    }

    private Future<Answer> create(Call call) {
        call.takesOnly();
        Site site = call.site();
        var input = new Input(call.body());
        Value.Fields definition = definition(input, call.body());
        input.refuseOthers();
        input.check();
        return rules.create(site, definition, call.caller().actor())
                .map(outcome -> done(outcome, "definition."))
                .map(rule -> Answer.created(
                        Endpoints.BASE + "/sites/" + site.publicId() + "/rules/" + rule.id(), json(rule, Map.of())));
    }

    static Value.Fields definition(Input input, JsonObject body) {
        if (!input.has("definition")) {
            input.wrong("definition", "is missing.");
        }
        // Its fields are read by the rule itself.
        boolean isObject = body.getValue("definition") instanceof JsonObject;
        if (!isObject) {
            input.wrong("definition", "must be an object.");
        }
        var unread = input.object("definition");
        return isObject && unread.isGood() ? JsonValues.read(body.getJsonObject("definition")) : Value.Fields.NONE;
    }

    private Future<Answer> show(Call call) {
        call.takesOnly();
        Site site = call.site();
        return found(call).compose(rule -> rules.totals(site).map(totals -> Answer.of(json(rule, totals))));
    }

    private Future<Answer> change(Call call) {
        call.takesOnly();
        Site site = call.site();
        var input = new Input(call.body());
        long seen = input.whole("version", input.required("version", 0L));
        Value.Fields definition = definition(input, call.body());
        input.refuseOthers();
        input.check();
        return found(call)
                .compose(rule -> rules.change(
                        site, rule, (int) seen, definition, call.caller().actor()))
                .map(outcome -> done(outcome, "definition."))
                .compose(rule -> rules.totals(site).map(totals -> Answer.of(json(rule, totals))));
    }

    private Future<Answer> setState(Call call) {
        call.takesOnly();
        Site site = call.site();
        var input = new Input(call.body());
        Optional<RuleState> state = RuleState.ofWord(input.text("state", input.required("state", "")));
        List<String> visitors = input.texts("testers", List::of);
        if (state.isEmpty()) {
            input.wrong("state", "must be testing, on or paused.");
        }
        Set<UUID> testers = new HashSet<>();
        for (int i = 0; i < visitors.size(); i++) {
            UUID tester = VisitorId.parse(visitors.get(i));
            if (tester == null) {
                input.wrong("testers[" + i + "]", "must be the 22 characters of a visitor's id.");
            } else {
                testers.add(tester);
            }
        }
        input.refuseOthers();
        input.check();
        return found(call)
                .compose(rule -> rules.setState(
                        site, rule, state.orElseThrow(), testers, call.caller().actor()))
                .map(outcome -> done(outcome, ""))
                .compose(rule -> rules.totals(site).map(totals -> Answer.of(json(rule, totals))));
    }

    private Future<Answer> versions(Call call) {
        call.takesOnly();
        Site site = call.site();
        return found(call)
                .compose(rule -> rules.versions(site, rule.id()))
                .map(all -> Answer.all(all.stream().map(RulesApi::json).toList()));
    }

    private Future<Answer> firings(Call call) {
        call.takesList("decision");
        Site site = call.site();
        Optional<Decision> decision = call.parameter("decision").map(RulesApi::decision);
        return found(call)
                .compose(rule -> log.of(site, rule.id(), decision, call.cursor(), call.limit()))
                .map(page -> Answer.page(page.map(RulesApi::json)));
    }

    private static Decision decision(String word) {
        List<String> words = Stream.of(Decision.values()).map(Decision::word).toList();
        if (!words.contains(word)) {
            throw Call.bad("decision", "must be one of: " + String.join(", ", words) + ".");
        }
        return Decision.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private Future<Answer> firingsOfVisitor(Call call) {
        call.takesOnly();
        return log.ofPerson(call.site(), call.visitor(), MOST_OF_PERSON)
                .map(all -> Answer.all(all.stream().map(RulesApi::json).toList()));
    }

    private Future<StoredRule> found(Call call) {
        String id = call.ctx().pathParam("rule");
        Site site = call.site();
        Future<Optional<StoredRule>> found = id.matches("\\d{1,9}")
                ? rules.find(site, Integer.parseInt(id))
                : Future.succeededFuture(Optional.empty());
        return found.map(rule -> rule.orElseThrow(() -> new HttpProblem(404, "There is no rule " + id + ".")));
    }

    /** @param place where the problems' fields are in the body */
    private StoredRule done(Outcome outcome, String place) {
        if (outcome instanceof Outcome.Done done) {
            return done.rule();
        } else if (outcome instanceof Outcome.Conflict conflict) {
            String remedy = "is not the newest one: that is " + conflict.now().version()
                    + ". Read the rule again and apply your change to it.";
            throw new HttpProblem(409, "Field version " + remedy, List.of(new HttpProblem.Field("version", remedy)));
        }
        List<HttpProblem.Field> fields = ((Outcome.Wrong) outcome)
                .problems().stream().map(problem -> field(problem.below(place))).toList();
        throw new HttpProblem(
                422, "Field " + fields.get(0).field() + " " + fields.get(0).message(), fields);
    }

    private HttpProblem.Field field(Problem problem) {
        return new HttpProblem.Field(problem.field(), sentences.text("en", problem.message()));
    }

    static JsonObject json(StoredRule rule, Map<Integer, RuleTotals> all) {
        RuleTotals totals = all.getOrDefault(rule.id(), RuleTotals.NONE);
        return new JsonObject()
                .put("id", rule.id())
                .put("state", rule.state().word())
                .put("version", rule.version())
                .put(
                        "testers",
                        new JsonArray(rule.testers().stream()
                                .map(VisitorId::text)
                                .sorted()
                                .toList()))
                .put("author", rule.author())
                .put("changed_at", rule.changedAt().toString())
                .put("fired", totals.fired())
                .put("held_out", totals.heldOut())
                .put("limited", totals.limited())
                .put("last_at", text(totals.last()))
                .put("definition", JsonValues.write(RuleJson.write(rule.rule())));
    }

    private static JsonObject json(RuleVersion version) {
        return new JsonObject()
                .put("version", version.version())
                .put("author", version.author())
                .put("created_at", version.createdAt().toString())
                .put("definition", JsonValues.write(RuleJson.write(version.rule())));
    }

    static JsonObject json(Firing firing) {
        return new JsonObject()
                .put("id", firing.id().toString())
                .put("rule", firing.rule())
                .put("version", firing.version())
                .put("visitor", VisitorId.text(firing.person()))
                .put("decision", firing.decision().word())
                .put("test", firing.test())
                .put("at", firing.at().toString())
                .put("occurred_at", firing.occurredAt().toString())
                .put("occasion", firing.occasion())
                .put("event", firing.event() == null ? null : firing.event().toString())
                .put("transition", firing.transition())
                .put(
                        "temperature",
                        firing.temperature() == null
                                ? null
                                : firing.temperature().name().toLowerCase(Locale.ROOT))
                .put(
                        "steps",
                        new JsonArray(
                                firing.steps().stream().map(RulesApi::json).toList()));
    }

    private static JsonObject json(Fate fate) {
        return new JsonObject()
                .put("number", fate.number())
                .put("state", fate.state())
                .put("due_at", text(fate.due()))
                .put("ended_at", text(fate.endedAt()))
                .put("note", fate.note());
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
