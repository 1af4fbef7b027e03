package io.warmtag.api;

/** Endpoints of one feature; {@link ApiRoutes} mounts them beside the others. */
public interface ApiPart {
    void addTo(Endpoints endpoints);
}
