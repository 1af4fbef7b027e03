package io.warmtag.destination;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.people.Contacts;
import io.warmtag.secret.Keyring;
import io.warmtag.secret.Seal;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits in the outbox, on every node: looks a few times a second which destinations have something due, and claims
 * it for them. A claim that is not settled falls back by itself. Everything here runs on one context.
 */
public final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final int LEAST_CLAIM = 20;

    private final Vertx vertx;
    private final Keyring keyring;
    private final SiteDirectory sites;
    private final Targets targets;
    private final Devices devices;
    private final Kinds kinds;
    private final OutboxStore outbox;
    private final ListStore lists;
    private final Upkeep upkeep;
    private final Sending.Tools tools;
    private final Map<Place, Lane> lanes = new HashMap<>();
    private final Context context;
    private long timer = -1;
    private boolean looking;

    private record Place(int site, int id) {}

    /** What the engine works with. */
    public record Parts(
            Vertx vertx,
            Database database,
            Keyring keyring,
            SiteDirectory sites,
            Targets targets,
            Devices devices,
            Contacts contacts,
            Kinds kinds,
            Transport transport) {}

    public Engine(Parts parts, Times times, LongSupplier clock) {
        this.vertx = parts.vertx;
        this.keyring = parts.keyring;
        this.sites = parts.sites;
        this.targets = parts.targets;
        this.devices = parts.devices;
        this.kinds = parts.kinds;
        this.outbox = new OutboxStore(parts.database);
        this.lists = new ListStore(parts.database);
        this.upkeep = new Upkeep(parts.database);
        this.context = parts.vertx.getOrCreateContext();
        this.tools = new Sending.Tools(
                parts.vertx,
                outbox,
                new Preparing(new FactsStore(parts.database, parts.contacts), lists),
                parts.transport,
                parts.kinds,
                parts.targets,
                times,
                clock);
    }

    public void start(Leadership leadership) {
        devices.start();
        upkeep.on(leadership, () -> devices.purge(sitesWithDevices()));
        context.runOnContext(go -> timer = vertx.setPeriodic(tools.times().tick(), tick -> look()));
    }

    /** No further claim is made; what is under way is settled, or falls back. */
    public void stop() {
        context.runOnContext(go -> vertx.cancelTimer(timer));
    }

    /** What is asked of browsers, by site: nothing where every destination that would is paused. */
    private Map<Integer, Devices.Wanted> wanted() {
        var bySite = new HashMap<Integer, Devices.Wanted>();
        for (Target target : targets.all()) {
            if (target.state() != Target.State.PAUSED) {
                Destination kind = kinds.get(target.kind()).destination();
                Defaults usual = kind.defaults();
                var before = bySite.getOrDefault(target.site(), Devices.Wanted.NOTHING);
                var cookies = new HashMap<>(before.cookies());
                kind.cookies(target.settings()).forEach(cookie -> cookies.put(cookie, usual.purpose()));
                bySite.put(target.site(), new Devices.Wanted(before.device() || usual.needsDevice(), cookies));
            }
        }
        return bySite;
    }

    private List<Integer> sitesWithDevices() {
        return wanted().entrySet().stream()
                .filter(entry -> entry.getValue().device())
                .map(Map.Entry::getKey)
                .toList();
    }

    private void look() {
        devices.want(wanted());
        Optional<Seal> seal = keyring.seal();
        if (looking || seal.isEmpty()) {
            return;
        }
        List<Target> free = free();
        if (free.isEmpty()) {
            return;
        }
        looking = true;
        outbox.ready(free).onComplete(ready -> {
            looking = false;
            if (ready.failed()) {
                LOG.debug("outbox not read: {}", ready.cause().getMessage());
                return;
            }
            ready.result().forEach(target -> pump(lane(target), seal.get()));
        });
    }

    private List<Target> free() {
        long now = tools.clock().getAsLong();
        var on = new ArrayList<Target>();
        for (Target target : targets.all()) {
            Lane lane = lane(target);
            lane.change(target);
            if (target.isOn() && lane.isFree(now)) {
                on.add(target);
            }
        }
        return on;
    }

    private Lane lane(Target target) {
        return lanes.computeIfAbsent(new Place(target.site(), target.id()), place -> new Lane(target, tools.times()));
    }

    /** Claims and sends until nothing is due or nothing may leave; each claim that found something lets another begin. */
    private void pump(Lane lane, Seal seal) {
        Target target = lane.target();
        Optional<Site> site = sites.find(target.site());
        if (!target.isOn() || site.isEmpty() || !lane.isFree(tools.clock().getAsLong())) {
            return;
        }
        lane.enter();
        UUID claim = UUID.randomUUID();
        Destination kind = kinds.get(target.kind()).destination();
        int limit = lane.isProbing() ? 1 : Math.max(kind.defaults().batch(), LEAST_CLAIM);
        long lease = tools.times().lease();
        Future<List<Claimed>> claimed = kind instanceof PeopleList
                ? outbox.claimInOrder(target, limit, lease, claim)
                : outbox.claim(target, limit, lease, claim);
        claimed.compose(rows -> {
                    if (rows.isEmpty()) {
                        return Future.succeededFuture(false);
                    }
                    pump(lane, seal);
                    return send(lane, site.get(), claim, rows, seal).map(true);
                })
                .onComplete(sent -> {
                    lane.leave();
                    if (sent.failed()) {
                        // Whatever it was: the rows fall back when the claim ends, and nothing else waits for them.
                        LOG.warn(
                                "sending to destination {} of site {} broke off: {}",
                                target.id(),
                                target.site(),
                                String.valueOf(sent.cause()));
                        lane.failed(tools.clock().getAsLong());
                    } else if (sent.result()) {
                        pump(lane, seal);
                    }
                });
    }

    private Future<Void> send(Lane lane, Site site, UUID claim, List<Claimed> rows, Seal seal) {
        Target target = lane.target();
        Map<String, String> secrets;
        try {
            secrets = targets.secrets(target);
        } catch (Seal.CannotOpen e) {
            // Sealed with a key that is gone: they have to be given once more.
            return targets.stop(target, Reason.of("secrets_unreadable"))
                    .compose(stopped -> outbox.renew(target, rows, 0, claim))
                    .mapEmpty();
        }
        var config =
                new Config(target.settings().values(), secrets, site.currency(), site.consent() == Site.Consent.ASK);
        if (!(kinds.get(target.kind()).destination() instanceof PeopleList list)) {
            return new Sending(tools, lane, config, claim).run(rows, seal);
        }
        return lists.config(target, config).compose(known -> {
            var sending = new Sending(tools, lane, known, claim);
            Future<Void> done = sending.run(
                    rows.stream().filter(row -> !ListSaying.isFor(row)).toList(), seal);
            for (Claimed row : rows.stream().filter(ListSaying::isFor).toList()) {
                done = done.compose(before -> new ListSaying(sending, list, lists, seal).run(row));
            }
            return done;
        });
    }
}
