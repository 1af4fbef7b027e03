package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.audit.AuditStore;
import io.warmtag.event.VisitorId;
import io.warmtag.people.Joins;
import io.warmtag.site.Site;
import io.warmtag.web.HttpProblem;
import java.util.UUID;

/** Which visitors are one person, and what is to be decided about that. */
public final class JoinsApi implements ApiPart {
    private final Joins joins;
    private final AuditStore audit;

    public JoinsApi(Joins joins, AuditStore audit) {
        this.joins = joins;
        this.audit = audit;
    }

    @Override
    public void addTo(Endpoints endpoints) {
        endpoints.add(GET, "/sites/:site/visitors/:visitor/person", Scope.VISITORS_READ, this::person);
        endpoints.add(GET, "/sites/:site/joins", Scope.VISITORS_READ, this::open);
        endpoints.add(POST, "/sites/:site/joins", Scope.PEOPLE_WRITE, this::decide);
        endpoints.add(GET, "/sites/:site/join-decisions", Scope.VISITORS_READ, this::decided);
        endpoints.add(DELETE, "/sites/:site/join-decisions/:decision", Scope.PEOPLE_WRITE, this::takeBack);
    }

    private Future<Answer> person(Call call) {
        call.takesOnly();
        return joins.visitors(call.site(), call.visitor()).map(visitors -> {
            var items = new JsonArray();
            visitors.forEach(visitor -> items.add(VisitorId.text(visitor)));
            return Answer.of(new JsonObject().put("visitors", items));
        });
    }

    private Future<Answer> open(Call call) {
        call.takesList();
        return joins.open(call.site(), call.cursor(), call.limit()).map(page -> Answer.page(page.map(JoinsApi::json)));
    }

    private static JsonObject json(Joins.Open open) {
        return new JsonObject()
                .put("one", VisitorId.text(open.one()))
                .put("other", VisitorId.text(open.other()))
                .put("field", open.kind())
                .put("reason", open.reason())
                .put("found", open.found().toString())
                .put("visitors", open.holders());
    }

    private Future<Answer> decided(Call call) {
        call.takesList();
        return joins.decided(call.site(), call.cursor(), call.limit())
                .map(page -> Answer.page(page.map(one -> new JsonObject()
                        .put("decision", one.number())
                        .put("one", VisitorId.text(one.one()))
                        .put("other", VisitorId.text(one.other()))
                        .put("together", one.together())
                        .put("by", one.by())
                        .put("at", one.at().toString()))));
    }

    private Future<Answer> takeBack(Call call) {
        call.takesOnly();
        Site site = call.site();
        String number = call.ctx().pathParam("decision");
        if (!number.matches("\\d{1,18}")) {
            throw new HttpProblem(404, "There is no decision " + number + ".");
        }
        return joins.takeBack(site, Long.parseLong(number))
                .compose(both -> both.isEmpty()
                        ? Future.failedFuture(new HttpProblem(404, "There is no decision " + number + "."))
                        : audit.add(
                                        call.caller().actor(),
                                        "person.undecide",
                                        site.id(),
                                        VisitorId.text(both.get(0)) + " " + VisitorId.text(both.get(1)))
                                .map(noted -> Answer.DONE));
    }

    private Future<Answer> decide(Call call) {
        call.takesOnly();
        Site site = call.site();
        var input = new Input(call.body());
        UUID one = visitor(input, "one");
        UUID other = visitor(input, "other");
        if (one.equals(other)) {
            input.wrong("other", "must be another visitor than one.");
        }
        boolean together = input.flag("together", input.required("together", false));
        input.refuseOthers();
        input.check();
        String subject = VisitorId.text(one) + " " + VisitorId.text(other);
        return joins.decide(site, one, other, together, call.caller().actor())
                .compose(done ->
                        audit.add(call.caller().actor(), together ? "person.join" : "person.part", site.id(), subject))
                .map(noted -> Answer.DONE);
    }

    private static UUID visitor(Input input, String name) {
        UUID visitor = VisitorId.parse(input.text(name, input.required(name, "")));
        if (visitor == null) {
            input.wrong(name, "must be the 22 characters of a visitor's id.");
            return UUID.randomUUID();
        }
        return visitor;
    }
}
