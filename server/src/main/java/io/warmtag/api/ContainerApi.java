package io.warmtag.api;

import io.warmtag.catalog.Kind;
import io.warmtag.container.VersionStore;
import io.warmtag.web.BaseUrl;
import java.util.Map;

/** Everything of the API that is about tags, from the draft to what pages load. */
final class ContainerApi {
    private static final Map<Kind, String> PLURALS = Map.of(
            Kind.TAG, "tags",
            Kind.TRIGGER, "triggers",
            Kind.VARIABLE, "variables",
            Kind.FOLDER, "folders",
            Kind.EVENT, "event-definitions");

    private final ContainerServices services;
    private final VersionStore versions;
    private final BaseUrl baseUrl;

    ContainerApi(ContainerServices services, VersionStore versions, BaseUrl baseUrl) {
        this.services = services;
        this.versions = versions;
        this.baseUrl = baseUrl;
    }

    void addTo(Endpoints endpoints) {
        PLURALS.forEach((kind, plural) -> new EntitiesApi(kind, plural, services).addTo(endpoints));
        new WorkspaceApi(services, versions).addTo(endpoints);
        new VersionsApi(services, versions).addTo(endpoints);
        new EnvironmentsApi(services, baseUrl).addTo(endpoints);
        new EventDefinitionsApi(services).addTo(endpoints);
        new InstallationApi(services, baseUrl).addTo(endpoints);
        new PreviewsApi(services, versions, baseUrl).addTo(endpoints);
    }
}
