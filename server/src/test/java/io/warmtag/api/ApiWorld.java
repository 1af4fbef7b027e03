package io.warmtag.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.ApiKeys;
import io.warmtag.account.Scope;
import io.warmtag.config.Secret;
import io.warmtag.container.EventChecks;
import io.warmtag.container.EventStrictness;
import io.warmtag.container.Sentences;
import io.warmtag.container.Workspaces;
import io.warmtag.db.Keyset;
import io.warmtag.event.EventFilter;
import io.warmtag.event.EventStore;
import io.warmtag.install.Verification;
import io.warmtag.preview.FateStore;
import io.warmtag.preview.PreviewTraces;
import io.warmtag.preview.Previews;
import io.warmtag.publish.Manifest;
import io.warmtag.publish.Publishing;
import io.warmtag.publish.Snippet;
import io.warmtag.rule.AudienceServices;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The API over HTTP on a database of its own; every good answer is held against the OpenAPI document. */
final class ApiWorld implements AutoCloseable {
    static final String ROOT_KEY = "environment-key-of-at-least-32-characters";
    static final Instant NOW = Instant.parse("2026-05-20T12:00:00Z");

    final TestSite data = new TestSite();
    final ApiKeys keys = new ApiKeys(data.database(), data.news(), Optional.of(new Secret(ROOT_KEY)));
    final Previews previews = data.previews(System::currentTimeMillis);
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
                data.containers(),
                new Snippet(manifest),
                new BaseUrl(Optional.of("https://tags.example"), TrustedProxies.NONE),
                this::explain,
                settings,
                services());
        var audiences = new AudienceServices(
                data.vertx(), data.database(), data.address(), data.news(), settings, NOW::toEpochMilli);
        audiences.open().await();
        var parts = List.of(new AudiencesApi(audiences, new Sentences(Messages.load())), new BacktestsApi(audiences));
        routes = new ApiRoutes(live, data.database(), Clock.fixed(NOW, ZoneOffset.UTC), parts);
        server = TestServer.start(data.vertx(), List.of(routes));
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
                new Verification(data.vertx(), events, data.environments(), true));
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
