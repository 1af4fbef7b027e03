package io.warmtag.preview;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.warmtag.container.Draft;
import io.warmtag.container.Workspaces;
import io.warmtag.container.model.Content;
import io.warmtag.site.Site;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What pages under a preview did and why: with the reasons of the container that each of them got. */
public final class PreviewTraces {
    private static final int MOST_MESSAGES = 6_000;

    private final Vertx vertx;
    private final Previews previews;
    private final PreviewScripts scripts;
    private final Workspaces workspaces;

    public PreviewTraces(Vertx vertx, Previews previews, PreviewScripts scripts, Workspaces workspaces) {
        this.vertx = vertx;
        this.previews = previews;
        this.scripts = scripts;
        this.workspaces = workspaces;
    }

    public Future<Trace> of(Site site, PreviewSession session) {
        Future<List<Told>> told = previews.told(session.id(), 0, MOST_MESSAGES);
        Future<Content> now = scripts.content(site, session.subject());
        Future<Draft> draft = workspaces.draft(site);
        return Future.all(told, now, draft)
                .compose(all -> contents(site, told.result()))
                .compose(then -> vertx.executeBlocking(
                        () -> TraceReader.read(
                                told.result(),
                                then,
                                now.result(),
                                draft.result().workspace().revision()),
                        false));
    }

    /** The drafts of which scripts were made, by their revisions. */
    private Future<Map<Long, Content>> contents(Site site, List<Told> told) {
        var contents = new HashMap<Long, Content>();
        Future<Void> all = Future.succeededFuture();
        for (long revision : new TreeSet<>(TraceReader.revisions(told))) {
            all = all.compose(done -> workspaces.at(site, revision).map(content -> {
                contents.put(revision, content);
                return null;
            }));
        }
        return all.map(contents);
    }
}
