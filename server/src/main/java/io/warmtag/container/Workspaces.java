package io.warmtag.container;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.warmtag.audit.AuditStore;
import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.Problem;
import io.warmtag.container.model.Change;
import io.warmtag.container.model.Content;
import io.warmtag.container.model.Diff;
import io.warmtag.container.model.Edit;
import io.warmtag.container.model.Editor;
import io.warmtag.container.model.Entity;
import io.warmtag.container.model.Workspace;
import io.warmtag.db.Database;
import io.warmtag.site.Site;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The sites' drafts: read, and changed by one person after the other. */
public final class Workspaces {
    private static final int MOST_TRIES = 50;
    private static final int MOST_KEPT = 100;

    private final Vertx vertx;
    private final WorkspaceStore store;
    private final Catalog catalog;
    private final Editor editor;
    private final AuditStore audit;
    private final Map<Integer, Draft> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Draft> eldest) {
            return size() > MOST_KEPT;
        }
    };

    /** What of the draft somebody had before his eyes when he changed it. */
    public record Seen(int entity, long revision) {}

    /**
     * A change to be made.
     *
     * @param name for the audit, like {@code tag.create}
     * @param seen what must not have been changed by somebody else since; empty: whatever is there is changed
     * @param edit done on a worker thread; again when somebody else was faster
     */
    public record Request(String author, String name, Optional<Seen> seen, BiFunction<Editor, Workspace, Edit> edit) {
        public static Request of(String author, String name, BiFunction<Editor, Workspace, Edit> edit) {
            return new Request(author, name, Optional.empty(), edit);
        }
    }

    public Workspaces(Vertx vertx, Database database, Catalog catalog) {
        this.vertx = vertx;
        this.store = new WorkspaceStore(database);
        this.catalog = catalog;
        this.editor = new Editor(catalog);
        this.audit = new AuditStore(database);
    }

    /** The site's draft as it is now. */
    public Future<Draft> draft(Site site) {
        return store.head(site).compose(head -> {
            Draft known = kept(site, head);
            return known.workspace().revision() == head.revision()
                    ? Future.succeededFuture(known)
                    : store.rows(head, known.workspace().revision())
                            .compose(
                                    rows -> vertx.executeBlocking(() -> WorkspaceStore.draft(head, known, rows), false))
                            .map(draft -> keep(site, draft));
        });
    }

    /** The newest draft that was read; the one before everything when none was. */
    private Draft kept(Site site, WorkspaceStore.Head head) {
        synchronized (kept) {
            return kept.getOrDefault(site.id(), Draft.unread(head.id()));
        }
    }

    private Draft keep(Site site, Draft draft) {
        synchronized (kept) {
            Draft known = kept.get(site.id());
            if (known == null
                    || known.workspace().revision() < draft.workspace().revision()) {
                kept.put(site.id(), draft);
            }
        }
        return draft;
    }

    public Future<Saved> change(Site site, Request request) {
        return attempt(site, request, MOST_TRIES);
    }

    private Future<Saved> attempt(Site site, Request request, int tries) {
        return draft(site).compose(draft -> {
            Optional<Draft.Stamp> other = request.seen()
                    .flatMap(seen -> Optional.ofNullable(draft.stamps().get(seen.entity()))
                            .filter(stamp -> stamp.revision() > seen.revision()));
            if (other.isPresent()) {
                return conflict(draft, request.seen().orElseThrow(), other.get());
            }
            return vertx.executeBlocking(() -> request.edit().apply(editor, draft.workspace()), false)
                    .compose(edit -> finish(site, request, draft, edit, tries));
        });
    }

    private Future<Saved> conflict(Draft draft, Seen seen, Draft.Stamp by) {
        return store.at(draft, seen.entity(), seen.revision()).map(before -> {
            Optional<Change> change = before.flatMap(known -> Diff.of(
                    seen.entity(),
                    draft.workspace().content().with(known),
                    draft.workspace().content(),
                    catalog));
            return new Saved.Conflict(draft, by, change);
        });
    }

    private Future<Saved> finish(Site site, Request request, Draft draft, Edit edit, int tries) {
        if (edit instanceof Edit.Refused refused) {
            return Future.succeededFuture(new Saved.Refused(refused.problems()));
        } else if (edit instanceof Edit.Missing) {
            return Future.succeededFuture(new Saved.Missing());
        }
        Edit.Done done = (Edit.Done) edit;
        if (done.workspace().content().equals(draft.workspace().content())) {
            return Future.succeededFuture(new Saved.Done(draft, done.entity()));
        }
        return store.save(draft, done.workspace(), request.author()).compose(saved -> {
            if (!saved) {
                return tries > 1
                        ? attempt(site, request, tries - 1)
                        : Future.succeededFuture(new Saved.Refused(List.of(Problem.of("", "problem.busy"))));
            }
            return note(site, request, done.entity())
                    .compose(noted -> draft(site))
                    .map(now -> new Saved.Done(now, done.entity()));
        });
    }

    private Future<Void> note(Site site, Request request, Entity entity) {
        return audit.add(request.author(), request.name(), site.id(), entity.name());
    }

    /** Puts a version's content in the place of the draft. */
    public Future<Draft> restore(Site site, String author, int version, Content content) {
        return draft(site).compose(draft -> {
            Workspace wanted = editor.restore(draft.workspace(), content);
            return wanted.content().equals(draft.workspace().content())
                    ? Future.succeededFuture(draft)
                    : store.save(draft, wanted, author)
                            .compose(saved -> saved
                                    ? audit.add(author, "workspace.restore", site.id(), "version " + version)
                                            .compose(noted -> draft(site))
                                    : restore(site, author, version, content));
        });
    }
}
