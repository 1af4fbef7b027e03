package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.audit.AuditStore;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import io.warmtag.site.SiteDraft;
import io.warmtag.web.BaseUrl;
import io.warmtag.web.Routes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What holds for a site in general: its name, domains, consent, language, time zone, currency, retention and staff. */
public final class SettingsPages implements Routes {
    private final Console console;
    private final SiteDirectory sites;
    private final Installs installs;
    private final AuditStore audit;
    private final BaseUrl baseUrl;

    record SettingsPage(
            Field name,
            Field domains,
            Field consent,
            boolean asks,
            boolean banner,
            Field privacyUrl,
            Field language,
            boolean bengali,
            Field timeZone,
            Field currency,
            Field retention,
            Field staffNetworks,
            String staffLink) {}

    public SettingsPages(Console console, SiteDirectory sites, Installs installs, AuditStore audit, BaseUrl baseUrl) {
        this.console = console;
        this.sites = sites;
        this.installs = installs;
        this.audit = audit;
        this.baseUrl = baseUrl;
    }

    @Override
    public void mount(Router router) {
        router.get("/console/sites/:site/settings").handler(console.sitePage(this::show));
        router.post("/console/sites/:site/settings").handler(console.sitePage(this::save));
    }

    private Future<Void> show(Visit visit) {
        Site site = visit.site();
        visit.seen().shows(stored(site));
        return visit.show(
                200,
                "settings/general",
                "settings",
                new SettingsPage(
                        Field.of("name", site.name()),
                        Field.of("domains", String.join("\n", site.domains())),
                        Field.of("consent", site.consent().code()),
                        site.consent() == Site.Consent.ASK,
                        site.banner(),
                        Field.of("privacy_url", privacyUrl(site)),
                        Field.of("language", site.language()),
                        site.language().equals("bn"),
                        Field.of("time_zone", site.timeZone().getId()),
                        Field.of("currency", site.currency()),
                        Field.of("retention_days", visit.formats().number(site.retentionDays())),
                        Field.of("staff_networks", networks(site)),
                        staffLink(visit)));
    }

    private static String privacyUrl(Site site) {
        return Objects.requireNonNullElse(site.privacyUrl(), "");
    }

    private static String networks(Site site) {
        return site.staffNetworks().stream()
                .map(network -> address(network.address()) + "/" + network.prefix())
                .collect(Collectors.joining("\n"));
    }

    private static String address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private String staffLink(Visit visit) {
        return installs.of(visit.site(), baseUrl.of(visit.ctx().request())).staffLink();
    }

    private Future<Void> save(Visit visit) {
        var form = new Form(visit);
        double retention = form.number("retention_days");
        SiteDraft draft = draft(form, retention).tidied();
        draft.mistakes().forEach(mistake -> form.wrong(mistake.field(), mistake.code()));
        if (!form.isFine()) {
            visit.seen().shows(stored(visit.site()));
            return visit.show(422, "settings/general", "settings", page(visit, form));
        }
        if (visit.seen().isOvertaken(stored(visit.site()))) {
            return visit.show(409, "settings/general", "settings", page(visit, form));
        }
        return sites.update(visit.site(), draft)
                .compose(site -> audit.add(visit.account().email(), "site.update", site.id(), site.name()))
                .compose(noted -> visit.done(visit.sitePath("/settings"), "saved"));
    }

    /** What this page changes. */
    private static List<Object> stored(Site site) {
        return List.of(
                site.name(),
                site.domains(),
                site.consent(),
                site.banner(),
                privacyUrl(site),
                site.language(),
                site.timeZone(),
                site.currency(),
                site.retentionDays(),
                networks(site));
    }

    private static SiteDraft draft(Form form, double retention) {
        return new SiteDraft(
                form.text("name"),
                form.lines("domains"),
                form.text("consent"),
                form.checked("banner"),
                form.text("privacy_url"),
                form.text("language"),
                form.text("time_zone"),
                form.text("currency"),
                retention == Math.rint(retention) ? (int) retention : -1,
                List.copyOf(form.lines("staff_networks")));
    }

    private SettingsPage page(Visit visit, Form form) {
        return new SettingsPage(
                form.field("name"),
                form.field("domains"),
                form.field("consent"),
                !form.text("consent").equals("none"),
                form.checked("banner"),
                form.field("privacy_url"),
                form.field("language"),
                form.text("language").equals("bn"),
                form.field("time_zone"),
                form.field("currency"),
                form.field("retention_days"),
                form.field("staff_networks"),
                staffLink(visit));
    }
}
