package io.warmtag.publish;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.warmtag.catalog.Catalog;
import io.warmtag.container.Environment;
import io.warmtag.container.Environments;
import io.warmtag.container.VersionStore;
import io.warmtag.db.Database;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sites' scripts, put together and compressed when first asked for and kept until the site or its release changes. A
 * script is whole: it is of one version, and of the next one as soon as that is ready.
 */
public final class Containers {
    private static final Logger LOG = LoggerFactory.getLogger(Containers.class);
    /** Scripts of some 20 KB each, with their compressed forms. */
    private static final int MOST_KEPT = 1_000;
    /** How long an older script is served before a newer one that could not be made is tried again. */
    private static final long TRY_AGAIN_NS = 1_000_000_000;

    private final Vertx vertx;
    private final ContainerAssembler assembler;
    private final ScriptStore store;
    private final SiteDirectory sites;
    private final Environments environments;
    private final Contents contents;
    private final SiteParts siteParts;
    private final Map<Variant, Made> made = new RecentlyUsed<>(MOST_KEPT);
    private final Map<String, Future<Optional<Script>>> past = new RecentlyUsed<>(MOST_KEPT);

    /** @param token of an environment; empty: live */
    private record Variant(int site, String token, Optional<String> country) {}

    /** @param good the newest script that could be made before this one */
    private record Made(
            Site of,
            Served served,
            List<String> extra,
            Future<Script> script,
            @Nullable Script good,
            long since) {
        boolean fits(Site site, Served wanted, List<String> more) {
            boolean isSame = of.equals(site) && served.equals(wanted) && extra.equals(more);
            return isSame && (!script.failed() || good != null && System.nanoTime() - since < TRY_AGAIN_NS);
        }

        /** One that is under way is waited for; where it fails, what was there before stays. */
        Future<Script> answer() {
            return good == null ? script : script.otherwise(good);
        }

        @Nullable Script newestGood() {
            return script.succeeded() ? script.result() : good;
        }
    }

    public Containers(
            Vertx vertx,
            Manifest manifest,
            Catalog catalog,
            Database database,
            SiteDirectory sites,
            Environments environments) {
        this(vertx, manifest, catalog, database, sites, environments, SiteParts.NONE);
    }

    /** @param siteParts tell of their changes through {@link #renew} */
    public Containers(
            Vertx vertx,
            Manifest manifest,
            Catalog catalog,
            Database database,
            SiteDirectory sites,
            Environments environments,
            SiteParts siteParts) {
        this.siteParts = siteParts;
        this.vertx = vertx;
        this.assembler = new ContainerAssembler(manifest);
        this.store = new ScriptStore(database);
        this.sites = sites;
        this.environments = environments;
        this.contents = new Contents(vertx, new VersionStore(database), catalog);
        environments.onChange(this::refresh);
        sites.onChange(this::renew);
    }

    /** Makes anew what is served and no longer fits. */
    public void renew() {
        refresh().onFailure(cause -> LOG.warn("scripts not renewed: {}", cause.getMessage()));
    }

    /** The live script. All nodes make the same bytes of the same site and version. */
    public Future<Script> live(Site site, Optional<String> country) {
        return current(new Variant(site.id(), "", country), site).orElseThrow();
    }

    /** The script of an environment by its token; empty when there is none. */
    public Future<Optional<Script>> environment(Site site, String token, Optional<String> country) {
        return current(new Variant(site.id(), token, country), site)
                .map(script -> script.map(Optional::of))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    /** What is to be served is asked for under the lock: else who asked a moment earlier could put an older one back. */
    private Optional<Future<Script>> current(Variant variant, Site asked) {
        synchronized (made) {
            Site site = sites.find(variant.site).orElse(asked);
            Optional<Served> served =
                    variant.token.isEmpty() ? Optional.of(live(site)) : environment(site, variant.token);
            return served.map(wanted -> current(variant, site, wanted));
        }
    }

    private Served live(Site site) {
        return environments
                .live(site)
                .map(release -> new Served(Environment.LIVE, release.version()))
                .orElse(Served.NOTHING);
    }

    private Optional<Served> environment(Site site, String token) {
        return environments
                .withToken(site, token)
                .map(each -> new Served(
                        each.name(),
                        each.release().map(Environment.Release::version).orElse(0)));
    }

    private Future<Script> current(Variant variant, Site site, Served served) {
        Made known = made.get(variant);
        List<String> extra = siteParts.of(site);
        if (known != null && known.fits(site, served, extra)) {
            return known.answer();
        }
        Script good = known == null ? null : known.newestGood();
        Made young = new Made(site, served, extra, make(variant, site, served, extra), good, System.nanoTime());
        made.put(variant, young);
        return young.answer();
    }

    private Future<Script> make(Variant variant, Site site, Served served, List<String> extra) {
        return contents.of(site, served)
                .compose(content -> vertx.executeBlocking(
                        () -> Script.of(assembler.assemble(
                                site,
                                variant.country,
                                extra,
                                new ContainerConfig.Release(served.version(), served.environment(), content))),
                        false))
                .compose(script -> variant.country.isPresent() || !served.isLive()
                        ? Future.succeededFuture(script)
                        // The page is served even while the database is away.
                        : store.keep(site, script)
                                .recover(cause -> {
                                    LOG.warn("script {} not kept: {}", script.hash(), cause.getMessage());
                                    return Future.succeededFuture();
                                })
                                .map(script))
                .onFailure(cause -> LOG.error(
                        "script of {} version {} not made: {}", site.publicId(), served.version(), cause.toString()));
    }

    /** Exactly the bytes with this hash (SHA-256, hex), which the site serves or has served; empty when it never did. */
    public Future<Optional<Script>> exact(Site site, String hash) {
        return live(site, Optional.empty())
                .compose(script ->
                        script.hash().equals(hash) ? Future.succeededFuture(Optional.of(script)) : past(site, hash));
    }

    private Future<Optional<Script>> past(Site site, String hash) {
        String place = site.id() + " " + hash;
        synchronized (past) {
            Future<Optional<Script>> known = past.get(place);
            if (known != null && !known.failed()) {
                return known;
            }
            Future<Optional<Script>> script = store.find(site, hash)
                    .compose(body -> body.isEmpty()
                            ? Future.succeededFuture(Optional.empty())
                            : vertx.executeBlocking(() -> Optional.of(Script.of(body.get())), false));
            past.put(place, script);
            return script;
        }
    }

    /** Makes anew what is served and no longer fits, before anybody asks for it. */
    private Future<Void> refresh() {
        var scripts = new ArrayList<Future<Script>>();
        synchronized (made) {
            for (Variant variant : List.copyOf(made.keySet())) {
                Optional<Future<Script>> script = sites.find(variant.site).flatMap(site -> current(variant, site));
                if (script.isEmpty()) {
                    made.remove(variant);
                } else {
                    scripts.add(script.get());
                }
            }
        }
        // One that can't be made was logged; the others count all the same.
        return Future.join(scripts).recover(cause -> Future.succeededFuture()).mapEmpty();
    }
}
