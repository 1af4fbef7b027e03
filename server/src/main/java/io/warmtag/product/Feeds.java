package io.warmtag.product;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.warmtag.catalog.Problem;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.product.Feed.Reading;
import io.warmtag.product.FeedFetch.BadStatus;
import io.warmtag.product.FeedReading.Task;
import io.warmtag.product.FeedStore.Stamp;
import io.warmtag.product.model.RowProblem;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import io.warmtag.web.Outside.Refused;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A shop's feeds: what people do with them, and their being read when they are due (leader). */
public final class Feeds {
    public static final int LEAST_MINUTES = 15;
    public static final int MOST_MINUTES = 7 * 1_440;
    public static final int USUAL_MINUTES = 6 * 60;

    private static final int MOST_NAME = 100;
    private static final int MOST_ADDRESS = 2_000;
    private static final long LOOK_EVERY_MS = 2_000;

    private final Vertx vertx;
    private final SiteDirectory sites;
    private final FeedStore store;
    private final FeedReading reading;
    private final FeedFetch fetch;
    private final LongSupplier clock;

    /**
     * What somebody wants a feed to be.
     *
     * @param address empty: it is only ever uploaded
     */
    public record Wish(String name, String address, int everyMinutes) {
        /** What is wrong with it, by field. */
        public List<Problem> problems() {
            List<Problem> problems = new ArrayList<>();
            if (name.isBlank() || name.length() > MOST_NAME) {
                problems.add(Problem.of("name", "problem.feed.name", "most", MOST_NAME));
            }
            if (!address.isEmpty() && !isAddress(address)) {
                problems.add(Problem.of("address", "problem.feed.address"));
            }
            if (everyMinutes < LEAST_MINUTES || everyMinutes > MOST_MINUTES) {
                problems.add(Problem.of(
                        "every_minutes", "problem.feed.every", "least", LEAST_MINUTES, "most", MOST_MINUTES));
            }
            return problems;
        }

        private static boolean isAddress(String text) {
            try {
                URI uri = URI.create(text);
                return text.length() <= MOST_ADDRESS
                        && uri.getHost() != null
                        && uri.getRawUserInfo() == null
                        && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
            } catch (IllegalArgumentException e) {
                return false;
            }
        }

        private @Nullable String place() {
            return address.isEmpty() ? null : address;
        }
    }

    /** @param local addresses that may lead to this machine */
    Feeds(
            Vertx vertx,
            Database database,
            SiteDirectory sites,
            ProductWriter writer,
            Predicate<URI> local,
            LongSupplier clock) {
        this.vertx = vertx;
        this.sites = sites;
        this.store = new FeedStore(database);
        this.reading = new FeedReading(vertx, database, store, writer);
        this.fetch = new FeedFetch(vertx, local);
        this.clock = clock;
    }

    void start(Leadership leadership) {
        leadership.every(LOOK_EVERY_MS, LOOK_EVERY_MS, "the reading of product feeds", this::readDue);
    }

    public Future<List<Feed>> of(Site site) {
        return store.of(site.id());
    }

    public Future<Optional<Feed>> find(Site site, int id) {
        return store.find(site.id(), id);
    }

    /** Rows of the last reading that could not be taken. */
    public Future<List<RowProblem>> wrong(Feed feed, int limit) {
        return store.wrong(feed, limit);
    }

    /** @param wish without problems */
    public Future<Feed> add(Site site, Wish wish, String author) {
        return store.add(site.id(), wish.name.trim(), wish.place(), wish.everyMinutes, author)
                .compose(id -> store.find(site.id(), id))
                .map(Optional::orElseThrow);
    }

    /** @param wish without problems */
    public Future<Feed> change(Feed feed, Wish wish) {
        return store.change(feed, wish.name.trim(), wish.place(), wish.everyMinutes)
                .compose(changed -> store.find(feed.site(), feed.id()))
                .map(Optional::orElseThrow);
    }

    /** Its products stay; they are described by nothing but pages then. */
    public Future<Void> delete(Feed feed) {
        return store.delete(feed);
    }

    /**
     * Sees to it that it is read within seconds.
     *
     * @param accept however small it has become
     */
    public Future<Void> readNow(Feed feed, boolean accept) {
        return store.readNow(feed, accept);
    }

    /**
     * Takes a file that somebody brings.
     *
     * @param whole whether what isn't in it is gone
     * @param accept however small it is
     */
    public Future<Reading> upload(Site site, Feed feed, Buffer content, boolean whole, boolean accept) {
        Feed allowed = accept ? accepted(feed) : feed;
        return inFile(file -> vertx.fileSystem()
                .writeFile(file.toString(), content)
                .compose(written -> reading.run(new Task(allowed, file, site.currency(), whole, Stamp.NONE, now()))));
    }

    private static Feed accepted(Feed feed) {
        return new Feed(
                feed.site(),
                feed.id(),
                feed.name(),
                feed.address(),
                feed.everyMinutes(),
                feed.due(),
                feed.etag(),
                feed.modified(),
                feed.readAt(),
                true,
                feed.last());
    }

    /** Reads the one that has been waiting longest. */
    Future<Void> readDue() {
        return store.due(now())
                .compose(due -> due.map(feed -> read(feed).<Void>mapEmpty()).orElseGet(Future::succeededFuture));
    }

    private Future<Reading> read(Feed feed) {
        Optional<Site> site =
                sites.all().stream().filter(each -> each.id() == feed.site()).findFirst();
        String address = feed.address();
        if (site.isEmpty() || address == null) {
            return failed(feed, "site_gone", null);
        }
        return inFile(file -> fetch.get(address, new Stamp(feed.etag(), feed.modified()), file)
                        .compose(got -> got.unchanged()
                                ? unchanged(feed, got.stamp())
                                : reading.run(new Task(feed, file, site.get().currency(), true, got.stamp(), now()))))
                .recover(cause -> failed(feed, cause));
    }

    private Future<Reading> unchanged(Feed feed, Stamp stamp) {
        Reading before = feed.last();
        var same = new Reading(
                now(),
                "unchanged",
                null,
                before == null ? 0 : before.rows(),
                before == null ? 0 : before.taken(),
                0,
                before == null ? 0 : before.wrong(),
                0);
        return store.note(feed, same, stamp, null).map(same);
    }

    private Future<Reading> failed(Feed feed, Throwable cause) {
        if (cause instanceof Refused refused) {
            return failed(feed, "address_" + refused.refusal().name().toLowerCase(Locale.ROOT), null);
        }
        return cause instanceof BadStatus bad
                ? failed(feed, "status", String.valueOf(bad.status()))
                : Future.failedFuture(cause);
    }

    private Future<Reading> failed(Feed feed, String result, @Nullable String detail) {
        var reading = new Reading(now(), result, detail, 0, 0, 0, 0, 0);
        return store.note(feed, reading, Stamp.NONE, List.of()).map(reading);
    }

    private interface Work<T> {
        Future<T> with(Path file);
    }

    /** A file of its own, deleted afterwards. */
    private <T> Future<T> inFile(Work<T> work) {
        return vertx.executeBlocking(() -> Files.createTempFile("warmtag-feed", ""), false)
                .compose(file -> work.with(file)
                        .eventually(() -> vertx.executeBlocking(() -> Files.deleteIfExists(file), false)));
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.getAsLong());
    }
}
