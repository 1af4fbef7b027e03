package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.GET;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.audit.AuditStore;
import io.warmtag.event.VisitorId;
import io.warmtag.people.Contacts;
import io.warmtag.people.KnownContact;
import io.warmtag.site.Site;
import java.util.List;
import java.util.UUID;

/** What is known of a person: hashed for whoever may read visitors, in clear by a scope of its own. */
public final class ContactsApi implements ApiPart {
    private final Contacts contacts;
    private final AuditStore audit;

    public ContactsApi(Contacts contacts, AuditStore audit) {
        this.contacts = contacts;
        this.audit = audit;
    }

    @Override
    public void addTo(Endpoints endpoints) {
        endpoints.add(GET, "/sites/:site/visitors/:visitor/contacts", Scope.VISITORS_READ, this::list);
    }

    private Future<Answer> list(Call call) {
        call.takesOnly();
        Site site = call.site();
        UUID visitor = call.visitor();
        boolean clear = call.caller().may(Scope.CONTACTS_READ);
        Future<Void> noted = clear
                ? audit.add(call.caller().actor(), "contact.show", site.id(), VisitorId.text(visitor))
                : Future.succeededFuture();
        return noted.compose(done -> contacts.of(site.id(), List.of(visitor))).map(known -> {
            var items = new JsonArray();
            known.getOrDefault(visitor, List.of()).forEach(one -> items.add(json(one, clear)));
            return Answer.of(new JsonObject().put("items", items).put("next", null));
        });
    }

    static JsonObject json(KnownContact contact, boolean clear) {
        return new JsonObject()
                .put("field", contact.value().field().code())
                .put("sha256", contact.value().sha256())
                .put(
                        "value",
                        clear && !contact.value().hashed() ? contact.value().text() : null)
                .put("visitor", VisitorId.text(contact.visitor()))
                .put("first_seen", contact.firstSeen().toString())
                .put("last_seen", contact.lastSeen().toString());
    }
}
