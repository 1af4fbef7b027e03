package io.warmtag;

import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Vertx;
import io.warmtag.cluster.GridKeyOffer;
import io.warmtag.config.Settings;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.db.News;
import io.warmtag.destination.Connection;
import io.warmtag.destination.Deliveries;
import io.warmtag.destination.DestinationServices;
import io.warmtag.destination.Devices;
import io.warmtag.destination.DryRun;
import io.warmtag.destination.Engine;
import io.warmtag.destination.Forwarding;
import io.warmtag.destination.Kinds;
import io.warmtag.destination.Outbox;
import io.warmtag.destination.Targets;
import io.warmtag.destination.Times;
import io.warmtag.destination.Transport;
import io.warmtag.secret.Keyring;
import io.warmtag.site.SiteDirectory;
import io.warmtag.web.Outside;
import java.util.function.LongSupplier;

/** Whatever sends events to the outside. */
final class Outward {
    private final Keyring keyring;
    private final Devices devices;
    private final Outbox outbox = new Outbox();
    private final Forwarding forwarding;
    private final Engine engine;
    private final DestinationServices services;

    private Outward(
            Vertx vertx,
            Settings settings,
            Database database,
            News news,
            HazelcastInstance member,
            SiteDirectory sites,
            LongSupplier clock) {
        keyring = new Keyring(vertx, database, settings.secretKey(), settings.dataDir(), new GridKeyOffer(member));
        Kinds kinds = Kinds.real();
        var targets = new Targets(database, news, keyring, kinds);
        devices = new Devices(vertx, database, keyring);
        forwarding = new Forwarding(targets, sites, outbox);
        // Beside the demo shop a webhook may lead to this machine, so that it can be tried.
        var transport = new Transport(kinds, new Outside(vertx, true), host -> settings.demo(), clock);
        engine = new Engine(
                new Engine.Parts(vertx, database, keyring, sites, targets, devices, kinds, transport),
                Times.USUAL,
                clock);
        services = new DestinationServices(
                kinds,
                targets,
                new Deliveries(database),
                new DryRun(database, keyring, targets, kinds),
                new Connection(database));
    }

    /** Blocks until the key was asked for and the destinations are read. */
    static Outward start(
            Vertx vertx,
            Settings settings,
            Database database,
            News news,
            Leadership leadership,
            HazelcastInstance member,
            SiteDirectory sites,
            LongSupplier clock) {
        var outward = new Outward(vertx, settings, database, news, member, sites, clock);
        outward.keyring.start().await();
        outward.services.targets().start().await();
        outward.engine.start(leadership);
        return outward;
    }

    void stop() {
        engine.stop();
    }

    /** Seals tokens and contact data; its seal is empty while this node lacks the key. */
    Keyring keyring() {
        return keyring;
    }

    Devices devices() {
        return devices;
    }

    /** Takes what rules send. */
    Outbox outbox() {
        return outbox;
    }

    /** Takes occasions, and says which are wanted. */
    Forwarding forwarding() {
        return forwarding;
    }

    DestinationServices services() {
        return services;
    }
}
