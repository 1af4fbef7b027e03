package io.warmtag.account;

import io.warmtag.site.Site;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Whoever calls with a valid API key.
 *
 * @param actor how the audit names him: {@code key:<name>} or {@code environment}
 * @param site the only site ({@link Site#id}) he may see; empty: all of them
 */
public record Caller(String actor, Optional<Integer> site, Set<Scope> scopes) {
    /** Whoever has the key that stands in the server's own environment. */
    static final Caller ENVIRONMENT = new Caller("environment", Optional.empty(), EnumSet.allOf(Scope.class));

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }

    public boolean sees(int siteId) {
        return site.map(only -> only == siteId).orElse(true);
    }
}
