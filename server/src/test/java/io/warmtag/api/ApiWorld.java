package io.warmtag.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.ApiKeys;
import io.warmtag.account.Scope;
import io.warmtag.audit.AuditStore;
import io.warmtag.campaign.Codes;
import io.warmtag.campaign.Grants;
import io.warmtag.campaign.OfferDesk;
import io.warmtag.campaign.OfferFigures;
import io.warmtag.campaign.Offers;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.config.Secret;
import io.warmtag.container.EventChecks;
import io.warmtag.container.EventStrictness;
import io.warmtag.container.Sentences;
import io.warmtag.container.Workspaces;
import io.warmtag.db.Keyset;
import io.warmtag.destination.DestinationServices;
import io.warmtag.destination.TestServices;
import io.warmtag.event.EventFilter;
import io.warmtag.event.EventStore;
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
import io.warmtag.people.PersonServices;
import io.warmtag.people.TestPersons;
import io.warmtag.preview.FateStore;
import io.warmtag.preview.PreviewTraces;
import io.warmtag.preview.Previews;
import io.warmtag.product.ProductServices;
import io.warmtag.publish.Manifest;
import io.warmtag.publish.Publishing;
import io.warmtag.publish.Snippet;
import io.warmtag.report.CampaignReports;
import io.warmtag.report.CostImport;
import io.warmtag.report.MoveStore;
import io.warmtag.report.ReportServices;
import io.warmtag.report.RuleReports;
import io.warmtag.rule.AudienceServices;
import io.warmtag.rule.Availability;
import io.warmtag.rule.Available;
import io.warmtag.rule.FiringLog;
import io.warmtag.rule.Frequencies;
import io.warmtag.rule.ProductChanges;
import io.warmtag.rule.RuleBacktests;
import io.warmtag.rule.RuleDesk;
import io.warmtag.rule.RuleDirectory;
import io.warmtag.rule.RuleStore;
import io.warmtag.rule.Rules;
import io.warmtag.rule.Starter;
import io.warmtag.rule.WhyStore;
import io.warmtag.rule.Whys;
import io.warmtag.rule.audience.model.ConditionReader;
import io.warmtag.secret.SecretKey;
import io.warmtag.site.Site;
import io.warmtag.testkit.TestCatalog;
import io.warmtag.testkit.TestServer;
import io.warmtag.testkit.TestServer.Reply;
import io.warmtag.testkit.TestSite;
import io.warmtag.visitor.Histories;
import io.warmtag.visitor.ModelSettingsStore;
import io.warmtag.visitor.model.Explanation;
import io.warmtag.visitor.model.PersonEvent;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.TemperatureModel;
import io.warmtag.web.BaseUrl;
import io.warmtag.web.Messages;
import io.warmtag.web.TrustedProxies;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The API over HTTP on a database of its own; every good answer is held against the OpenAPI document. */
final class ApiWorld implements AutoCloseable {
    static final String ROOT_KEY = "environment-key-of-at-least-32-characters";
    static final Instant NOW = Instant.parse("2026-05-20T12:00:00Z");

    final TestSite data = new TestSite();
    final ApiKeys keys = new ApiKeys(data.database(), data.news(), Optional.of(new Secret(ROOT_KEY)));
    final Previews previews = data.previews(System::currentTimeMillis);
    final DestinationServices destinations = TestServices.of(data.vertx(), data.database(), data.news());
    /** The events at which a browser was seen to call Meta's pixel. */
    final Map<UUID, Instant> pixelCalls = new HashMap<>();

    final ApiRoutes routes;
    final Site bakery = data.bakery();
    private final EventStore events = new EventStore(data.database());
    private final Histories histories = new Histories();
    private final TestServer server;
    private final DocumentedAnswers documented = new DocumentedAnswers();

    ApiWorld() {
        var settings = new ModelSettingsStore(data.database(), data.news(), histories);
        settings.start().await();
        var manifest = Manifest.load();
        var live = new ApiRoutes.Live(
                data.sites(),
                keys,
                request -> true,
                data.containers(),
                new Snippet(manifest),
                new BaseUrl(Optional.of("https://tags.example"), TrustedProxies.NONE),
                this::explain,
                settings,
                services());
        routes = new ApiRoutes(live, data.database(), Clock.fixed(NOW, ZoneOffset.UTC), parts(settings));
        server = TestServer.start(data.vertx(), List.of(routes));
    }

    private List<ApiPart> parts(ModelSettingsStore settings) {
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        var audit = new AuditStore(data.database());
        var sentences = new Sentences(Messages.load());
        var audiences = new AudienceServices(
                data.vertx(), data.database(), data.address(), data.news(), settings, new Flood(), NOW::toEpochMilli);
        audiences.open().await();
        var offers = new Offers(data.database(), data.news());
        offers.start().await();
        var desk = new OfferDesk(
                offers, new Grants(data.database()), new Codes(data.database()), new OfferFigures(data.database()));
        PeopleServices people = people();
        PersonServices persons =
                TestPersons.of(data.database(), new ContactVault(() -> Optional.of(new SecretKey(new byte[32]))));
        RuleDesk rules = rules(audiences, offers);
        return List.of(
                new RulesApi(rules, sentences),
                new RuleWhyApi(rules, sentences),
                reportsApi(rules.rules(), audit, clock),
                new AudiencesApi(audiences, sentences),
                new AudienceContactsApi(audiences, people.contacts(), audit),
                new BacktestsApi(
                        audiences,
                        rules.rules(),
                        new RuleBacktests(data.database(), audiences.directory(), audiences.backtests()),
                        sentences),
                new DestinationsApi(destinations, rules.rules(), audit, clock),
                new ConnectionApi(destinations, site -> Future.succeededFuture(pixelCalls)),
                new DeliveriesApi(destinations.deliveries(), audit),
                new OffersApi(desk, rules.rules(), sentences, audit, clock),
                new ProductsApi(products().store(), clock),
                new FeedsApi(products().feeds(), sentences, audit),
                new OrdersApi(people, audit, clock),
                new ContactsApi(people.contacts(), audit),
                new JoinsApi(people.joins(), audit),
                new PeopleApi(persons, audit, clock),
                new ContactListApi(persons.contacts(), audit));
    }

    private ReportsApi reportsApi(Rules rules, AuditStore audit, Clock clock) {
        var reports = new ReportServices(
                new RuleReports(data.database()),
                new MoveStore(data.database()),
                new CampaignReports(data.database()),
                new CostImport(data.database()));
        return new ReportsApi(reports, rules, audit, clock);
    }

    private RuleDesk rules(AudienceServices audiences, Offers offers) {
        var store = new RuleStore(data.database());
        var directory = new RuleDirectory(store, data.news());
        var rules = new Rules(data.database(), store, directory, new Availability() {
            @Override
            public Future<Available> of(int site) {
                var known = new Available(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
                known.audiences().put(4, "Cold");
                known.offers().put(7, "10 % off");
                audiences.directory().of(site).forEach(each -> known.audiences().put(each.id(), each.name()));
                offers.of(site)
                        .forEach(each ->
                                known.offers().put(each.id(), each.draft().name()));
                destinations
                        .targets()
                        .of(bakery)
                        .forEach(each -> known.destinations().put(each.id(), each.name()));
                return Future.succeededFuture(known);
            }

            @Override
            public List<Problem> problems(int site, Value.Fields condition, String place) {
                List<Problem> problems = new ArrayList<>();
                return ConditionReader.read(condition, place, problems).isPresent() ? List.of() : problems;
            }
        });
        var log = new FiringLog(data.database());
        return new RuleDesk(
                rules,
                log,
                new Whys(new WhyStore(data.database()), audiences.preview(), log, NOW::toEpochMilli),
                new Frequencies(data.database()),
                new Starter(rules, offers, audiences, Messages.load()::text),
                () -> 0);
    }

    private ProductServices products() {
        return new ProductServices(
                data.vertx(), data.database(), data.sites(), new ProductChanges(), host -> true, NOW::toEpochMilli);
    }

    /** Orders and contacts, to be read; nothing is stored here, see OrdersTest. */
    private PeopleServices people() {
        var vault = new ContactVault(() -> Optional.of(new SecretKey(new byte[32])));
        var learning = new Learning(data.database(), vault);
        var orders = new Orders(
                new OrderStore(data.database(), vault),
                learning,
                (site, events, imported) -> Future.failedFuture("no events are written here"),
                NOW::toEpochMilli);
        return new PeopleServices(
                orders,
                new OrderImport(orders, NOW::toEpochMilli),
                new Contacts(data.database(), vault),
                new Joins(data.database()));
    }

    private ContainerServices services() {
        var catalog = TestCatalog.read();
        var workspaces = new Workspaces(data.vertx(), data.database(), catalog);
        var strictness = new EventStrictness(data.database(), data.news());
        strictness.start().await();
        return new ContainerServices(
                catalog,
                workspaces,
                data.environments(),
                new Publishing(
                        data.vertx(),
                        data.database(),
                        catalog,
                        TestCatalog.manifest(),
                        workspaces,
                        data.environments()),
                new EventChecks(data.vertx(), data.database()),
                strictness,
                new Sentences(Messages.load()),
                trying(workspaces));
    }

    private ContainerServices.Trying trying(Workspaces workspaces) {
        var scripts = data.previewScripts(previews);
        return new ContainerServices.Trying(
                previews,
                new PreviewTraces(data.vertx(), previews, scripts, workspaces),
                new FateStore(data.database()),
                new Verification(data.vertx(), events, data.environments(), address -> true));
    }

    /** The model's own word on what is stored; the server has it from Persons. */
    private Future<Optional<Explanation>> explain(int site, UUID person) {
        Site of = data.sites().find(site).orElseThrow();
        return events.list(of, EventFilter.ofVisitor(person), Keyset.NEWEST, 500)
                .map(page -> {
                    List<PersonEvent> own = page.items().stream()
                            .map(event -> new PersonEvent(
                                    event.id(), event.name(), event.time().toEpochMilli()))
                            .toList();
                    return own.isEmpty()
                            ? Optional.empty()
                            : Optional.of(TemperatureModel.explain(
                                    PersonState.EMPTY, own, List.of(), histories.of(site), NOW.toEpochMilli()));
                });
    }

    String key(Set<Scope> scopes, Optional<Site> only) {
        return keys.create("test", only.map(Site::id), scopes, "ada@example.com")
                .await()
                .secret()
                .value();
    }

    Reply get(String path) {
        return call("GET", path, ROOT_KEY, null);
    }

    Reply call(String method, String path, String key, @Nullable JsonObject body) {
        Reply reply = body == null
                ? server.send(method, "/api/v1" + path, BodyPublishers.noBody(), "Authorization", "Bearer " + key)
                : server.send(
                        method,
                        "/api/v1" + path,
                        BodyPublishers.ofString(body.encode()),
                        "Authorization",
                        "Bearer " + key,
                        "Content-Type",
                        "application/json");
        documented.check(method, path, reply);
        return reply;
    }

    TestServer server() {
        return server;
    }

    @Override
    public void close() {
        data.close();
    }
}
