package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.audit.AuditStore;
import io.warmtag.event.VisitorId;
import io.warmtag.people.Erasure;
import io.warmtag.people.PersonServices;
import io.warmtag.people.contact.ContactField;
import io.warmtag.site.Site;
import io.warmtag.web.HttpProblem;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Persons: found by what they are called, exported with everything that is stored of them, and erased. */
public final class PeopleApi implements ApiPart {
    private final PersonServices persons;
    private final AuditStore audit;
    private final Clock clock;

    public PeopleApi(PersonServices persons, AuditStore audit, Clock clock) {
        this.persons = persons;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void addTo(Endpoints endpoints) {
        endpoints.add(POST, "/sites/:site/people/search", Scope.VISITORS_READ, this::search);
        endpoints.add(GET, "/sites/:site/people/:visitor/export", Scope.VISITORS_READ, this::export);
        endpoints.add(DELETE, "/sites/:site/people/:visitor", Scope.PEOPLE_ERASE, this::erase);
        endpoints.add(GET, "/sites/:site/erasures", Scope.AUDIT_READ, this::erasures);
    }

    /** In the body: what somebody is called has no place in addresses, which end in logs. */
    private Future<Answer> search(Call call) {
        call.takesOnly();
        Site site = call.site();
        var input = new Input(call.body());
        ContactField field = ContactField.ofCode(input.text("field", input.required("field", "")))
                .filter(ContactField::identifies)
                .orElse(null);
        if (field == null) {
            input.wrong("field", "must be user_id, email or phone.");
        }
        String value = input.text("value", input.required("value", ""));
        input.refuseOthers();
        input.check();
        return persons.finder()
                .find(site, field == null ? ContactField.EMAIL : field, value)
                .map(found -> {
                    if (found.isEmpty()) {
                        input.wrong("value", "can't be read as that.");
                        input.check();
                    }
                    return Answer.all(found.orElse(List.of()).stream()
                            .map(person -> new JsonObject().put("visitor", VisitorId.text(person)))
                            .toList());
                });
    }

    private Future<Answer> export(Call call) {
        call.takesOnly();
        Site site = call.site();
        UUID visitor = call.visitor();
        boolean clear = call.caller().may(Scope.CONTACTS_READ);
        return persons.export().visitors(site, visitor).compose(visitors -> {
            if (visitors.isEmpty()) {
                return Future.failedFuture(unknown(visitor));
            }
            return audit.add(
                            call.caller().actor(),
                            clear ? "person.export_clear" : "person.export",
                            site.id(),
                            VisitorId.text(visitor))
                    .compose(noted -> write(call, site, visitors, clear));
        });
    }

    private Future<Answer> write(Call call, Site site, List<UUID> visitors, boolean clear) {
        HttpServerResponse response = call.ctx().response();
        response.setChunked(true)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Disposition", "attachment; filename=\"person.json\"");
        return persons.export()
                .write(site, visitors, clear, clock.instant(), response::write)
                .compose(written -> response.end())
                .map(Answer.WRITTEN)
                .recover(cause -> {
                    if (!response.headWritten()) {
                        return Future.failedFuture(cause);
                    }
                    // Half a document must not look like a whole one.
                    return response.reset().otherwiseEmpty().map(Answer.WRITTEN);
                });
    }

    private Future<Answer> erase(Call call) {
        call.takesOnly();
        UUID visitor = call.visitor();
        return persons.erasing()
                .erase(call.site(), visitor, call.caller().actor())
                .map(erased -> erased.map(erasure -> Answer.of(json(erasure))).orElseThrow(() -> unknown(visitor)));
    }

    private static HttpProblem unknown(UUID visitor) {
        return new HttpProblem(404, "Nobody is known by the id " + VisitorId.text(visitor) + ".");
    }

    private Future<Answer> erasures(Call call) {
        call.takesList();
        return persons.erasing()
                .list(call.site(), call.cursor(), call.limit())
                .map(page -> Answer.page(page.map(PeopleApi::json)));
    }

    private static JsonObject json(Erasure erasure) {
        return new JsonObject()
                .put("erasure", erasure.id().toString())
                .put("at", erasure.at().toString())
                .put("by", erasure.actor())
                .put("visitors", erasure.visitors())
                .put("events", erasure.events())
                .put("orders", erasure.orders())
                .put("lists_outside", erasure.outside())
                .put(
                        "finished",
                        erasure.finished() == null ? null : erasure.finished().toString());
    }
}
