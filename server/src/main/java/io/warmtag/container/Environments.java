package io.warmtag.container;

import io.vertx.core.Future;
import io.warmtag.audit.AuditStore;
import io.warmtag.db.Database;
import io.warmtag.db.News;
import io.warmtag.db.Reread;
import io.warmtag.site.Site;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What each environment serves, in memory on every node, at most about a second behind the database. */
public final class Environments {
    private static final Logger LOG = LoggerFactory.getLogger(Environments.class);
    static final String TOPIC = "releases";

    private final EnvironmentStore store;
    private final AuditStore audit;
    private final News news;
    private final List<Supplier<Future<Void>>> listeners = new CopyOnWriteArrayList<>();
    private final List<OnRelease> onRelease = new CopyOnWriteArrayList<>();
    private final Reread<List<Environment>> reread;
    private volatile Map<Integer, Environment> live = Map.of();
    private volatile Map<String, Environment> byToken = Map.of();

    /** What else is to be done when a version is released. */
    public interface OnRelease {
        Future<Void> released(Site site, Environment environment, int version, String author);
    }

    public Environments(Database database, News news) {
        this.store = new EnvironmentStore(database);
        this.audit = new AuditStore(database);
        this.news = news;
        this.reread = new Reread<>(store::all, this::keep);
    }

    public Future<Void> start() {
        news.listen(TOPIC, () -> read().onFailure(cause -> LOG.warn("releases not read: {}", cause.getMessage())));
        return read();
    }

    /** Called after every change; whoever changed something waits for it, so that this node serves it then. */
    public void onChange(Supplier<Future<Void>> listener) {
        listeners.add(listener);
    }

    /** Called once for each release, on the node that made it. */
    public void onRelease(OnRelease listener) {
        onRelease.add(listener);
    }

    /** The version that the site's live environment serves, from memory; empty when nothing was ever released. */
    public Optional<Environment.Release> live(Site site) {
        return Optional.ofNullable(live.get(site.id())).flatMap(Environment::release);
    }

    /** The environment with this token, from memory; never the live one, which has an address without. */
    public Optional<Environment> withToken(Site site, String token) {
        return Optional.ofNullable(byToken.get(token)).filter(each -> each.site() == site.id() && !each.isLive());
    }

    /** The site's environments, live and staging first. */
    public Future<List<Environment>> of(Site site) {
        return store.of(site);
    }

    public Future<Optional<Environment>> find(Site site, String name) {
        return store.find(site, name);
    }

    /** Empty when there is one of this name already. */
    public Future<Optional<Environment>> add(Site site, String name, String author) {
        return store.add(site, name)
                .compose(added -> added.isEmpty()
                        ? Future.succeededFuture(added)
                        : told(site, author, "environment.create", name).map(added));
    }

    /** Gives it another token; empty when there is no such environment. */
    public Future<Optional<Environment>> changeToken(Site site, String name, String author) {
        return store.changeToken(site, name)
                .compose(changed -> changed.isEmpty()
                        ? Future.succeededFuture(changed)
                        : told(site, author, "environment.token", name).map(changed));
    }

    /** False when there is none that could be removed: live and staging stay. */
    public Future<Boolean> remove(Site site, String name, String author) {
        return store.remove(site, name)
                .compose(removed -> removed
                        ? told(site, author, "environment.delete", name).map(true)
                        : Future.succeededFuture(false));
    }

    /** Serves an existing version there; the same one twice is one release. */
    public Future<EnvironmentStore.Released> release(Environment environment, Site site, int version, String author) {
        return store.release(environment, version, author)
                .compose(released -> released.isNew()
                        // The other nodes were told with the commit.
                        ? audit.add(author, "release." + environment.name(), site.id(), "version " + version)
                                .compose(noted -> read())
                                .compose(known -> Future.all(onRelease.stream()
                                        .map(each -> each.released(site, environment, version, author))
                                        .toList()))
                                .map(released)
                        : Future.succeededFuture(released));
    }

    public Future<io.warmtag.db.Page<Environment.Release>> releases(
            Environment environment, io.warmtag.db.Keyset after, int limit) {
        return store.releases(environment, after, limit);
    }

    private Future<Void> told(Site site, String author, String action, String subject) {
        return audit.add(author, action, site.id(), subject)
                .compose(noted -> news.tell(TOPIC))
                .compose(told -> read());
    }

    private Future<Void> read() {
        return reread.run()
                .compose(known ->
                        Future.all(listeners.stream().map(Supplier::get).toList()))
                .mapEmpty();
    }

    private void keep(List<Environment> all) {
        live = all.stream()
                .filter(Environment::isLive)
                .collect(Collectors.toUnmodifiableMap(Environment::site, Function.identity()));
        byToken = all.stream().collect(Collectors.toUnmodifiableMap(Environment::token, Function.identity()));
    }
}
