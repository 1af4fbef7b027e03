package io.warmtag.testkit;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Vertx;
import io.warmtag.catalog.Catalog;
import io.warmtag.config.DatabaseAddress;
import io.warmtag.container.Environments;
import io.warmtag.container.VersionStore;
import io.warmtag.container.Workspaces;
import io.warmtag.db.Database;
import io.warmtag.db.News;
import io.warmtag.event.Mark;
import io.warmtag.preview.PreviewScripts;
import io.warmtag.preview.Previews;
import io.warmtag.publish.Containers;
import io.warmtag.publish.Manifest;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import io.warmtag.site.SiteDraft;
import io.warmtag.site.SiteStore;
import io.warmtag.visitor.PersonStore;
import io.warmtag.visitor.model.Temperature;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A database of its own with the site <i>Bakery</i> in it, and ways to put rows there as the server would. */
public final class TestSite implements AutoCloseable {
    private final TestDatabase fresh = TestDatabase.create();
    private final Vertx vertx = Vertx.vertx();
    private final Database database = new Database(vertx, fresh.address());
    private final News news = new News(vertx, database);
    private final SiteDirectory sites = new SiteDirectory(new SiteStore(database), news);
    private final Environments environments = new Environments(database, news);
    private final AtomicLong made = new AtomicLong();
    private final Site bakery;

    public TestSite() {
        news.start().await();
        sites.start().await();
        environments.start().await();
        bakery = addSite("Bakery", "bakery.example");
    }

    public Vertx vertx() {
        return vertx;
    }

    public DatabaseAddress address() {
        return fresh.address();
    }

    public Database database() {
        return database;
    }

    public News news() {
        return news;
    }

    public SiteDirectory sites() {
        return sites;
    }

    public Environments environments() {
        return environments;
    }

    /** Scripts of what tag-js was built into. */
    public Containers containers() {
        return new Containers(vertx, Manifest.load(), Catalog.load(), database, sites, environments);
    }

    /** What tries containers out, with the types of the tests. */
    public PreviewScripts previewScripts(Previews previews) {
        Catalog catalog = TestCatalog.read();
        return new PreviewScripts(
                vertx,
                catalog,
                TestCatalog.manifest(),
                new Workspaces(vertx, database, catalog),
                environments,
                new VersionStore(database),
                previews);
    }

    public Previews previews(LongSupplier clock) {
        return Previews.open(database, clock).await();
    }

    public Site bakery() {
        return bakery;
    }

    @CanIgnoreReturnValue
    public Site addSite(String name, String domain) {
        return sites.create(SiteDraft.of(name, List.of(domain))).await();
    }

    /** A UUIDv7 of an instant, different at each call. */
    public UUID idAt(Instant instant) {
        long high = instant.toEpochMilli() << 16 | 0x7000;
        return new UUID(high, 0x8000000000000000L | made.incrementAndGet());
    }

    @CanIgnoreReturnValue
    public UUID addEvent(Site site, @Nullable UUID visitor, String name, Instant at) {
        return addEvent(site, visitor, name, at, Mark.PERSON);
    }

    /** Stores an event that was received at the moment it happened, and counts it. */
    @CanIgnoreReturnValue
    public UUID addEvent(Site site, @Nullable UUID visitor, String name, Instant at, Mark mark) {
        UUID id = idAt(at);
        var time = at.atOffset(ZoneOffset.UTC);
        run(
                """
                insert into event (site_id, id, visitor, name, time, received, mark, remarks, data, context)
                values ($1, $2, $3, $4, $5, $5, $6, null, $7, $8)
                """,
                site.id(),
                id,
                visitor,
                name,
                time,
                mark.code(),
                "{\"value\":1290,\"currency\":\"BDT\"}",
                "{\"url\":\"https://bakery.example/bread\"}");
        run("""
                insert into event_count (site_id, hour, name, shard, count, last)
                values ($1, date_trunc('hour', $2::timestamptz), $3, 0, 1, $2)
                on conflict (site_id, hour, name, shard)
                do update set count = event_count.count + 1, last = greatest(event_count.last, excluded.last)
                """, site.id(), time, name);
        return id;
    }

    public void addPerson(Site site, UUID id, Temperature temperature, Instant lastSeen) {
        run("""
                insert into person (site_id, id, temperature, since, score, first_seen, last_seen, changes)
                values ($1, $2, $3, $4, 10, $4, $4, 0)
                """, site.id(), id, PersonStore.code(temperature), lastSeen.atOffset(ZoneOffset.UTC));
        run("""
                insert into temperature_count (site_id, temperature, shard, count) values ($1, $2, 0, 1)
                on conflict (site_id, temperature, shard) do update set count = temperature_count.count + 1
                """, site.id(), PersonStore.code(temperature));
    }

    /** Runs a statement and waits for it. */
    public void run(String sql, @Nullable Object... parameters) {
        var rows = database.query(sql, parameters).await();
        if (rows.size() > 0) {
            throw new IllegalArgumentException("this is a question, ask the database: " + sql);
        }
    }

    /** The number that a question answers. */
    public long ask(String sql, @Nullable Object... parameters) {
        return database.query(sql, parameters).await().iterator().next().getLong(0);
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
