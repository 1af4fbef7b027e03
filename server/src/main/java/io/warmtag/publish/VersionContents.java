package io.warmtag.publish;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.warmtag.catalog.ValueJson;
import io.warmtag.container.VersionStore;
import io.warmtag.container.model.Content;
import io.warmtag.container.model.EntityReader;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is in versions, read off the event loop and kept while there is room: a version never changes. */
final class VersionContents {
    /** Of all contents together: some 2 KB each. */
    private static final int MOST_ENTITIES = 10_000;

    private final Vertx vertx;
    private final VersionStore versions;
    private final Map<Place, Content> kept = new LinkedHashMap<>(16, 0.75f, true);

    private record Place(int site, int number) {}

    VersionContents(Vertx vertx, VersionStore versions) {
        this.vertx = vertx;
        this.versions = versions;
    }

    /** Empty content when there is no such version. */
    Future<Content> of(int site, int number) {
        var place = new Place(site, number);
        Content known = known(place);
        if (known != null) {
            return Future.succeededFuture(known);
        }
        return versions.text(site, number)
                .compose(text -> text.isEmpty()
                        ? Future.succeededFuture(Content.EMPTY)
                        : vertx.executeBlocking(() -> EntityReader.content(ValueJson.read(text.get())), false)
                                .map(content -> keep(place, content)));
    }

    private @Nullable Content known(Place place) {
        synchronized (kept) {
            return kept.get(place);
        }
    }

    private Content keep(Place place, Content content) {
        synchronized (kept) {
            kept.put(place, content);
            int entities = kept.values().stream()
                    .mapToInt(each -> each.entities().size())
                    .sum();
            Iterator<Content> oldest = kept.values().iterator();
            while (entities > MOST_ENTITIES && kept.size() > 1) {
                entities -= oldest.next().entities().size();
                oldest.remove();
            }
        }
        return content;
    }
}
