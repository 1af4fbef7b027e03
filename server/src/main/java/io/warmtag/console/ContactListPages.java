package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.audit.AuditStore;
import io.warmtag.db.Keyset;
import io.warmtag.event.VisitorId;
import io.warmtag.people.ContactList;
import io.warmtag.people.ContactList.Reachable;
import io.warmtag.people.KnownContact;
import io.warmtag.people.contact.ContactField;
import io.warmtag.web.Routes;
import java.util.Optional;

/** Everybody who can be reached, as a table to be downloaded: hashed, or in clear to who asks for it, which the audit keeps. */
public final class ContactListPages implements Routes {
    private static final int AT_ONCE = 500;

    private final Console console;
    private final ContactList list;
    private final AuditStore audit;

    /** What is asked for. */
    private record Asked(Visit visit, boolean clear, boolean agreeing) {}

    public ContactListPages(Console console, ContactList list, AuditStore audit) {
        this.console = console;
        this.list = list;
        this.audit = audit;
    }

    @Override
    public void mount(Router router) {
        router.post("/console/sites/:site/contacts.csv").handler(console.sitePage(this::export));
    }

    private Future<Void> export(Visit visit) {
        boolean clear = EntityPages.form(visit, "contacts").equals("clear");
        var asked = new Asked(visit, clear, !EntityPages.form(visit, "consent").equals("any"));
        String action = clear ? "contact.export_clear" : "contact.export";
        var response = visit.ctx().response();
        return audit.add(visit.account().email(), action, visit.site().id(), null)
                .compose(noted -> {
                    response.setChunked(true)
                            .putHeader("Content-Type", "text/csv; charset=utf-8")
                            .putHeader("Cache-Control", "no-store")
                            .putHeader("Content-Disposition", "attachment; filename=\"contacts.csv\"");
                    return response.write(CsvText.line(
                            "visitor",
                            "email",
                            "phone",
                            "first_seen",
                            "last_seen",
                            "ad_user_data",
                            "ad_personalization"));
                })
                .compose(begun -> rows(asked, Keyset.NEWEST));
    }

    /** Page by page: a million of them don't fit into memory. */
    private Future<Void> rows(Asked asked, Keyset after) {
        return list.page(asked.visit.site(), asked.agreeing, after, AT_ONCE).compose(page -> {
            var lines = new StringBuilder();
            page.items().forEach(one -> lines.append(line(asked, one)));
            var response = asked.visit.ctx().response();
            Future<Void> written = lines.isEmpty() ? Future.succeededFuture() : response.write(lines.toString());
            return written.compose(
                    done -> page.next().map(next -> rows(asked, next)).orElseGet(response::end));
        });
    }

    private static String line(Asked asked, Reachable one) {
        return CsvText.line(
                VisitorId.text(one.person()),
                text(one.newest(ContactField.EMAIL), asked.clear),
                CsvText.plain(text(one.newest(ContactField.PHONE), asked.clear)),
                one.firstSeen(),
                one.lastSeen(),
                one.consent().getOrDefault("ad_user_data", ""),
                one.consent().getOrDefault("ad_personalization", ""));
    }

    /** Empty where only its hash is known and it is asked for in clear. */
    private static String text(Optional<KnownContact> contact, boolean clear) {
        return contact.map(KnownContact::value)
                .map(value -> !clear ? value.sha256() : value.hashed() ? "" : value.text())
                .orElse("");
    }
}
