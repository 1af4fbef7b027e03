package io.warmtag.destination;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.destination.ga4.Ga4Measurement;
import io.warmtag.destination.meta.MetaAudience;
import io.warmtag.destination.meta.MetaConversions;
import io.warmtag.destination.sandbox.Ga4Double;
import io.warmtag.destination.sandbox.MetaAudienceDouble;
import io.warmtag.destination.sandbox.MetaDouble;
import io.warmtag.destination.sandbox.WebhookDouble;
import io.warmtag.destination.webhook.Webhook;
import io.warmtag.event.UuidV7;
import io.warmtag.people.ContactVault;
import io.warmtag.people.Contacts;
import io.warmtag.secret.Keyring;
import io.warmtag.secret.MemoryOffer;
import io.warmtag.site.Site;
import io.warmtag.testkit.TestSite;
import io.warmtag.web.Outside;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Destinations on a database of their own, with Meta's address leading to a {@link Stand}. */
public final class DestinationWorld implements AutoCloseable {
    /** Not every text in one is a plain one. */
    static final String BROWSER = "Mozilla/5.0 (Linux; Android 14; \"K\\Pixel\")";

    public static final String TOKEN = "EAAtoken0123456789abcdefghij";
    static final Times QUICK = new Times(20, 30_000, 50, 200, 100, 400);
    /** A dead node's claims fall back soon; still longer than anything takes on a busy machine. */
    static final Times SHORT_LEASE = new Times(20, 4_000, 50, 200, 100, 400);

    static final UUID VISITOR = UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e");

    public final TestSite data = new TestSite();
    public final Site bakery = data.bakery();
    final Stand stand = new Stand(data.vertx());
    public final Kinds kinds;
    public final Keyring keyring;
    public final Targets targets;
    final Outbox outbox = new Outbox();
    final Leadership leadership = new Leadership(data.vertx(), data.database());

    public DestinationWorld() {
        this(base -> List.of());
    }

    /** @param more kinds beside the real ones, of the stand's address */
    DestinationWorld(Function<String, List<Kinds.Kind>> more) {
        var all = new ArrayList<>(List.of(
                new Kinds.Kind(new MetaConversions(stand.base()), new MetaDouble()),
                new Kinds.Kind(new MetaAudience(stand.base()), new MetaAudienceDouble()),
                new Kinds.Kind(new Ga4Measurement(stand.base()), new Ga4Double()),
                new Kinds.Kind(new Webhook(), new WebhookDouble())));
        all.addAll(more.apply(stand.base()));
        kinds = new Kinds(all);
        keyring = new Keyring(data.vertx(), data.database(), Optional.empty(), folder(), new MemoryOffer());
        keyring.start().await();
        targets = new Targets(data.database(), data.news(), keyring, kinds);
        targets.start().await();
        leadership.start();
    }

    static Path folder() {
        try {
            return Files.createTempDirectory("warmtag-key");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @CanIgnoreReturnValue
    Engine engine() {
        return engine(data.vertx(), data.database(), QUICK);
    }

    /** Starts an engine, as each node has one. */
    @CanIgnoreReturnValue
    Engine engine(Vertx vertx, Database database, Times times) {
        var transport = new Transport(kinds, new Outside(vertx, true), host -> true, System::currentTimeMillis);
        var devices = new Devices(vertx, database, keyring);
        var engine = new Engine(
                new Engine.Parts(
                        vertx, database, keyring, data.sites(), targets, devices, contacts(), kinds, transport),
                times,
                System::currentTimeMillis);
        engine.start(leadership);
        return engine;
    }

    Contacts contacts() {
        return new Contacts(data.database(), new ContactVault(keyring::key));
    }

    /** From here on requests go to its real address. */
    void leaveSandbox(Target target) {
        var real = new Target(
                target.site(),
                target.id(),
                target.kind(),
                target.name(),
                target.state(),
                Optional.empty(),
                false,
                target.settings(),
                target.secrets(),
                target.revision());
        if (!targets.update(real).await()) {
            throw new IllegalStateException("somebody else was faster");
        }
    }

    /** A destination that is on. */
    public Target add(String kind, Map<String, String> values, Map<String, String> secrets, boolean sandbox) {
        var usual = TargetSettings.of(kinds.get(kind).destination());
        var all = new java.util.TreeMap<>(usual.values());
        all.putAll(values);
        var settings = new TargetSettings(all, usual.mapping(), usual.purpose(), new Defaults.Pace(500, 2, 10_000));
        var draft = new Target(
                bakery.id(), 0, kind, kind, Target.State.ON, Optional.empty(), sandbox, settings, Optional.empty(), 1);
        int id = targets.add(draft, secrets).await();
        return targets.find(bakery.id(), id).orElseThrow();
    }

    public Target addMeta() {
        return add("meta", Map.of("pixel", "123456789012345"), Map.of("token", TOKEN), false);
    }

    /** What a page of a visitor who agrees to everything says. */
    public static JsonObject context() {
        return new JsonObject()
                .put("url", "https://bakery.example/bread")
                .put("consent", new JsonObject().put("ad_user_data", "granted").put("analytics_storage", "granted"));
    }

    public static Outgoing purchase(double value) {
        return new Outgoing(
                UuidV7.create(System.currentTimeMillis()),
                "purchase",
                Instant.now(),
                new JsonObject().put("value", value).put("currency", "BDT").put("transaction_id", "T-" + value),
                context());
    }

    static Outgoing[] purchases(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(DestinationWorld::purchase)
                .toArray(Outgoing[]::new);
    }

    public void put(Target target, Outgoing... events) {
        var outbound = new ArrayList<Outbound>();
        for (Outgoing event : events) {
            outbound.add(new Outbound(target.site(), target.id(), "e:" + event.id(), VISITOR, null, event));
        }
        data.database()
                .inTransaction(transaction -> outbox.add(transaction, outbound))
                .await();
    }

    /** Address and browser of the visitor, as the collector would have told. */
    public void knowDevice() {
        var devices = new Devices(data.vertx(), data.database(), keyring);
        devices.start();
        devices.note(bakery.id(), VISITOR, new Item.Device("103.4.145.245", BROWSER), System.currentTimeMillis());
        until(() -> data.ask("select count(*) from raw_device where site_id = $1", bakery.id()) == 1);
    }

    public long rows(Target target, int state) {
        return data.ask(
                "select count(*) from outbox where site_id = $1 and destination = $2 and state = $3",
                target.site(),
                target.id(),
                (short) state);
    }

    public String code(Target target) {
        var rows = data.database()
                .query(
                        "select code from outbox where site_id = $1 and destination = $2 order by number desc limit 1",
                        target.site(),
                        target.id())
                .await();
        return String.valueOf(rows.iterator().next().getString(0));
    }

    public static void until(BooleanSupplier holds) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("still not so after 60 s");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @Override
    public void close() {
        data.close();
    }
}
