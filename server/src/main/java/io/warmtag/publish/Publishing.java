package io.warmtag.publish;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.warmtag.audit.AuditStore;
import io.warmtag.catalog.Catalog;
import io.warmtag.container.Environment;
import io.warmtag.container.EnvironmentStore;
import io.warmtag.container.Environments;
import io.warmtag.container.Version;
import io.warmtag.container.VersionStore;
import io.warmtag.container.Workspaces;
import io.warmtag.container.model.Change;
import io.warmtag.container.model.Content;
import io.warmtag.container.model.Diff;
import io.warmtag.db.Database;
import io.warmtag.site.Site;
import java.util.List;
import java.util.Optional;

/** From a draft to what pages load: versions, releases, and what there is to know before. */
public final class Publishing {
    private final Vertx vertx;
    private final Catalog catalog;
    private final Workspaces workspaces;
    private final Environments environments;
    private final VersionStore versions;
    private final VersionContents contents;
    private final Inspection inspection;
    private final AuditStore audit;

    /** What publishing came to. */
    public sealed interface Outcome {
        /**
         * @param version that was made, or the newest one with the same content
         * @param isNew whether it was made now
         */
        record Made(Version version, boolean isNew) implements Outcome {}

        /** The draft can't be published as it is; nothing has changed. */
        record Refused(List<Inspection.Finding> findings) implements Outcome {}
    }

    /** What releasing came to: the environment as it is now. */
    public record Released(Environment environment, boolean isNew) {}

    /** Reads its own tables of {@code database}; drafts and releases come from those who keep them in memory. */
    public Publishing(
            Vertx vertx,
            Database database,
            Catalog catalog,
            Manifest manifest,
            Workspaces workspaces,
            Environments environments) {
        this.vertx = vertx;
        this.catalog = catalog;
        this.workspaces = workspaces;
        this.environments = environments;
        this.versions = new VersionStore(database);
        this.contents = new VersionContents(vertx, versions);
        this.inspection = new Inspection(catalog, manifest);
        this.audit = new AuditStore(database);
    }

    /** Makes a version of the draft; of an unchanged draft the version that there is. */
    public Future<Outcome> makeVersion(Site site, String name, String notes, String author) {
        return workspaces.draft(site).compose(draft -> {
            Content content = draft.workspace().content();
            return vertx.executeBlocking(() -> inspection.faults(site, content), false)
                    .compose(faults -> faults.isEmpty()
                            ? versions.add(site, content, name, notes, author)
                                    .compose(made -> note(site, author, made)
                                            .map(noted -> new Outcome.Made(made.version(), made.isNew())))
                            : Future.succeededFuture(new Outcome.Refused(faults)));
        });
    }

    private Future<Void> note(Site site, String author, VersionStore.Made made) {
        return made.isNew()
                ? audit.add(
                        author,
                        "version.create",
                        site.id(),
                        "version " + made.version().number())
                : Future.succeededFuture();
    }

    /** Serves a version in an environment, also an older one; empty when either isn't there. On this node it is served then. */
    public Future<Optional<Released>> release(Site site, String environment, int version, String author) {
        return environments
                .find(site, environment)
                .compose(place -> versions.find(site, version)
                        .compose(found -> place.isEmpty() || found.isEmpty()
                                ? Future.succeededFuture(Optional.<EnvironmentStore.Released>empty())
                                : environments
                                        .release(place.get(), site, version, author)
                                        .map(Optional::of)))
                .map(released -> released.map(each -> new Released(each.environment(), each.isNew())));
    }

    /** What a version of the draft would bring to an environment, and what to look at before. */
    public Future<Review> review(Site site, String environment) {
        return review(site, environment, true);
    }

    /** @param weigh whether each tag is weighed */
    public Future<Review> review(Site site, String environment, boolean weigh) {
        return environments
                .find(site, environment)
                .compose(place ->
                        content(site, place.flatMap(Environment::release).map(Environment.Release::version)))
                .compose(served -> workspaces
                        .draft(site)
                        .compose(draft -> vertx.executeBlocking(
                                () -> inspection.review(
                                        site, served, draft.workspace().content(), weigh),
                                false)));
    }

    private Future<Content> content(Site site, Optional<Integer> version) {
        return version.map(number -> contents.of(site.id(), number))
                .orElseGet(() -> Future.succeededFuture(Content.EMPTY));
    }

    /**
     * What has changed between two versions.
     *
     * @param from a version's number; empty: nothing at all
     * @param to a version's number; empty: the draft
     */
    public Future<List<Change>> diff(Site site, Optional<Integer> from, Optional<Integer> to) {
        Future<Content> older = content(site, from);
        Future<Content> newer = to.isPresent()
                ? content(site, to)
                : workspaces.draft(site).map(draft -> draft.workspace().content());
        return Future.all(older, newer).map(both -> Diff.between(older.result(), newer.result(), catalog));
    }
}
