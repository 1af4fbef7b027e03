package io.warmtag.product;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.occasion.Flood;
import io.warmtag.site.SiteDirectory;
import java.net.URI;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Everything about products that others use. */
public final class ProductServices {
    private final ProductStore store;
    private final Feeds feeds;
    private final Learning learning;
    private final ProductRetention retention;

    /**
     * @param listener hears of what rules may act on
     * @param local addresses that may lead to this machine
     * @param clock ms
     */
    public ProductServices(
            Vertx vertx,
            Database database,
            SiteDirectory sites,
            ChangeListener listener,
            Predicate<URI> local,
            LongSupplier clock) {
        var writer = new ProductWriter(listener);
        this.store = new ProductStore(database);
        this.feeds = new Feeds(vertx, database, sites, writer, local, clock);
        this.learning = new Learning(database, sites, writer, clock);
        this.retention = new ProductRetention(database, sites, clock);
    }

    /** Learns and reads feeds from now on, while this node leads. */
    public void start(Leadership leadership, Flood flood) {
        feeds.start(leadership);
        learning.start(leadership, flood);
        retention.start(leadership);
    }

    /** Learns from what has come in so far. */
    public Future<Void> learn() {
        return learning.turn(Integer.MAX_VALUE);
    }

    /** Reads the feed that has been due longest. */
    public Future<Void> readDue() {
        return feeds.readDue();
    }

    public ProductStore store() {
        return store;
    }

    public Feeds feeds() {
        return feeds;
    }
}
