package io.warmtag.api;

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
import java.util.UUID;

/** Which visitors are one person, and what is to be decided about that. */
public final class JoinsApi implements ApiPart {
    private static final int MOST = 500;

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
        call.takesOnly();
        return joins.open(call.site(), MOST)
                .map(open -> Answer.all(open.stream().map(JoinsApi::json).toList()));
    }

    private static JsonObject json(Joins.Open open) {
        return new JsonObject()
                .put("one", VisitorId.text(open.one()))
                .put("other", VisitorId.text(open.other()))
                .put("field", open.kind())
                .put("reason", open.reason())
                .put("found", open.found().toString());
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
