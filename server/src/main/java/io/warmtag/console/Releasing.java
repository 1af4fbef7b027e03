package io.warmtag.console;

import io.vertx.core.Future;
import io.warmtag.container.Environment;
import io.warmtag.container.Environments;
import io.warmtag.container.VersionStore;
import io.warmtag.publish.Containers;
import io.warmtag.publish.Publishing;
import io.warmtag.site.Site;
import java.util.List;
import java.util.Optional;

/** What the pages about versions and environments share. */
public record Releasing(
        Publishing publishing, Environments environments, VersionStore versions, Containers containers) {

    /** How many things the draft has changed since the live version. */
    public Future<Integer> pending(Site site) {
        return publishing
                .diff(site, environments.live(site).map(Environment.Release::version), Optional.empty())
                .map(List::size);
    }
}
