package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.audit.AuditStore;
import io.warmtag.site.SiteDirectory;
import io.warmtag.site.SiteDraft;
import io.warmtag.web.Routes;
import java.util.List;

/** All sites, and a new one. */
public final class SitesPages implements Routes {
    private final Console console;
    private final SiteDirectory sites;
    private final AuditStore audit;

    record IndexPage(List<Entry> sites) {}

    record Entry(String publicId, String name, String domains) {}

    record NewPage(Field name, Field domains) {}

    public SitesPages(Console console, SiteDirectory sites, AuditStore audit) {
        this.console = console;
        this.sites = sites;
        this.audit = audit;
    }

    @Override
    public void mount(Router router) {
        router.get("/console/sites").handler(console.page(this::index));
        router.get("/console/sites/new").handler(console.page(this::form));
        router.post("/console/sites").handler(console.page(this::create));
    }

    private Future<Void> index(Visit visit) {
        List<Entry> entries = sites.all().stream()
                .map(site -> new Entry(site.publicId(), site.name(), String.join(", ", site.domains())))
                .toList();
        return visit.show(200, "sites/index", "", new IndexPage(entries));
    }

    private Future<Void> form(Visit visit) {
        return visit.show(200, "sites/new", "", new NewPage(Field.of("name", ""), Field.of("domains", "")));
    }

    private Future<Void> create(Visit visit) {
        var form = new Form(visit);
        SiteDraft draft = SiteDraft.of(form.text("name"), form.lines("domains")).tidied();
        draft.mistakes().forEach(mistake -> form.wrong(mistake.field(), mistake.code()));
        if (!form.isFine()) {
            return visit.show(422, "sites/new", "", new NewPage(form.field("name"), form.field("domains")));
        }
        return sites.create(draft)
                .compose(site -> audit.add(visit.account().email(), "site.create", site.id(), site.name())
                        .compose(
                                noted -> visit.done("/console/sites/" + site.publicId() + "/install", "site_created")));
    }
}
