package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.audit.AuditStore;
import io.warmtag.event.VisitorId;
import io.warmtag.people.Contacts;
import io.warmtag.people.Joins;
import io.warmtag.people.KnownContact;
import io.warmtag.people.PeopleServices;
import io.warmtag.web.Routes;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Shows what is known of a person in clear, to who asks for it; the audit says who did. */
public final class ContactPages implements Routes {
    private final Console console;
    private final Contacts contacts;
    private final Joins joins;
    private final AuditStore audit;

    record ContactPage(String id, List<ContactView> contacts) {}

    public ContactPages(Console console, PeopleServices people, AuditStore audit) {
        this.console = console;
        this.contacts = people.contacts();
        this.joins = people.joins();
        this.audit = audit;
    }

    @Override
    public void mount(Router router) {
        router.post("/console/sites/:site/visitors/:visitor/contact").handler(console.sitePage(this::show));
        router.post("/console/sites/:site/visitors/:visitor/joins").handler(console.sitePage(this::decide));
    }

    private Future<Void> show(Visit visit) {
        UUID visitor = visitor(visit.pathParam("visitor"));
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

    /** One person with another visitor, or never by himself. */
    private Future<Void> decide(Visit visit) {
        var form = new Form(visit);
        UUID visitor = visitor(visit.pathParam("visitor"));
        UUID other = visitor(form.text("other"));
        boolean together = form.text("decision").equals("together");
        if (visitor.equals(other)) {
            return ConsoleFrontPages.refuse(422);
        }
        String actor = visit.account().email();
        String path = visit.sitePath("/visitors/" + VisitorId.text(visitor));
        return joins.decide(visit.site(), visitor, other, together, actor)
                .compose(done -> audit.add(
                        actor,
                        together ? "person.join" : "person.part",
                        visit.site().id(),
                        VisitorId.text(visitor) + " " + VisitorId.text(other)))
                .compose(noted -> visit.done(path, together ? "person_join" : "person_part"));
    }

    private static UUID visitor(String text) {
        return Optional.ofNullable(VisitorId.parse(text)).orElseThrow(Visit::notFound);
    }
}
