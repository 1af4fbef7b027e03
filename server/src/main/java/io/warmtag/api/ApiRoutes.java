package io.warmtag.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.warmtag.account.ApiKeys;
import io.warmtag.audit.AuditStore;
import io.warmtag.container.VersionStore;
import io.warmtag.db.Database;
import io.warmtag.event.EventCountStore;
import io.warmtag.event.EventStore;
import io.warmtag.event.RejectedEventStore;
import io.warmtag.publish.Containers;
import io.warmtag.publish.Snippet;
import io.warmtag.site.SiteDirectory;
import io.warmtag.visitor.ModelSettingsStore;
import io.warmtag.visitor.PersonStore;
import io.warmtag.visitor.SettingsVersionStore;
import io.warmtag.web.BaseUrl;
import io.warmtag.web.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;

/** The REST API, all of it below {@code /api/v1}. */
public final class ApiRoutes implements Routes {
    private static final String DOCUMENT = "/openapi.json";

    private final ApiKeys keys;
    private final SiteDirectory sites;
    private final Predicate<HttpServerRequest> mayAsk;
    private final SitesApi sitesApi;
    private final VisitorsApi visitorsApi;
    private final EventsApi eventsApi;
    private final TemperatureSettingsApi settingsApi;
    private final KeysApi keysApi;
    private final AuditApi auditApi;
    private final ContainerApi containerApi;
    private final List<ApiPart> parts;
    private final Buffer document = Buffer.buffer(document());

    /**
     * What only the running server has; the rest is read from its database.
     *
     * @param mayAsk whether the source of a request may have one more key looked up that nobody here knows
     */
    public record Live(
            SiteDirectory sites,
            ApiKeys keys,
            Predicate<HttpServerRequest> mayAsk,
            Containers containers,
            Snippet snippet,
            BaseUrl baseUrl,
            Explanations explanations,
            ModelSettingsStore settings,
            ContainerServices services) {}

    /** @param parts of features that bring their own services */
    public ApiRoutes(Live live, Database database, Clock clock, List<ApiPart> parts) {
        var audit = new AuditStore(database);
        this.keys = live.keys;
        this.mayAsk = live.mayAsk;
        this.sites = live.sites;
        this.sitesApi = new SitesApi(sites, live.containers, live.snippet, live.baseUrl, audit);
        this.visitorsApi = new VisitorsApi(new PersonStore(database), live.explanations, clock);
        this.eventsApi = new EventsApi(
                new EventStore(database), new EventCountStore(database), new RejectedEventStore(database), clock);
        this.settingsApi = new TemperatureSettingsApi(live.settings, new SettingsVersionStore(database), audit, clock);
        this.keysApi = new KeysApi(keys, sites, audit);
        this.auditApi = new AuditApi(audit, sites);
        this.containerApi = new ContainerApi(live.services, new VersionStore(database), live.baseUrl);
        this.parts = List.copyOf(parts);
    }

    @Override
    public void mount(Router router) {
        router.get(Endpoints.BASE + DOCUMENT)
                .handler(ctx -> ctx.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                        .end(document)
                        .onFailure(ctx::fail));
        var endpoints = new Endpoints(router, keys, sites, mayAsk);
        sitesApi.addTo(endpoints);
        visitorsApi.addTo(endpoints);
        eventsApi.addTo(endpoints);
        settingsApi.addTo(endpoints);
        keysApi.addTo(endpoints);
        auditApi.addTo(endpoints);
        containerApi.addTo(endpoints);
        parts.forEach(part -> part.addTo(endpoints));
        endpoints.close();
    }

    private static byte[] document() {
        try (InputStream in = ApiRoutes.class.getResourceAsStream(DOCUMENT)) {
            if (in == null) {
                throw new IllegalStateException(DOCUMENT + " is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
