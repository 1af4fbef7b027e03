package io.warmtag;

import com.hazelcast.core.HazelcastInstance;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.warmtag.account.AccountStore;
import io.warmtag.account.Accounts;
import io.warmtag.account.ApiKeys;
import io.warmtag.account.LoginFailureStore;
import io.warmtag.account.Passwords;
import io.warmtag.account.SessionStore;
import io.warmtag.audit.AuditStore;
import io.warmtag.cluster.GridKeyOffer;
import io.warmtag.cluster.HazelcastCluster;
import io.warmtag.collect.Collector;
import io.warmtag.collect.Intake;
import io.warmtag.collect.LostPixels;
import io.warmtag.collect.RefusedRequests;
import io.warmtag.collect.Withdrawals;
import io.warmtag.config.DatabaseAddress;
import io.warmtag.config.Settings;
import io.warmtag.container.Environments;
import io.warmtag.container.EventStrictness;
import io.warmtag.db.Database;
import io.warmtag.db.EmbeddedPostgres;
import io.warmtag.db.GrowingTables;
import io.warmtag.db.Leadership;
import io.warmtag.db.LogReserve;
import io.warmtag.db.Migrations;
import io.warmtag.db.News;
import io.warmtag.db.PostgresOptions;
import io.warmtag.event.EventCountStore;
import io.warmtag.event.EventMeters;
import io.warmtag.event.EventWriter;
import io.warmtag.event.OrderOwners;
import io.warmtag.event.Partitions;
import io.warmtag.event.RefusalSentences;
import io.warmtag.event.RejectedWriter;
import io.warmtag.occasion.Wanted;
import io.warmtag.ops.ManagementRoutes;
import io.warmtag.ops.VerifyRoutes;
import io.warmtag.people.PersonServices;
import io.warmtag.preview.Previews;
import io.warmtag.publish.EventWeights;
import io.warmtag.secret.Keyring;
import io.warmtag.site.SiteDirectory;
import io.warmtag.site.SiteStore;
import io.warmtag.visitor.DueSweep;
import io.warmtag.visitor.Histories;
import io.warmtag.visitor.ModelSettingsStore;
import io.warmtag.visitor.Persons;
import io.warmtag.visitor.Progress;
import io.warmtag.visitor.Recovery;
import io.warmtag.visitor.Retention;
import io.warmtag.visitor.Rollups;
import io.warmtag.visitor.SettingsSpread;
import io.warmtag.visitor.Verification;
import io.warmtag.web.RateLimiter;
import io.warmtag.web.Routes;
import io.warmtag.web.ThisMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root: everything is made here, in the order of its dependencies, and stopped in the reverse order. */
public final class App {
    private static final Logger LOG = LoggerFactory.getLogger(App.class);

    private final Settings settings;
    private final AtomicBoolean ready = new AtomicBoolean();
    private final Deque<Stop> stops = new ArrayDeque<>();
    private volatile int port;
    private volatile int managementPort;

    /** One step of stopping. */
    private interface Stop {
        void run() throws Exception;
    }

    public App(Settings settings) {
        this.settings = settings;
    }

    /** Starts everything; blocks until requests are served. Not on an event loop. */
    public void start() throws IOException {
        CompletableFuture<HazelcastInstance> hazelcast = meanwhile(
                "hazelcast-start",
                () -> HazelcastCluster.start(
                        settings.clusterPort(),
                        settings.cluster(),
                        List.of(Persons.mapConfig()),
                        Persons.serializers()));
        CompletableFuture<Shipped> shipped = meanwhile("shipped-load", Shipped::load);
        DatabaseAddress address = database();
        Migrations.run(address);
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        onStop(() -> vertx.close().await());
        var database = new Database(vertx, address);
        if (settings.database().isEmpty()) {
            new LogReserve(vertx, database).start();
        }
        var news = new News(vertx, database);
        news.start().await();
        var leadership = new Leadership(vertx, database);
        leadership.start();
        new GrowingTables(database, leadership).start();
        var sites = new SiteDirectory(new SiteStore(database), news);
        sites.start().await();
        var environments = new Environments(database, news);
        environments.start().await();
        var strictness = new EventStrictness(database, news);
        strictness.start().await();
        HazelcastInstance member = hazelcast.join();
        onStop(member::shutdown);

        LongSupplier clock = System::currentTimeMillis;
        var partitions = new Partitions(database);
        partitions.ensure(clock.getAsLong()).await();
        var wanted = new Wanted();
        var histories = new Histories();
        var models = new ModelSettingsStore(database, news, histories);
        models.start().await();
        environments.onRelease(new EventWeights(database, models, clock)::released);
        var persons = new Persons(vertx, member, database, histories, wanted, clock);
        HazelcastCluster.takePart(member);
        var progress = new Progress();
        var recovery = new Recovery(vertx, member, database, leadership, sites, persons, progress, clock);
        recovery.start().await();
        onStop(() -> recovery.leave().await());
        new DueSweep(database, leadership, persons, clock).start();
        new SettingsSpread(database, leadership, persons).start();
        new Retention(database, leadership, sites, partitions, new EventCountStore(database), persons, clock).start();
        new Rollups(database, leadership).start();

        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var meters = new EventMeters(metrics);
        var keyring = new Keyring(vertx, database, settings.secretKey(), settings.dataDir(), new GridKeyOffer(member));
        keyring.start().await();
        var people = new People(vertx, database, keyring::key, clock);
        var ground = new Ground(vertx, database, address, news, leadership, sites, models, wanted);
        var here = new ThisMachine(settings.demo(), this::port, settings.localPorts());
        Outward outward = Outward.start(ground, keyring, people.services().contacts(), here, clock);
        people.start(leadership, persons, outward.lists().joined());
        PersonServices erasable = people.persons(leadership, outward);
        onStop(outward::stop);
        var offering = new Offering(vertx, database, news, persons, clock);
        offering.start().await();
        onStop(offering::close);
        var retargeting = new Retargeting(ground, offering, outward, clock);
        retargeting.start().await();
        onStop(retargeting::stop);

        var sentences = new RefusalSentences(shipped.join().messages());
        Supplier<Future<Intake>> intakes = () -> {
            var events = new EventWriter(vertx, database, meters, wanted);
            var rejected = new RejectedWriter(database, meters);
            var beside = new Intake.Beside(
                    offering.traffic(),
                    people.learning(),
                    outward.devices(),
                    new Withdrawals(database, outward.devices()));
            var intake = new Intake(vertx, events, rejected, persons, progress, sentences, beside);
            return events.start().map(intake);
        };
        people.take(intakes);
        onStop(people::stop);

        Previews previews = Previews.open(database, clock).await();
        previews.purgeOn(leadership);
        var keys = new ApiKeys(database, news, settings.apiKey());
        var accounts = new Accounts(
                new AccountStore(database),
                new SessionStore(database),
                new LoginFailureStore(database),
                new Passwords(vertx),
                new AuditStore(database));
        accounts.purgeOn(leadership);
        Optional<String> setup = accounts.prepare(settings.admin()).await();
        Optional<String> demo =
                settings.demo() ? Optional.of(DemoSite.open(sites, settings.publicUrl())) : Optional.empty();
        var edges = new Edges(
                vertx,
                settings,
                database,
                sites,
                shipped.join(),
                new Edges.Temperatures(persons, models),
                new Edges.People(accounts, keys, people.services(), erasable),
                new Edges.Published(environments, strictness, previews),
                retargeting,
                here);

        Gauge.builder("warmtag.persons.backlog", persons, Persons::backlog)
                .description("Changes of persons that wait to be written or folded")
                .register(metrics);
        retargeting.measure(metrics);
        List<Routes> management = List.of(
                new ManagementRoutes(metrics, database, ready),
                new VerifyRoutes(new Verification(vertx, database, persons, clock)));
        var serving = new Serving(vertx);
        onStop(serving::stop);
        onStop(edges::endStreams);
        onStop(leadership::stop);
        managementPort =
                serving.start(settings.managementHost(), settings.managementPort(), 1, management, Serving.NO_HOT_PATH);
        var limiter = new RateLimiter(settings.ratePerSecond());
        var owners = new OrderOwners(database);
        var senders = new Collector.Known(new KeyedByApi(keys), owners, people.learning());
        port = serving.start(
                "0.0.0.0",
                settings.port(),
                Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                edges.routes(demo),
                loop -> intakes.get().map(intake -> {
                    var refused = new RefusedRequests(new RejectedWriter(database, meters), sentences);
                    var notStored = new Collector.NotStored(refused, new LostPixels(meters));
                    return new Collector(sites, intake, senders, notStored, limiter, settings, strictness, clock);
                }));
        ready.set(true);
        LOG.info("native transport: {}", vertx.isNativeTransportEnabled());
        sayAddresses(setup, demo);
    }

    private static <T> CompletableFuture<T> meanwhile(String name, Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, command -> new Thread(command, name).start());
    }

    private void sayAddresses(Optional<String> setup, Optional<String> demo) {
        String base = settings.publicUrl().orElse("http://localhost:" + port);
        LOG.info("Warmtag is ready.");
        LOG.info("  Console:   {}/console", base);
        setup.ifPresent(path -> LOG.info("  First, set up the administrator (once): {}{}", base, path));
        demo.ifPresent(site -> LOG.info("  Demo shop: {}/demo", base));
    }

    private DatabaseAddress database() throws IOException {
        if (settings.database().isPresent()) {
            return settings.database().get();
        }
        Path folder = settings.dataDir();
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, folder, PostgresOptions.ofThisMachine());
        onStop(postgres::close);
        return postgres.address();
    }

    /** Where site traffic, console and API are served. */
    public int port() {
        return port;
    }

    public int managementPort() {
        return managementPort;
    }

    private void onStop(Stop stop) {
        stops.push(stop);
    }

    /** Stops what has been started, last first. */
    public void stop() {
        ready.set(false);
        while (!stops.isEmpty()) {
            try {
                stops.pop().run();
            } catch (Exception e) {
                LOG.warn("while stopping: {}", e.toString());
            }
        }
        LOG.info("stopped");
    }
}
