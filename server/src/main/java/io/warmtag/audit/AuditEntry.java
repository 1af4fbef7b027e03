package io.warmtag.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that somebody did.
 *
 * @param number grows with time
 * @param actor an e-mail address, {@code key:<name>}, {@code environment} or {@code server}
 * @param action like {@code site.create}
 * @param site the site it was done to ({@code Site.id}); null for what concerns no single one, like an account
 * @param subject what exactly, like a version or a name
 */
public record AuditEntry(
        long number,
        Instant at,
        String actor,
        String action,
        @Nullable Integer site,
        @Nullable String subject) {}
