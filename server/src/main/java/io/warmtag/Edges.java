package io.warmtag;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.warmtag.account.Accounts;
import io.warmtag.account.ApiKeys;
import io.warmtag.account.SessionStore;
import io.warmtag.api.ApiRoutes;
import io.warmtag.api.ContainerServices;
import io.warmtag.audit.AuditStore;
import io.warmtag.campaign.Offers;
import io.warmtag.catalog.Catalog;
import io.warmtag.config.Settings;
import io.warmtag.console.AccountPages;
import io.warmtag.console.AuditPages;
import io.warmtag.console.BuilderPages;
import io.warmtag.console.Console;
import io.warmtag.console.ConsoleFrontPages;
import io.warmtag.console.ContainerPages;
import io.warmtag.console.EventsPages;
import io.warmtag.console.InstallPages;
import io.warmtag.console.Installs;
import io.warmtag.console.LivePages;
import io.warmtag.console.OverviewPages;
import io.warmtag.console.OverviewStore;
import io.warmtag.console.PreviewPages;
import io.warmtag.console.PreviewTracePages;
import io.warmtag.console.Releasing;
import io.warmtag.console.SearchPages;
import io.warmtag.console.SessionPages;
import io.warmtag.console.SettingsPages;
import io.warmtag.console.SitesPages;
import io.warmtag.console.Streams;
import io.warmtag.console.Tagging;
import io.warmtag.console.TemperaturePages;
import io.warmtag.console.VerifyPages;
import io.warmtag.console.VisitorPages;
import io.warmtag.console.VisitorsPages;
import io.warmtag.container.Environments;
import io.warmtag.container.EventChecks;
import io.warmtag.container.EventStrictness;
import io.warmtag.container.Sentences;
import io.warmtag.container.VersionStore;
import io.warmtag.container.Workspaces;
import io.warmtag.db.Database;
import io.warmtag.delivery.OfferTestRoutes;
import io.warmtag.delivery.PreviewRoutes;
import io.warmtag.delivery.ScriptRoutes;
import io.warmtag.delivery.StaffRoutes;
import io.warmtag.delivery.StreamRoutes;
import io.warmtag.delivery.TraceRoutes;
import io.warmtag.demo.DemoRoutes;
import io.warmtag.event.EventCountStore;
import io.warmtag.event.EventStore;
import io.warmtag.event.RejectedEventStore;
import io.warmtag.install.Verification;
import io.warmtag.people.PeopleServices;
import io.warmtag.people.PersonServices;
import io.warmtag.preview.Builds;
import io.warmtag.preview.FateStore;
import io.warmtag.preview.PixelSightings;
import io.warmtag.preview.PreviewScripts;
import io.warmtag.preview.PreviewTraces;
import io.warmtag.preview.Previews;
import io.warmtag.publish.Containers;
import io.warmtag.publish.Manifest;
import io.warmtag.publish.Publishing;
import io.warmtag.publish.Snippet;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import io.warmtag.visitor.ModelSettingsStore;
import io.warmtag.visitor.PersonStore;
import io.warmtag.visitor.Persons;
import io.warmtag.web.BaseUrl;
import io.warmtag.web.ClientAddress;
import io.warmtag.web.CountryHeader;
import io.warmtag.web.Csrf;
import io.warmtag.web.Messages;
import io.warmtag.web.RateLimiter;
import io.warmtag.web.Routes;
import io.warmtag.web.ThisMachine;
import io.warmtag.web.TrustedProxies;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that is served beside the hot path, made of what {@link App} has started. */
final class Edges {
    private final Vertx vertx;
    private final Settings settings;
    private final Database database;
    private final SiteDirectory sites;
    private final Environments environments;
    private final Previews previews;
    private final Builds builds;
    private final EventStrictness strictness;
    private final Persons persons;
    private final ModelSettingsStore models;
    private final Accounts accounts;
    private final ApiKeys keys;
    private final PeopleServices known;
    private final PersonServices whole;
    private final Shipped shipped;
    private final Manifest manifest;
    private final Catalog catalog;
    private final Snippet snippet;
    private final Messages messages;
    private final Retargeting retargeting;
    private final ThisMachine here;
    private final TrustedProxies proxies;
    private final BaseUrl baseUrl;
    private final Streams streams;

    /** Who may come in, by password or by key, and what is known of visitors. */
    record People(Accounts accounts, ApiKeys keys, PeopleServices known, PersonServices whole) {}

    /** What is live, in memory, and to whom something else is served. */
    record Published(Environments environments, EventStrictness strictness, Previews previews) {}

    /** The temperatures, and what they are by. */
    record Temperatures(Persons persons, ModelSettingsStore models) {}

    Edges(
            Vertx vertx,
            Settings settings,
            Database database,
            SiteDirectory sites,
            Shipped shipped,
            Temperatures temperatures,
            People people,
            Published published,
            Retargeting retargeting,
            ThisMachine here) {
        this.vertx = vertx;
        this.settings = settings;
        this.database = database;
        this.sites = sites;
        this.shipped = shipped;
        this.manifest = shipped.manifest();
        this.catalog = shipped.catalog();
        this.snippet = new Snippet(manifest);
        this.messages = shipped.messages();
        this.persons = temperatures.persons;
        this.models = temperatures.models;
        this.accounts = people.accounts;
        this.keys = people.keys;
        this.environments = published.environments;
        this.previews = published.previews;
        this.builds = new Builds(database, previews);
        this.strictness = published.strictness;
        this.retargeting = retargeting;
        this.here = here;
        this.known = people.known;
        this.whole = people.whole;
        this.proxies = TrustedProxies.of(settings);
        this.baseUrl = new BaseUrl(settings);
        this.streams = new Streams(vertx);
    }

    /** Answers that last for as long as somebody listens are no reason to wait. */
    void endStreams() {
        streams.close();
        retargeting.offering().streams().close();
    }

    /** @param demo the demo shop's site when it is to be served */
    List<Routes> routes(Optional<String> demo) {
        Offering offering = retargeting.offering();
        var containers = new Containers(vertx, manifest, catalog, database, sites, environments, offering.parts());
        offering.desk().offers().onChange(containers::renew);
        var workspaces = new Workspaces(vertx, database, catalog);
        PreviewScripts scripts = previewScripts(workspaces);
        ContainerServices services = services(workspaces, scripts);
        var pixel = new PixelSightings(previews, services.trying().traces());
        var following = new RetargetingEdges(retargeting, known, whole, database, messages, pixel);
        List<Routes> routes = new ArrayList<>(console(containers, services, following, demo));
        var addresses = new ClientAddress(proxies);
        // Of its own: a flood of visits from a shared address keeps nobody from the API.
        var strangers = new RateLimiter(settings.ratePerSecond());
        var live = new ApiRoutes.Live(
                sites,
                keys,
                request -> strangers.allows(ClientAddress.key(addresses.of(request)), System.currentTimeMillis()),
                containers,
                snippet,
                baseUrl,
                persons::explain,
                models,
                services);
        routes.add(new ApiRoutes(live, database, Clock.systemUTC(), following.api(services.sentences())));
        routes.add(new ScriptRoutes(sites, containers, scripts, baseUrl, CountryHeader.of(settings)));
        routes.add(new PreviewRoutes(sites, previews, baseUrl, messages));
        routes.add(new TraceRoutes(
                sites,
                previews,
                baseUrl,
                new RateLimiter(settings.ratePerSecond()),
                request -> ClientAddress.key(addresses.of(request))));
        routes.add(new StaffRoutes(sites, baseUrl, messages));
        routes.add(new StreamRoutes(
                sites,
                offering.streams(),
                baseUrl,
                new RateLimiter(settings.ratePerSecond()),
                request -> ClientAddress.key(addresses.of(request))));
        routes.add(new OfferTestRoutes(sites, previews, offering.desk(), baseUrl));
        demo.ifPresent(site -> routes.add(new DemoRoutes(
                (request, nonce) -> demoSnippet(site, request, nonce),
                shipped.assets().path("bengali.woff2"))));
        return routes;
    }

    private ContainerServices services(Workspaces workspaces, PreviewScripts scripts) {
        var publishing = new Publishing(vertx, database, catalog, manifest, workspaces, environments);
        return new ContainerServices(
                catalog,
                workspaces,
                environments,
                publishing,
                new EventChecks(vertx, database),
                strictness,
                new Sentences(messages),
                new ContainerServices.Trying(
                        previews,
                        new PreviewTraces(vertx, previews, scripts, workspaces),
                        new FateStore(database),
                        new Verification(vertx, new EventStore(database), environments, here)));
    }

    private List<Routes> console(
            Containers containers, ContainerServices services, RetargetingEdges following, Optional<String> demo) {
        var audit = new AuditStore(database);
        var csrf = new Csrf(settings.publicUrl());
        CountryHeader countries = CountryHeader.of(settings);
        var console = new Console(
                shipped.pages(),
                messages,
                new SessionStore(database),
                sites,
                csrf,
                countries.isSet(),
                Clock.systemUTC());
        var addresses = new ClientAddress(proxies);
        var overview = new OverviewStore(database);
        var people = new PersonStore(database);
        var events = new EventStore(database);
        var counts = new EventCountStore(database);
        var rejected = new RejectedEventStore(database);
        Offers offers = retargeting.offering().desk().offers();
        Installs installs = this::install;
        var releasing = new Releasing(services.publishing(), environments, new VersionStore(database), containers);
        var doors = new PreviewPages(console, previews, environments, new VersionStore(database), baseUrl);
        var tagging = new Tagging(console, catalog, services.workspaces(), audit, counts);
        var fates = services.trying().fates();
        List<Routes> routes = new ArrayList<>(List.of(
                shipped.assets(),
                new ConsoleFrontPages(console),
                doors,
                new VerifyPages(console, services.trying().verification(), baseUrl),
                new PreviewTracePages(console, previews, services.trying().traces(), doors, fates, streams),
                new BuilderPages(tagging, previews, builds, doors, fates, streams),
                new SessionPages(console, accounts, request -> ClientAddress.key(addresses.of(request))),
                new SitesPages(console, sites, audit),
                new OverviewPages(console, overview, people, counts, rejected, streams, releasing::pending, demo),
                new LivePages(console, events, rejected, streams, offers),
                new VisitorsPages(console, people),
                new VisitorPages(
                        console,
                        people,
                        overview,
                        persons::explain,
                        streams,
                        known,
                        new VisitorPages.Past(
                                events, offers, retargeting.outward().services())),
                new EventsPages(
                        console,
                        counts,
                        models,
                        new EventsPages.Definitions(services.workspaces(), services.checks(), services.strictness())),
                new InstallPages(console, events, rejected, overview, installs, streams, baseUrl),
                new TemperaturePages(console, models, audit),
                new SettingsPages(console, sites, installs, audit, baseUrl),
                new AuditPages(console, audit, sites),
                new AccountPages(console, accounts)));
        routes.addAll(ContainerPages.all(tagging, builds, releasing, baseUrl));
        routes.add(new SearchPages(tagging, following.names()));
        routes.addAll(following.pages(console, counts));
        routes.addAll(following.offerPages(console, previews, doors, baseUrl, manifest));
        return routes;
    }

    private PreviewScripts previewScripts(Workspaces workspaces) {
        return new PreviewScripts(
                vertx, catalog, manifest, workspaces, environments, new VersionStore(database), previews, builds);
    }

    private Installs.Install install(Site site, String base) {
        return new Installs.Install(
                snippet.script(site, base), snippet.noscript(site, base).orElse(""), Snippet.staffUrl(site, base));
    }

    private String demoSnippet(String publicId, HttpServerRequest request, String nonce) {
        return sites.find(publicId)
                .map(site -> snippet.html(site, baseUrl.of(request), Optional.of(nonce)))
                .orElse("");
    }
}
