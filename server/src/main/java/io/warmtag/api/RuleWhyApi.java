package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.catalog.Message;
import io.warmtag.catalog.Problem;
import io.warmtag.container.Sentences;
import io.warmtag.rule.Frequencies;
import io.warmtag.rule.ReadyMade;
import io.warmtag.rule.RuleDesk;
import io.warmtag.rule.Starter;
import io.warmtag.rule.Why;
import io.warmtag.rule.Why.Check;
import io.warmtag.rule.model.Frequency;
import io.warmtag.site.Site;
import io.warmtag.web.HttpProblem;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why a rule did something for somebody or not, rules to start from, and what one person may have of all rules together. */
public final class RuleWhyApi implements ApiPart {
    private static final String RULES = "/sites/:site/rules";
    private static final List<String> LANGUAGES = List.of("en", "bn");

    private final RuleDesk desk;
    private final Sentences sentences;

    public RuleWhyApi(RuleDesk desk, Sentences sentences) {
        this.desk = desk;
        this.sentences = sentences;
    }

    @Override
    public void addTo(Endpoints endpoints) {
        endpoints.add(GET, RULES + "/:rule/visitors/:visitor", Scope.RULES_READ, this::why);
        endpoints.add(POST, "/sites/:site/ready-rules", Scope.RULES_WRITE, this::begin);
        endpoints.add(GET, "/sites/:site/rule-frequency", Scope.RULES_READ, this::frequency);
        endpoints.add(PUT, "/sites/:site/rule-frequency", Scope.RULES_WRITE, this::setFrequency);
    }

    private Future<Answer> why(Call call) {
        call.takesOnly();
        Site site = call.site();
        String id = call.ctx().pathParam("rule");
        if (!id.matches("\\d{1,9}")) {
            throw noRule(id);
        }
        return desk.rules()
                .find(site, Integer.parseInt(id))
                .compose(rule -> desk.whys().of(site, rule.orElseThrow(() -> noRule(id)), call.visitor()))
                .map(why -> Answer.of(json(why)));
    }

    private static HttpProblem noRule(String id) {
        return new HttpProblem(404, "There is no rule " + id + ".");
    }

    private JsonObject json(Why why) {
        var checks = new JsonArray();
        why.checks().forEach(check -> checks.add(json(check)));
        var past = new JsonArray();
        why.past().forEach(firing -> past.add(RulesApi.json(firing)));
        return new JsonObject().put("checks", checks).put("firings", past);
    }

    private JsonObject json(Check check) {
        Map<String, Object> arguments = new HashMap<>();
        check.arguments()
                .forEach((name, value) -> arguments.put(name, value instanceof Number ? value : value.toString()));
        return new JsonObject()
                .put("code", check.code())
                .put("verdict", check.verdict().name().toLowerCase(Locale.ROOT))
                .put("text", sentences.text("en", new Message("why." + check.code(), arguments)));
    }

    private Future<Answer> begin(Call call) {
        call.takesOnly();
        Site site = call.site();
        var input = new Input(call.body());
        String code = input.text("ready", input.required("ready", ""));
        String language = input.text("language", () -> "en");
        List<String> codes = Stream.concat(
                        ReadyMade.ALL.stream().map(ReadyMade::code), Stream.of(Starter.COLD_EXCLUSION))
                .toList();
        if (!codes.contains(code)) {
            input.wrong("ready", "must be one of: " + String.join(", ", codes) + ".");
        }
        if (!LANGUAGES.contains(language)) {
            input.wrong("language", "must be en or bn.");
        }
        input.refuseOthers();
        input.check();
        String base = Endpoints.BASE + "/sites/" + site.publicId();
        if (code.equals(Starter.COLD_EXCLUSION)) {
            return desk.starter()
                    .coldExclusion(site, language, call.caller().actor())
                    .map(audience -> Answer.created(
                            base + "/audiences/" + audience, new JsonObject().put("audience", audience)));
        }
        return desk.starter()
                .begin(site, code, language, call.caller().actor())
                .map(made -> made.orElseThrow())
                .map(rule -> Answer.created(base + "/rules/" + rule.id(), RulesApi.json(rule, Map.of())));
    }

    private Future<Answer> frequency(Call call) {
        call.takesOnly();
        return desk.frequencies().of(call.site()).map(frequency -> Answer.of(json(frequency)));
    }

    private Future<Answer> setFrequency(Call call) {
        call.takesOnly();
        Site site = call.site();
        var input = new Input(call.body());
        var frequency = new Frequency(most(input, "per_day"), most(input, "per_week"));
        input.refuseOthers();
        input.check();
        List<Problem> problems = Frequencies.problems(frequency);
        if (!problems.isEmpty()) {
            List<HttpProblem.Field> fields = problems.stream()
                    .map(problem -> new HttpProblem.Field(problem.field(), sentences.text("en", problem.message())))
                    .toList();
            throw new HttpProblem(
                    422, "Field " + fields.get(0).field() + " " + fields.get(0).message(), fields);
        }
        return desk.frequencies().set(site, frequency, call.caller().actor()).map(set -> Answer.of(json(frequency)));
    }

    private static @Nullable Integer most(Input input, String field) {
        // Null is none, as it is answered.
        if (input.rest(field).getValue(field) == null) {
            return null;
        }
        return (int) Math.min(input.whole(field, () -> 0L), Integer.MAX_VALUE);
    }

    private static JsonObject json(Frequency frequency) {
        return new JsonObject().put("per_day", frequency.perDay()).put("per_week", frequency.perWeek());
    }
}
