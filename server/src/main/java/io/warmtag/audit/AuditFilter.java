package io.warmtag.audit;

import java.util.Optional;

/**
 * Which entries are wanted; an empty part filters nothing.
 *
 * @param site {@code Site.id}
 */
public record AuditFilter(Optional<Integer> site, Optional<String> actor, Optional<AuditKind> kind) {}
