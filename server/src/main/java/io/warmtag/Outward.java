package io.warmtag;

import io.warmtag.destination.Connection;
import io.warmtag.destination.Deliveries;
import io.warmtag.destination.DestinationServices;
import io.warmtag.destination.Devices;
import io.warmtag.destination.DryRun;
import io.warmtag.destination.Engine;
import io.warmtag.destination.Forwarding;
import io.warmtag.destination.Kinds;
import io.warmtag.destination.Lists;
import io.warmtag.destination.Outbox;
import io.warmtag.destination.Regularly;
import io.warmtag.destination.Targets;
import io.warmtag.destination.Times;
import io.warmtag.destination.Transport;
import io.warmtag.people.Contacts;
import io.warmtag.secret.Keyring;
import io.warmtag.web.Outside;
import java.net.URI;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Whatever sends events to the outside. */
final class Outward {
    /** Changes of lists outside leave together: Meta counts requests. */
    private static final long GATHER_MS = 10_000;

    private final Devices devices;
    private final Forwarding forwarding;
    private final Engine engine;
    private final Predicate<URI> local;
    private final DestinationServices services;
    private final Regularly upkeep;

    private Outward(Ground on, Keyring keyring, Contacts contacts, Predicate<URI> local, LongSupplier clock) {
        Kinds kinds = Kinds.real();
        var outbox = new Outbox();
        var targets = new Targets(on.database(), on.news(), keyring, kinds);
        devices = new Devices(on.vertx(), on.database(), keyring);
        forwarding = new Forwarding(targets, on.sites(), outbox);
        this.local = local;
        var transport = new Transport(kinds, new Outside(on.vertx(), true), local, clock);
        engine = new Engine(
                new Engine.Parts(
                        on.vertx(), on.database(), keyring, on.sites(), targets, devices, contacts, kinds, transport),
                Times.USUAL,
                clock);
        upkeep = new Regularly(on.database(), targets, on.sites(), kinds, outbox, transport);
        services = new DestinationServices(
                kinds,
                targets,
                new Deliveries(on.database()),
                new DryRun(on.database(), contacts, keyring, targets, kinds),
                new Connection(on.database()),
                new Lists(on.database(), targets, kinds, outbox, GATHER_MS));
    }

    /**
     * Blocks until the destinations are read.
     *
     * @param local addresses that may lead to this machine
     */
    static Outward start(Ground on, Keyring keyring, Contacts contacts, Predicate<URI> local, LongSupplier clock) {
        var outward = new Outward(on, keyring, contacts, local, clock);
        outward.services.targets().start().await();
        outward.engine.start(on.leadership());
        outward.upkeep.start(on.leadership());
        return outward;
    }

    void stop() {
        engine.stop();
    }

    Devices devices() {
        return devices;
    }

    /** Takes what rules send, and who comes into audiences and goes. */
    Lists lists() {
        return services.lists();
    }

    /** Takes occasions, and says which are wanted. */
    Forwarding forwarding() {
        return forwarding;
    }

    /** Addresses that may lead to this machine. */
    Predicate<URI> local() {
        return local;
    }

    DestinationServices services() {
        return services;
    }
}
