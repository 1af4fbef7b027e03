package io.warmtag.preview;

import io.vertx.core.Future;
import io.warmtag.catalog.Value;
import io.warmtag.db.Database;
import io.warmtag.site.Site;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Events that are being built: each has a preview in which elements are picked, and lasts as long as that. */
public final class Builds {
    private static final int MOST_PICKS = 100;

    private final Previews previews;
    private final BuildStore store;

    public Builds(Database database, Previews previews) {
        this.previews = previews;
        this.store = new BuildStore(database);
    }

    /**
     * Begins to build an event.
     *
     * @param event in the draft; empty: it is new
     * @param seen its revision
     * @param definition what is known of it
     */
    public Future<Build> begin(Site site, String author, Optional<Integer> event, long seen, Value.Fields definition) {
        return previews.begin(site, new Subject.Draft(), true, author).compose(session -> {
            var build = new Build(session.id(), event, seen, definition, "", Value.Fields.NONE, 0);
            return store.write(build).map(build);
        });
    }

    /** As it is now: with what was picked since somebody looked last. */
    public Future<Optional<Build>> find(Site site, UUID session) {
        return previews.find(site, session)
                .compose(there -> there.isEmpty() ? Future.succeededFuture(Optional.empty()) : store.find(session))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : hear(site, found.get()).map(Optional::of));
    }

    private Future<Build> hear(Site site, Build build) {
        return previews.told(build.session(), build.heard(), List.of("picked"), MOST_PICKS)
                .compose(told -> {
                    Build heard = Picks.hear(build, told, site.currency());
                    // What was picked by now is worth a write; that other messages were looked at is not.
                    return heard.picked().equals(build.picked())
                                    && heard.definition().equals(build.definition())
                            ? Future.succeededFuture(build)
                            : store.write(heard).map(heard);
                });
    }

    public Future<Void> keep(Build build) {
        return store.write(build);
    }
}
