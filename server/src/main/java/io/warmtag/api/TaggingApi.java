package io.warmtag.api;

import io.warmtag.publish.Tagging;
import io.warmtag.catalog.Kind;
import io.warmtag.container.VersionStore;
import io.warmtag.web.BaseUrl;
import java.util.Map;

/** Everything of the API that is about tags, from the draft to what pages load. */
final class TaggingApi {
    private static final Map<Kind, String> PLURALS = Map.of(
            Kind.TAG, "tags",
            Kind.TRIGGER, "triggers",
            Kind.VARIABLE, "variables",
            Kind.FOLDER, "folders",
            Kind.EVENT, "event-definitions");

    private final Tagging tagging;
    private final VersionStore versions;
    private final BaseUrl baseUrl;

    TaggingApi(Tagging tagging, VersionStore versions, BaseUrl baseUrl) {
        this.tagging = tagging;
        this.versions = versions;
        this.baseUrl = baseUrl;
    }

    void addTo(Endpoints endpoints) {
        PLURALS.forEach((kind, plural) -> new EntitiesApi(kind, plural, tagging).addTo(endpoints));
        new WorkspaceApi(tagging, versions).addTo(endpoints);
        new VersionsApi(tagging, versions).addTo(endpoints);
        new EnvironmentsApi(tagging, baseUrl).addTo(endpoints);
        new EventDefinitionsApi(tagging).addTo(endpoints);
    }
}
