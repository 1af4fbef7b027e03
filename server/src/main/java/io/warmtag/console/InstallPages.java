package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.console.Installs.Install;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.event.Event;
import io.warmtag.event.EventFilter;
import io.warmtag.event.EventStore;
import io.warmtag.event.RejectedEventStore;
import io.warmtag.web.BaseUrl;
import io.warmtag.web.Routes;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The snippet to copy, and what has been seen of it. */
public final class InstallPages implements Routes {
    private static final Duration REFUSED_LATELY = Duration.ofDays(1);

    private final Console console;
    private final EventStore events;
    private final RejectedEventStore rejected;
    private final OverviewStore overview;
    private final Installs installs;
    private final Streams streams;
    private final BaseUrl baseUrl;

    /**
     * @param withNonce whether the snippet carries a nonce for sites with a content security policy
     * @param refused the host of a page whose events were refused lately, since it is none of the site's; null: there was none
     * @param revision that this was made with
     */
    record InstallPage(
            String snippet,
            boolean withNonce,
            String domains,
            Seen seen,
            @Nullable String refused,
            Field page,
            String revision) {}

    /**
     * @param state {@code nothing}, {@code fine} or {@code foreign} (it came from a host that is none of the site's)
     * @param host where the newest event came from; null when it doesn't say
     */
    record Seen(
            String state,
            @Nullable Instant at,
            @Nullable String host,
            @Nullable String event) {}

    public InstallPages(
            Console console,
            EventStore events,
            RejectedEventStore rejected,
            OverviewStore overview,
            Installs installs,
            Streams streams,
            BaseUrl baseUrl) {
        this.console = console;
        this.events = events;
        this.rejected = rejected;
        this.overview = overview;
        this.installs = installs;
        this.streams = streams;
        this.baseUrl = baseUrl;
    }

    @Override
    public void mount(Router router) {
        router.get("/console/sites/:site/install").handler(console.sitePage(this::show));
        router.get("/console/sites/:site/install/changes").handler(console.sitePage(this::changes));
    }

    private Future<Void> show(Visit visit) {
        return overview.revision(visit.site().id()).compose(revision -> show(visit, Streams.mark(revision)));
    }

    private Future<Void> show(Visit visit, String revision) {
        boolean withNonce = visit.query("nonce").isPresent();
        Install install = installs.of(visit.site(), baseUrl.of(visit.ctx().request()));
        String snippet = "<script" + (withNonce ? " nonce=\"{NONCE}\"" : "") + ">" + install.script() + "</script>\n"
                + install.noscript();
        Future<Page<Event>> newest = events.list(visit.site(), EventFilter.ALL, Keyset.NEWEST, 1);
        Future<Optional<String>> origin =
                rejected.lastForeignOrigin(visit.site(), visit.now().minus(REFUSED_LATELY));
        return Future.all(newest, origin)
                .compose(found -> visit.show(
                        200,
                        "install/show",
                        "install",
                        new InstallPage(
                                snippet,
                                withNonce,
                                String.join(", ", visit.site().domains()),
                                seen(visit, newest.result()),
                                refused(visit, origin.result()),
                                Field.of("page", VerifyPages.home(visit, baseUrl)),
                                revision)));
    }

    /** Whoever has added it since need not read of it any more. */
    private static @Nullable String refused(Visit visit, Optional<String> origin) {
        return origin.flatMap(page -> Optional.ofNullable(hostOf(page)))
                .filter(host -> !visit.site().owns(host))
                .orElse(null);
    }

    private Future<Void> changes(Visit visit) {
        int site = visit.site().id();
        return streams.changes(visit, () -> overview.revision(site));
    }

    private static Seen seen(Visit visit, Page<Event> page) {
        if (page.items().isEmpty()) {
            return new Seen("nothing", null, null, null);
        }
        Event newest = page.items().get(0);
        String host = host(newest);
        boolean foreign = host != null && !visit.site().owns(host);
        return new Seen(foreign ? "foreign" : "fine", newest.received(), host, EventView.title(newest.name(), visit));
    }

    private static @Nullable String host(Event event) {
        return event.context().getValue("url") instanceof String url ? hostOf(url) : null;
    }

    private static @Nullable String hostOf(String url) {
        try {
            return URI.create(url).getHost();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
