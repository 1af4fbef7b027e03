package io.warmtag.visitor;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of a site's temperature settings as it was saved.
 *
 * @param effectiveFrom null: from the beginning, which replaced every version before it
 * @param settings as {@link SettingsJson} writes them
 */
public record SettingsVersion(
        int version, @Nullable Instant effectiveFrom, String author, Instant createdAt, JsonObject settings) {}
