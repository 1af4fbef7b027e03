package io.warmtag.account;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An API key as it may be shown: without the key.
 *
 * @param site the only site it is good for; empty: all
 * @param prefix how the key begins, to tell it from others
 * @param lastUsedAt to the minute
 */
public record ApiKey(
        int id,
        Optional<Integer> site,
        String name,
        String prefix,
        Set<Scope> scopes,
        String createdBy,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {}
