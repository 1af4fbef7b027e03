package io.warmtag.rule;

import io.vertx.core.Future;
import io.warmtag.db.News;
import io.warmtag.db.Reread;
import io.warmtag.rule.audience.model.Condition;
import io.warmtag.rule.audience.model.ConditionText;
import io.warmtag.rule.audience.model.Evaluator;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All sites' audiences in memory on every node, at most about a second behind the database. */
public final class AudienceDirectory {
    static final String TOPIC = "audiences";
    private static final Logger LOG = LoggerFactory.getLogger(AudienceDirectory.class);

    private final News news;
    private final Reread<List<Audience>> reread;
    private volatile Map<Integer, Map<Integer, Audience>> bySite = Map.of();

    public AudienceDirectory(AudienceStore store, News news) {
        this.news = news;
        this.reread = new Reread<>(store::all, this::keep);
    }

    public Future<Void> start() {
        news.listen(
                TOPIC, () -> reread.run().onFailure(cause -> LOG.warn("audiences not read: {}", cause.getMessage())));
        return reread.run();
    }

    /** After a change on this node, so that it is seen here at once. */
    Future<Void> changed() {
        return reread.run();
    }

    private void keep(List<Audience> all) {
        Map<Integer, Map<Integer, Audience>> sites = new HashMap<>();
        all.forEach(audience ->
                sites.computeIfAbsent(audience.site(), site -> new TreeMap<>()).put(audience.id(), audience));
        bySite = sites;
    }

    /** By id; the same collection until something has been read anew. */
    public Collection<Audience> of(int site) {
        return bySite.getOrDefault(site, Map.of()).values();
    }

    public Optional<Audience> find(int site, int id) {
        return Optional.ofNullable(bySite.getOrDefault(site, Map.of()).get(id));
    }

    /** Evaluates conditions of a site; those that refer to audiences too. */
    public Evaluator evaluator(int site) {
        return new Evaluator(id -> condition(site, id));
    }

    public @Nullable Condition condition(int site, int id) {
        return find(site, id).map(Audience::condition).orElse(null);
    }

    /** Says conditions of a site in words. */
    public ConditionText text(int site) {
        return new ConditionText(id -> find(site, id).map(Audience::name).orElse("#" + id));
    }
}
