package io.warmtag.api;

/** A part of the API that is made elsewhere and mounted with the rest. */
public interface ApiPart {
    void addTo(Endpoints endpoints);
}
