package io.warmtag.destination;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;

/**
 * An event that may leave.
 *
 * @param id the stored event's, which the page's own pixels carry too; for what never was an event one made of its cause
 * @param data as stored
 * @param context as stored; its {@code consent} decides whether anything leaves. Empty for what never was an event: then the
 *     context of the person's newest event counts
 */
public record Outgoing(UUID id, String name, Instant time, JsonObject data, JsonObject context) {}
