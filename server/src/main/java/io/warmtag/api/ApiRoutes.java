package io.warmtag.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.warmtag.account.ApiKeys;
import io.warmtag.audit.AuditStore;
import io.warmtag.container.VersionStore;
import io.warmtag.db.Database;
import io.warmtag.event.EventCountStore;
import io.warmtag.event.EventStore;
import io.warmtag.event.RejectedEventStore;
import io.warmtag.people.PeopleServices;
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

/** The REST API, all of it below {@code /api/v1}. */
public final class ApiRoutes implements Routes {
    private static final String DOCUMENT = "/openapi.json";

    private final ApiKeys keys;
    private final SiteDirectory sites;
    private final SitesApi sitesApi;
    private final VisitorsApi visitorsApi;
    private final EventsApi eventsApi;
    private final TemperatureSettingsApi settingsApi;
    private final KeysApi keysApi;
    private final AuditApi auditApi;
    private final ContainerApi containerApi;
    private final OrdersApi ordersApi;
    private final ContactsApi contactsApi;
    private final JoinsApi joinsApi;
    private final Buffer document = Buffer.buffer(document());

    /** What only the running server has; the rest is read from its database. */
    public record Live(
            SiteDirectory sites,
            ApiKeys keys,
            Containers containers,
            Snippet snippet,
            BaseUrl baseUrl,
            Explanations explanations,
            ModelSettingsStore settings,
            ContainerServices services) {}

    public ApiRoutes(Live live, PeopleServices people, Database database, Clock clock) {
        var audit = new AuditStore(database);
        this.keys = live.keys;
        this.sites = live.sites;
        this.sitesApi = new SitesApi(sites, live.containers, live.snippet, live.baseUrl, audit);
        this.visitorsApi = new VisitorsApi(new PersonStore(database), live.explanations, clock);
        this.eventsApi = new EventsApi(
                new EventStore(database), new EventCountStore(database), new RejectedEventStore(database), clock);
        this.settingsApi = new TemperatureSettingsApi(live.settings, new SettingsVersionStore(database), audit, clock);
        this.keysApi = new KeysApi(keys, sites, audit);
        this.auditApi = new AuditApi(audit, sites);
        this.ordersApi = new OrdersApi(people, audit, clock);
        this.joinsApi = new JoinsApi(people.joins(), audit);
        this.contactsApi = new ContactsApi(people.contacts(), audit);
        this.containerApi = new ContainerApi(live.services, new VersionStore(database), live.baseUrl);
    }

    @Override
    public void mount(Router router) {
        router.get(Endpoints.BASE + DOCUMENT)
                .handler(ctx -> ctx.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                        .end(document)
                        .onFailure(ctx::fail));
        var endpoints = new Endpoints(router, keys, sites);
        sitesApi.addTo(endpoints);
        visitorsApi.addTo(endpoints);
        eventsApi.addTo(endpoints);
        settingsApi.addTo(endpoints);
        keysApi.addTo(endpoints);
        auditApi.addTo(endpoints);
        containerApi.addTo(endpoints);
        ordersApi.addTo(endpoints);
        contactsApi.addTo(endpoints);
        joinsApi.addTo(endpoints);
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
