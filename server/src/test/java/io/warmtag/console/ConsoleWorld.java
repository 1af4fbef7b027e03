package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.warmtag.account.AccountStore;
import io.warmtag.account.Accounts;
import io.warmtag.account.LoginFailureStore;
import io.warmtag.account.Passwords;
import io.warmtag.account.SessionStore;
import io.warmtag.audit.AuditStore;
import io.warmtag.campaign.Codes;
import io.warmtag.campaign.Grants;
import io.warmtag.campaign.OfferDesk;
import io.warmtag.campaign.OfferFigures;
import io.warmtag.campaign.Offers;
import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.config.DatabaseAddress;
import io.warmtag.console.Installs.Install;
import io.warmtag.container.Environments;
import io.warmtag.container.EventChecks;
import io.warmtag.container.EventStrictness;
import io.warmtag.container.VersionStore;
import io.warmtag.container.Workspaces;
import io.warmtag.db.Database;
import io.warmtag.db.Keyset;
import io.warmtag.db.News;
import io.warmtag.destination.DestinationServices;
import io.warmtag.destination.TestServices;
import io.warmtag.event.EventCountStore;
import io.warmtag.event.EventFilter;
import io.warmtag.event.EventStore;
import io.warmtag.event.RejectedEventStore;
import io.warmtag.install.Verification;
import io.warmtag.occasion.Flood;
import io.warmtag.people.ContactVault;
import io.warmtag.people.Contacts;
import io.warmtag.people.Joins;
import io.warmtag.people.Learning;
import io.warmtag.people.OrderImport;
import io.warmtag.people.OrderStore;
import io.warmtag.people.Orders;
import io.warmtag.people.PeopleServices;
import io.warmtag.people.TestPersons;
import io.warmtag.preview.Builds;
import io.warmtag.preview.FateStore;
import io.warmtag.preview.PreviewScripts;
import io.warmtag.preview.PreviewTraces;
import io.warmtag.preview.Previews;
import io.warmtag.product.ProductServices;
import io.warmtag.publish.Containers;
import io.warmtag.publish.Manifest;
import io.warmtag.publish.OfferFrame;
import io.warmtag.publish.Publishing;
import io.warmtag.report.CampaignReports;
import io.warmtag.report.CostImport;
import io.warmtag.report.MoveStore;
import io.warmtag.report.RuleReports;
import io.warmtag.rule.AudienceServices;
import io.warmtag.rule.Availability;
import io.warmtag.rule.Available;
import io.warmtag.rule.FiringLog;
import io.warmtag.rule.Frequencies;
import io.warmtag.rule.RuleBacktests;
import io.warmtag.rule.RuleDesk;
import io.warmtag.rule.RuleDirectory;
import io.warmtag.rule.RuleStore;
import io.warmtag.rule.Rules;
import io.warmtag.rule.Starter;
import io.warmtag.rule.WhyStore;
import io.warmtag.rule.Whys;
import io.warmtag.rule.audience.model.ConditionReader;
import io.warmtag.secret.Keyring;
import io.warmtag.secret.SecretKey;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import io.warmtag.site.SiteStore;
import io.warmtag.visitor.Histories;
import io.warmtag.visitor.ModelSettingsStore;
import io.warmtag.visitor.PersonStore;
import io.warmtag.visitor.model.Explanation;
import io.warmtag.visitor.model.OrderFacts;
import io.warmtag.visitor.model.PersonEvent;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.TemperatureModel;
import io.warmtag.web.BaseUrl;
import io.warmtag.web.Csrf;
import io.warmtag.web.HttpServerVerticle;
import io.warmtag.web.HttpServerVerticle.HotPath;
import io.warmtag.web.Messages;
import io.warmtag.web.Pages;
import io.warmtag.web.Routes;
import io.warmtag.web.StaticAssets;
import io.warmtag.web.TrustedProxies;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** The console without the hot path: on a database of its own, over real HTTP. */
final class ConsoleWorld implements AutoCloseable {
    final Vertx vertx = Vertx.vertx();
    final Database database;
    final SiteDirectory sites;
    final Accounts accounts;
    final Environments environments;
    final Workspaces workspaces;
    final Previews previews;
    final Builds builds;
    final AudienceServices audiences;
    final DestinationServices destinations;
    final Keyring keyring;
    final AtomicLong rulesBehindMs = new AtomicLong();
    final OfferDesk desk;
    final Learning learning;
    final int port;
    private final Histories histories;

    ConsoleWorld(DatabaseAddress address, int wantedPort) {
        database = new Database(vertx, address);
        var news = new News(vertx, database);
        news.start().await();
        sites = new SiteDirectory(new SiteStore(database), news);
        sites.start().await();
        var audit = new AuditStore(database);
        var sessions = new SessionStore(database);
        accounts = new Accounts(
                new AccountStore(database), sessions, new LoginFailureStore(database), new Passwords(vertx), audit);
        var messages = Messages.load();
        var assets = StaticAssets.load();
        var console = new Console(
                Pages.load(messages, assets),
                messages,
                sessions,
                sites,
                new Csrf(Optional.empty()),
                false,
                Clock.systemUTC());
        var streams = new Streams(vertx);
        keyring = TestServices.keyring(vertx, database);
        destinations = TestServices.of(vertx, database, news, keyring);
        var overview = new OverviewStore(database);
        var persons = new PersonStore(database);
        var events = new EventStore(database);
        var counts = new EventCountStore(database);
        var rejected = new RejectedEventStore(database);
        histories = new Histories();
        var settings = new ModelSettingsStore(database, news, histories);
        settings.start().await();
        audiences =
                new AudienceServices(vertx, database, address, news, settings, new Flood(), System::currentTimeMillis);
        audiences.open().await();
        var baseUrl = new BaseUrl(Optional.empty(), TrustedProxies.NONE);
        var catalog = Catalog.load();
        var manifest = Manifest.load();
        environments = new Environments(database, news);
        environments.start().await();
        var strictness = new EventStrictness(database, news);
        strictness.start().await();
        workspaces = new Workspaces(vertx, database, catalog);
        var publishing = new Publishing(vertx, database, catalog, manifest, workspaces, environments);
        var containers = new Containers(vertx, manifest, catalog, database, sites, environments);
        var releasing = new Releasing(publishing, environments, new VersionStore(database), containers);
        previews = Previews.open(database, System::currentTimeMillis).await();
        var verification = new Verification(vertx, events, environments, uri -> true);
        builds = new Builds(database, previews);
        var scripts = new PreviewScripts(
                vertx, catalog, manifest, workspaces, environments, new VersionStore(database), previews, builds);
        var traces = new PreviewTraces(vertx, previews, scripts, workspaces);
        var vault = new ContactVault(() -> Optional.of(new SecretKey(new byte[32])));
        var contacts = new Contacts(database, vault);
        learning = new Learning(database, vault);
        var orders = new Orders(
                new OrderStore(database, vault),
                learning,
                new WrittenEvents(vertx, database),
                System::currentTimeMillis);
        var people = new PeopleServices(
                orders, new OrderImport(orders, System::currentTimeMillis), contacts, new Joins(database));
        var whole = TestPersons.of(database, vault);
        var tagging = new Tagging(console, catalog, workspaces, audit, counts);
        var offers = new Offers(database, news);
        offers.start().await();
        var doors = new PreviewPages(console, previews, environments, new VersionStore(database), baseUrl);
        List<Routes> routes = new ArrayList<>(List.of(
                assets,
                new ConsoleFrontPages(console),
                doors,
                new VerifyPages(console, verification, baseUrl),
                new PreviewTracePages(console, previews, traces, doors, new FateStore(database), streams),
                new BuilderPages(tagging, previews, builds, doors, new FateStore(database), streams),
                new SessionPages(console, accounts, ConsoleWorld::address),
                new SitesPages(console, sites, audit),
                new OverviewPages(
                        console, overview, persons, counts, rejected, streams, releasing::pending, Optional.empty()),
                new LivePages(console, events, rejected, streams, offers),
                new VisitorsPages(console, persons),
                new VisitorPages(
                        console,
                        persons,
                        overview,
                        this::explain,
                        streams,
                        people,
                        new VisitorPages.Past(events, offers, destinations)),
                new ContactPages(console, people, audit),
                new PersonPages(console, whole, audit),
                new JoinPages(console, people.joins(), audit),
                new ContactListPages(console, whole.contacts(), audit),
                new OrderPages(console, people, audit),
                new OrderFormPages(console, people, audit),
                new EventsPages(
                        console,
                        counts,
                        settings,
                        new EventsPages.Definitions(workspaces, new EventChecks(vertx, database), strictness)),
                new InstallPages(console, events, rejected, overview, ConsoleWorld::install, streams, baseUrl),
                new AudiencePages(console, audiences),
                new AudienceMemberPages(console, audiences, contacts, audit),
                new TemperaturePages(console, settings, audit),
                new SettingsPages(console, sites, ConsoleWorld::install, audit, baseUrl),
                new AuditPages(console, audit, sites),
                new DeliveryPages(console, destinations, audit),
                new AccountPages(console, accounts)));
        desk = new OfferDesk(offers, new Grants(database), new Codes(database), new OfferFigures(database));
        var store = new RuleStore(database);
        var rules = new Rules(database, store, new RuleDirectory(store, news), new SampleParts(desk, audiences));
        var offerTests = new OfferTests(console, desk, previews, doors, baseUrl);
        routes.addAll(List.of(
                offerTests,
                new OfferPartsPages(console, desk, audit, new OfferFrame(manifest)),
                new OfferPages(console, desk, rules, audit, offerTests)));
        routes.addAll(ContainerPages.all(tagging, builds, releasing, baseUrl));
        var products = new ProductServices(
                vertx,
                database,
                sites,
                (transaction, of, changes) -> Future.succeededFuture(),
                host -> true,
                System::currentTimeMillis);
        routes.addAll(List.of(new ProductPages(console, products), new FeedPages(console, products, audit)));
        var log = new FiringLog(database);
        var rulesDesk = new RuleDesk(
                rules,
                log,
                new Whys(new WhyStore(database), audiences.preview(), log, System::currentTimeMillis),
                new Frequencies(database),
                new Starter(rules, offers, audiences, Messages.load()::text),
                rulesBehindMs::get);
        var ruleBacktests = new RuleBacktests(database, audiences.directory(), audiences.backtests());
        routes.add(new BacktestPages(console, audiences, rules, ruleBacktests));
        routes.add(new RulesPages(console, rulesDesk, audiences, ruleBacktests, counts));
        routes.add(new RuleStartPages(console, rulesDesk));
        routes.add(new ColdExclusionPages(console, rulesDesk.starter()));
        routes.add(new DestinationPages(console, destinations, rules, audit));
        routes.add(new DestinationPage(
                console, destinations, rules, audit, site -> Future.succeededFuture(java.util.Map.of())));
        routes.add(new RuleWhyPages(console, rulesDesk, audiences.directory()));
        routes.add(new RulePages(console, rulesDesk));
        routes.add(new SearchPages(
                tagging, new RetargetingNames(rules, audiences.directory(), offers, destinations.targets())));
        routes.add(new RuleReportPages(console, rules, new RuleReports(database), audit));
        routes.add(new MovePages(console, new MoveStore(database)));
        routes.add(new CampaignReportPages(console, new CampaignReports(database), new CostImport(database), audit));
        var server =
                new HttpServerVerticle("127.0.0.1", wantedPort, routes, loop -> Future.succeededFuture(HotPath.NONE));
        String id = vertx.deployVerticle(server).await();
        if (id.isEmpty()) {
            throw new IllegalStateException("not deployed");
        }
        port = server.port();
    }

    /** What the rules of a shop that uses everything refer to. */
    private record SampleParts(OfferDesk desk, AudienceServices audiences) implements Availability {
        @Override
        public Future<Available> of(int site) {
            var known = new Available(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
            known.audiences().put(4, "Came back twice");
            known.offers().put(7, "10 % off today");
            known.destinations().put(3, "Meta");
            audiences.directory().of(site).forEach(each -> known.audiences().put(each.id(), each.name()));
            desk.offers()
                    .of(site)
                    .forEach(each -> known.offers().put(each.id(), each.draft().name()));
            return Future.succeededFuture(known);
        }

        @Override
        public List<Problem> problems(int site, Value.Fields condition, String place) {
            List<Problem> problems = new ArrayList<>();
            return ConditionReader.read(condition, place, problems).isPresent() ? List.of() : problems;
        }
    }

    private static String address(HttpServerRequest request) {
        return request.remoteAddress().hostAddress();
    }

    private static Install install(Site site, String base) {
        return new Install(
                "(()=>{/* the snippet of " + site.publicId() + " at " + base + " */})();",
                "<noscript><img src=\"" + base + "/e.gif?site=" + site.publicId()
                        + "&amp;name=page_view\" alt=\"\"></noscript>",
                base + "/t/" + site.publicId() + "/staff?key=" + site.staffToken());
    }

    /** The real model over the stored rows; the hot path's cache of it is no part of the console. */
    private Future<Optional<Explanation>> explain(int siteId, UUID person) {
        Site site = sites.find(siteId).orElseThrow();
        Future<List<PersonEvent>> events = new EventStore(database)
                .list(site, EventFilter.ofVisitor(person), Keyset.NEWEST, 1000)
                .map(page -> page.items().stream()
                        .map(event -> new PersonEvent(
                                event.id(), event.name(), event.time().toEpochMilli()))
                        .toList());
        Future<List<OrderFacts>> orders = database.query(
                        "select transaction_id, placed_at from customer_order where site_id = $1 and person = $2",
                        siteId,
                        person)
                .map(rows -> {
                    List<OrderFacts> found = new ArrayList<>();
                    rows.forEach(row -> found.add(OrderFacts.placed(
                            row.getString(0),
                            row.getOffsetDateTime(1).toInstant().toEpochMilli())));
                    return found;
                });
        return Future.all(events, orders)
                .map(all -> events.result().isEmpty()
                        ? Optional.empty()
                        : Optional.of(TemperatureModel.explain(
                                PersonState.EMPTY,
                                events.result(),
                                orders.result(),
                                histories.of(siteId),
                                System.currentTimeMillis())));
    }

    /** The path of the set-up page with its one-time token. */
    String setupPath() {
        return accounts.prepare(Optional.empty()).await().orElseThrow();
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
