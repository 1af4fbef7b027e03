package io.warmtag.site;

import io.vertx.core.Future;
import io.warmtag.db.News;
import io.warmtag.db.Reread;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every site, in memory on every node, at most about a second behind the database. */
public final class SiteDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(SiteDirectory.class);
    private static final String TOPIC = "sites";

    private final SiteStore store;
    private final News news;
    private final Reread<List<Site>> reread;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Map<String, Site> byPublicId = Map.of();
    private volatile Map<Integer, Site> byId = Map.of();

    public SiteDirectory(SiteStore store, News news) {
        this.store = store;
        this.news = news;
        this.reread = new Reread<>(store::all, this::keep);
    }

    public Future<Void> start() {
        news.listen(TOPIC, () -> read().onFailure(cause -> LOG.warn("sites not read: {}", cause.getMessage())));
        return read();
    }

    /** Called after every change of any site, on some event loop. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    public Optional<Site> find(String publicId) {
        return Optional.ofNullable(byPublicId.get(publicId));
    }

    public Optional<Site> find(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All sites by name. */
    public List<Site> all() {
        return byPublicId.values().stream()
                .sorted(java.util.Comparator.comparing(Site::name).thenComparing(Site::id))
                .toList();
    }

    public Future<Site> create(SiteDraft draft) {
        return store.create(draft).compose(this::changed);
    }

    public Future<Site> createIfMissing(String publicId, SiteDraft draft) {
        return store.createIfMissing(publicId, draft).compose(this::changed);
    }

    public Future<Site> update(Site site, SiteDraft draft) {
        return store.update(site, draft).compose(this::changed);
    }

    /** A domain more, whatever else is changed meanwhile. */
    public Future<Site> addDomain(Site site, String domain) {
        return store.addDomain(site, domain).compose(this::changed);
    }

    private Future<Site> changed(Site site) {
        return news.tell(TOPIC).compose(told -> read()).map(site);
    }

    private Future<Void> read() {
        return reread.run().onSuccess(known -> listeners.forEach(Runnable::run));
    }

    private void keep(List<Site> sites) {
        byPublicId = sites.stream().collect(Collectors.toUnmodifiableMap(Site::publicId, Function.identity()));
        byId = sites.stream().collect(Collectors.toUnmodifiableMap(Site::id, Function.identity()));
    }
}
