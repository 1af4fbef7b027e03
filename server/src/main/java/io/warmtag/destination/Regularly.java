package io.warmtag.destination;

import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.site.SiteDirectory;

/** What destinations do of themselves: temperatures are said again, tokens are looked at, lists are counted. */
public final class Regularly {
    private final Heartbeats heartbeats;
    private final TokenWatch tokens;
    private final ListSizes sizes;

    public Regularly(
            Database database, Targets targets, SiteDirectory sites, Kinds kinds, Outbox outbox, Transport transport) {
        this.heartbeats = new Heartbeats(database, targets, sites, outbox);
        this.tokens = new TokenWatch(database, targets, kinds, transport);
        this.sizes = new ListSizes(database, targets, kinds, transport);
    }

    public void start(Leadership leadership) {
        heartbeats.start(leadership);
        tokens.start(leadership);
        sizes.start(leadership);
    }
}
