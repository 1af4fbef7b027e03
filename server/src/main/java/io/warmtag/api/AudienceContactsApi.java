package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.GET;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.audit.AuditStore;
import io.warmtag.db.Page;
import io.warmtag.event.VisitorId;
import io.warmtag.people.Contacts;
import io.warmtag.people.KnownContact;
import io.warmtag.rule.Audience;
import io.warmtag.rule.AudienceServices;
import io.warmtag.rule.Member;
import io.warmtag.site.Site;
import io.warmtag.web.HttpProblem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** An audience's members with what is known to reach them by: hashed, in clear by a scope of its own. */
public final class AudienceContactsApi implements ApiPart {
    private final AudienceServices audiences;
    private final Contacts contacts;
    private final AuditStore audit;

    public AudienceContactsApi(AudienceServices audiences, Contacts contacts, AuditStore audit) {
        this.audiences = audiences;
        this.contacts = contacts;
        this.audit = audit;
    }

    @Override
    public void addTo(Endpoints endpoints) {
        endpoints.add(GET, "/sites/:site/audiences/:audience/contacts", Scope.VISITORS_READ, this::list);
    }

    private Future<Answer> list(Call call) {
        call.takesList();
        Site site = call.site();
        String id = call.ctx().pathParam("audience");
        Audience audience = Optional.of(id)
                .filter(text -> text.matches("\\d{1,9}"))
                .flatMap(text -> audiences.directory().find(site.id(), Integer.parseInt(text)))
                .orElseThrow(() -> new HttpProblem(404, "There is no audience " + id + "."));
        boolean clear = call.caller().may(Scope.CONTACTS_READ);
        String action = clear ? "audience.export_clear" : "audience.export";
        return audit.add(call.caller().actor(), action, site.id(), audience.name())
                .compose(noted -> audiences.store().members(site.id(), audience.id(), call.cursor(), call.limit()))
                .compose(page -> known(site, page)
                        .map(known -> Answer.page(page.map(
                                member -> json(member, known.getOrDefault(member.person(), List.of()), clear)))));
    }

    private Future<Map<UUID, List<KnownContact>>> known(Site site, Page<Member> page) {
        List<UUID> persons = page.items().stream().map(Member::person).toList();
        return persons.isEmpty() ? Future.succeededFuture(Map.of()) : contacts.of(site.id(), persons);
    }

    private static JsonObject json(Member member, List<KnownContact> known, boolean clear) {
        var all = new JsonArray();
        known.stream()
                .filter(contact -> contact.value().field().identifies())
                .forEach(contact -> all.add(ContactsApi.json(contact, clear)));
        return new JsonObject()
                .put("visitor", VisitorId.text(member.person()))
                .put("since", member.since().toString())
                .put("contacts", all);
    }
}
