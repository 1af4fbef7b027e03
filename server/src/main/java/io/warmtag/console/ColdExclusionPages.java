package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.rule.Starter;
import io.warmtag.web.Routes;

/**
 * The ready-made way to spend no ads on cold people: an audience in which nobody who ever bought ever is, and the form of the
 * list at Meta that follows it and can only leave people out.
 */
public final class ColdExclusionPages implements Routes {
    private final Console console;
    private final Starter starter;

    public ColdExclusionPages(Console console, Starter starter) {
        this.console = console;
        this.starter = starter;
    }

    @Override
    public void mount(Router router) {
        router.post("/console/sites/:site/destinations/cold-exclusion").handler(console.sitePage(this::begin));
    }

    private Future<Void> begin(Visit visit) {
        return starter.coldExclusion(
                        visit.site(), visit.language(), visit.account().email())
                .compose(audience ->
                        visit.goTo(visit.sitePath("/destinations/new?kind=meta_audience&cold=" + audience)));
    }
}
