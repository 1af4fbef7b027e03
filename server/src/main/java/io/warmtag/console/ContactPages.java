package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.audit.AuditStore;
import io.warmtag.event.VisitorId;
import io.warmtag.people.Contacts;
import io.warmtag.people.KnownContact;
import io.warmtag.web.Routes;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Shows what is known of a person in clear, to who asks for it; the audit says who did. */
public final class ContactPages implements Routes {
    private final Console console;
    private final Contacts contacts;
    private final AuditStore audit;

    record ContactPage(String id, List<ContactView> contacts) {}

    public ContactPages(Console console, Contacts contacts, AuditStore audit) {
        this.console = console;
        this.contacts = contacts;
        this.audit = audit;
    }

    @Override
    public void mount(Router router) {
        router.post("/console/sites/:site/visitors/:visitor/contact").handler(console.sitePage(this::show));
    }

    private Future<Void> show(Visit visit) {
        UUID visitor =
                Optional.ofNullable(VisitorId.parse(visit.pathParam("visitor"))).orElseThrow(Visit::notFound);
        String id = VisitorId.text(visitor);
        int site = visit.site().id();
        visit.ctx().response().putHeader("Cache-Control", "no-store");
        return audit.add(visit.account().email(), "contact.show", site, id)
                .compose(noted -> contacts.of(site, List.of(visitor)))
                .compose(known -> {
                    List<KnownContact> all = known.getOrDefault(visitor, List.of());
                    return visit.show(200, "visitor/contact", "visitors", new ContactPage(id, ContactView.clear(all)));
                });
    }
}
