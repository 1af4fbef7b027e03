package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.catalog.FieldReader;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.container.JsonValues;
import io.warmtag.container.Sentences;
import io.warmtag.event.VisitorId;
import io.warmtag.rule.Audience;
import io.warmtag.rule.AudienceDraft;
import io.warmtag.rule.AudienceEditor.Outcome;
import io.warmtag.rule.AudienceServices;
import io.warmtag.rule.AudienceStore.Size;
import io.warmtag.rule.audience.model.Condition;
import io.warmtag.rule.audience.model.ConditionJson;
import io.warmtag.rule.audience.model.ConditionReader;
import io.warmtag.rule.audience.model.Finding;
import io.warmtag.web.HttpProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code /sites/{site}/audiences}: conditions over persons, and of whom they are true. */
public final class AudiencesApi implements ApiPart {
    private static final String PATH = "/sites/:site/audiences";
    private static final String LANGUAGE = "en";

    private final AudienceServices audiences;
    private final Sentences sentences;

    public AudiencesApi(AudienceServices audiences, Sentences sentences) {
        this.audiences = audiences;
        this.sentences = sentences;
    }

    @Override
    public void addTo(Endpoints endpoints) {
        endpoints.add(GET, PATH, Scope.RULES_READ, this::list);
        endpoints.add(POST, PATH, Scope.RULES_WRITE, this::create);
        endpoints.add(GET, PATH + "/:audience", Scope.RULES_READ, this::show);
        endpoints.add(PUT, PATH + "/:audience", Scope.RULES_WRITE, this::replace);
        endpoints.add(DELETE, PATH + "/:audience", Scope.RULES_WRITE, this::delete);
        endpoints.add(GET, PATH + "/:audience/members", Scope.VISITORS_READ, this::members);
        endpoints.add(GET, PATH + "/:audience/members/:visitor", Scope.VISITORS_READ, this::why);
        endpoints.add(POST, "/sites/:site/audience-trials", Scope.VISITORS_READ, this::tryOut);
    }

    private Future<Answer> list(Call call) {
        call.takesOnly();
        int site = call.site().id();
        return audiences
                .store()
                .sizes(site)
                .map(sizes -> Answer.all(audiences.directory().of(site).stream()
                        .map(audience -> json(audience, size(sizes.get(audience.id()))))
                        .toList()));
    }

    private static Size size(@org.jspecify.annotations.Nullable Size size) {
        return size == null ? new Size(0, Optional.empty()) : size;
    }

    private JsonObject json(Audience audience, Size size) {
        return new JsonObject()
                .put("id", audience.id())
                .put("name", audience.name())
                .put("notes", audience.notes())
                .put("condition", JsonValues.write(ConditionJson.write(audience.condition())))
                .put("sentence", sentence(audience.site(), audience.condition()))
                .put("members", size.members())
                .put(
                        "filling",
                        size.filling()
                                .map(progress -> new JsonObject()
                                        .put("done", progress.filled())
                                        .put("of", progress.of()))
                                .orElse(null))
                .put("author", audience.author())
                .put("changed_at", audience.changedAt().toString());
    }

    private String sentence(int site, Condition condition) {
        return sentences.text(LANGUAGE, audiences.directory().text(site).of(condition));
    }

    private Future<Answer> create(Call call) {
        call.takesOnly();
        int site = call.site().id();
        return audiences
                .editor()
                .create(site, draft(call), call.caller().actor())
                .compose(outcome -> answered(call, outcome))
                .map(json -> Answer.created(
                        Endpoints.BASE + "/sites/" + call.site().publicId() + "/audiences/" + json.getInteger("id"),
                        json));
    }

    private Future<Answer> show(Call call) {
        call.takesOnly();
        return json(call, audience(call).id()).map(Answer::of);
    }

    private Future<Answer> replace(Call call) {
        call.takesOnly();
        return audiences
                .editor()
                .update(
                        call.site().id(),
                        audience(call).id(),
                        draft(call),
                        call.caller().actor())
                .compose(outcome -> answered(call, outcome))
                .map(Answer::of);
    }

    private Future<Answer> delete(Call call) {
        call.takesOnly();
        return audiences
                .editor()
                .delete(call.site().id(), audience(call).id(), call.caller().actor())
                .compose(outcome -> outcome instanceof Outcome.Done
                        ? Future.succeededFuture(Answer.DONE)
                        : Future.failedFuture(
                                outcome instanceof Outcome.Refused refused
                                        ? new HttpProblem(
                                                409,
                                                "It " + text(refused.problems().get(0)))
                                        : missing(call)));
    }

    private Future<Answer> members(Call call) {
        call.takesList();
        return audiences
                .store()
                .members(call.site().id(), audience(call).id(), call.cursor(), call.limit())
                .map(page -> Answer.page(page.map(member -> new JsonObject()
                        .put("visitor", VisitorId.text(member.person()))
                        .put("since", member.since().toString()))));
    }

    private Future<Answer> why(Call call) {
        call.takesOnly();
        Audience audience = audience(call);
        return audiences
                .preview()
                .explain(audience.site(), audience.condition(), call.visitor())
                .map(finding -> Answer.of(json(audience.site(), finding)));
    }

    private JsonObject json(int site, Finding finding) {
        return new JsonObject()
                .put("holds", finding.holds())
                .put("sentence", sentence(site, finding.condition()))
                .put("number", finding.number())
                .put("text", finding.text())
                .put(
                        "parts",
                        new JsonArray(finding.parts().stream()
                                .map(part -> json(site, part))
                                .toList()));
    }

    private Future<Answer> tryOut(Call call) {
        call.takesOnly();
        int site = call.site().id();
        Condition condition = condition(call);
        return audiences
                .preview()
                .count(site, condition)
                .map(tried -> Answer.of(new JsonObject()
                        .put("sentence", sentence(site, condition))
                        .put("tried", tried.tried())
                        .put("matched", tried.matched())
                        .put("persons", tried.persons())
                        .put(
                                "sample",
                                new JsonArray(tried.sample().stream()
                                        .map(VisitorId::text)
                                        .toList()))));
    }

    /** Alone in the body, and good enough to be saved. */
    private Condition condition(Call call) {
        var problems = new ArrayList<Problem>();
        var in = new FieldReader(JsonValues.read(call.body()), "", problems);
        Optional<Condition> condition =
                ConditionReader.read(in.value("condition").orElse(Value.NOTHING), "condition", problems);
        in.refuseOthers();
        condition.ifPresent(
                read -> problems.addAll(audiences.editor().problems(call.site().id(), read)));
        if (condition.isEmpty() || !problems.isEmpty()) {
            throw invalid(problems);
        }
        return condition.get();
    }

    private AudienceDraft draft(Call call) {
        var problems = new ArrayList<Problem>();
        JsonObject body = call.body();
        // What answers add may be sent back as it came.
        for (String added : List.of("id", "sentence", "members", "filling", "author", "changed_at")) {
            body.remove(added);
        }
        return AudienceDraft.read(JsonValues.read(body), problems).orElseThrow(() -> invalid(problems));
    }

    private Audience audience(Call call) {
        String id = call.ctx().pathParam("audience");
        return Optional.of(id)
                .filter(text -> text.matches("\\d{1,9}"))
                .flatMap(text -> audiences.directory().find(call.site().id(), Integer.parseInt(text)))
                .orElseThrow(() -> missing(call));
    }

    private static HttpProblem missing(Call call) {
        return new HttpProblem(404, "There is no audience " + call.ctx().pathParam("audience") + ".");
    }

    private Future<JsonObject> answered(Call call, Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            return Future.failedFuture(invalid(refused.problems()));
        }
        return outcome instanceof Outcome.Done done ? json(call, done.id()) : Future.failedFuture(missing(call));
    }

    private Future<JsonObject> json(Call call, int id) {
        int site = call.site().id();
        return audiences
                .store()
                .sizes(site)
                .map(sizes -> audiences
                        .directory()
                        .find(site, id)
                        .map(audience -> json(audience, size(sizes.get(id))))
                        .orElseThrow(() -> missing(call)));
    }

    private HttpProblem invalid(List<Problem> problems) {
        List<HttpProblem.Field> fields = problems.stream()
                .map(problem -> new HttpProblem.Field(problem.field(), text(problem)))
                .toList();
        HttpProblem.Field first = fields.get(0);
        String subject = first.field().isEmpty() ? "This" : "Field " + first.field();
        return new HttpProblem(422, subject + " " + first.message(), fields);
    }

    private String text(Problem problem) {
        return sentences.text(LANGUAGE, problem.message());
    }
}
