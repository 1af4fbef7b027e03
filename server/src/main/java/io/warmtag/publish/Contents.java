package io.warmtag.publish;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.ValueJson;
import io.warmtag.container.VersionStore;
import io.warmtag.container.model.Compiled;
import io.warmtag.container.model.Compiler;
import io.warmtag.container.model.EntityReader;
import io.warmtag.site.Site;
import java.util.Map;

/** Versions compiled for an environment, read when first asked for and kept: a version never changes. */
final class Contents {
    /** Some 100 KB each at most. */
    private static final int MOST_KEPT = 200;

    private final Vertx vertx;
    private final VersionStore versions;
    private final Catalog catalog;
    private final Map<Place, Future<Compiled>> compiled = new RecentlyUsed<>(MOST_KEPT);

    private record Place(int site, int version, boolean live) {}

    Contents(Vertx vertx, VersionStore versions, Catalog catalog) {
        this.vertx = vertx;
        this.versions = versions;
        this.catalog = catalog;
    }

    Future<Compiled> of(Site site, Served served) {
        if (served.version() == 0) {
            return Future.succeededFuture(Compiled.EMPTY);
        }
        var place = new Place(site.id(), served.version(), served.isLive());
        synchronized (compiled) {
            Future<Compiled> known = compiled.get(place);
            if (known != null && !known.failed()) {
                return known;
            }
            Future<Compiled> made = read(place);
            compiled.put(place, made);
            return made;
        }
    }

    private Future<Compiled> read(Place place) {
        return versions.text(place.site, place.version)
                .compose(text -> vertx.executeBlocking(() -> compile(text.orElseThrow(), place.live), false));
    }

    private Compiled compile(String content, boolean live) {
        return Compiler.compile(EntityReader.content(ValueJson.read(content)), catalog, live);
    }
}
