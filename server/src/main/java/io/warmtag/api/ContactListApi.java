package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.GET;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.audit.AuditStore;
import io.warmtag.event.VisitorId;
import io.warmtag.people.ContactList;
import io.warmtag.people.ContactList.Reachable;
import io.warmtag.site.Site;

/** Everybody who can be reached: hashed, in clear by a scope of its own. */
public final class ContactListApi implements ApiPart {
    private final ContactList list;
    private final AuditStore audit;

    public ContactListApi(ContactList list, AuditStore audit) {
        this.list = list;
        this.audit = audit;
    }

    @Override
    public void addTo(Endpoints endpoints) {
        endpoints.add(GET, "/sites/:site/contacts", Scope.VISITORS_READ, this::list);
    }

    private Future<Answer> list(Call call) {
        call.takesList("consent");
        Site site = call.site();
        boolean agreeing = call.parameter("consent")
                .map(word -> switch (word) {
                    case "granted" -> true;
                    case "any" -> false;
                    default -> throw Call.bad("consent", "must be granted or any.");
                })
                .orElse(true);
        boolean clear = call.caller().may(Scope.CONTACTS_READ);
        return audit.add(call.caller().actor(), clear ? "contact.export_clear" : "contact.export", site.id(), null)
                .compose(noted -> list.page(site, agreeing, call.cursor(), call.limit()))
                .map(page -> Answer.page(page.map(one -> json(one, clear))));
    }

    private static JsonObject json(Reachable one, boolean clear) {
        var contacts = new JsonArray();
        one.known().forEach(contact -> contacts.add(ContactsApi.json(contact, clear)));
        var consent = new JsonObject();
        one.consent().forEach(consent::put);
        return new JsonObject()
                .put("visitor", VisitorId.text(one.person()))
                .put("contacts", contacts)
                .put("consent", consent);
    }
}
