package io.warmtag.publish;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.warmtag.db.Database;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sites' scripts, put together and compressed when first asked for and kept until the site changes. */
public final class Containers {
    private static final Logger LOG = LoggerFactory.getLogger(Containers.class);
    /** Scripts of some 20 KB each, with their compressed forms. */
    private static final int MOST_KEPT = 1_000;

    private final Vertx vertx;
    private final ContainerAssembler assembler;
    private final ScriptStore store;
    private final Map<Variant, Made> made = new RecentlyUsed<>();
    private final Map<String, Future<Optional<Script>>> past = new RecentlyUsed<>();

    private record Variant(int site, Optional<String> country) {}

    private record Made(Site of, Future<Script> script) {}

    public Containers(Vertx vertx, Manifest manifest, Database database, SiteDirectory sites) {
        this.vertx = vertx;
        this.assembler = new ContainerAssembler(manifest);
        this.store = new ScriptStore(database);
        sites.onChange(() -> forgetChanged(sites));
    }

    /** The live script. All nodes make the same bytes of the same site. */
    public Future<Script> live(Site site, Optional<String> country) {
        var variant = new Variant(site.id(), country);
        synchronized (made) {
            Made known = made.get(variant);
            // A failed one is tried again; one that is under way is waited for.
            if (known != null && known.of.equals(site) && !known.script.failed()) {
                return known.script;
            }
            Future<Script> script = make(site, country);
            made.put(variant, new Made(site, script));
            return script;
        }
    }

    private Future<Script> make(Site site, Optional<String> country) {
        return vertx.executeBlocking(() -> Script.of(assembler.assemble(site, country)), false)
                .compose(script -> country.isPresent()
                        ? Future.succeededFuture(script)
                        // The page is served even while the database is away.
                        : store.keep(site, script)
                                .recover(cause -> {
                                    LOG.warn("script {} not kept: {}", script.hash(), cause.getMessage());
                                    return Future.succeededFuture();
                                })
                                .map(script));
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

    private void forgetChanged(SiteDirectory sites) {
        synchronized (made) {
            made.values().removeIf(each -> !sites.find(each.of.id()).equals(Optional.of(each.of)));
        }
    }

    private static final class RecentlyUsed<K, V> extends LinkedHashMap<K, V> {
        RecentlyUsed() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MOST_KEPT;
        }
    }
}
