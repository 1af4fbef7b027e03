package io.warmtag.rule;

import io.vertx.core.Future;
import io.warmtag.db.News;
import io.warmtag.db.Reread;
import io.warmtag.occasion.Wanted;
import io.warmtag.rule.model.When;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules that act, in memory on every node, at most about a second behind the database; says what they listen for. */
public final class RuleDirectory implements Wanted.Source {
    static final String TOPIC = "rules";

    private static final Logger LOG = LoggerFactory.getLogger(RuleDirectory.class);

    private final News news;
    private final Reread<List<StoredRule>> reread;
    private volatile Map<Integer, OfSite> bySite = Map.of();
    private volatile List<StoredRule> dated = List.of();

    private record OfSite(List<StoredRule> rules, Set<String> names, boolean transitions) {
        static final OfSite NOTHING = new OfSite(List.of(), Set.of(), false);

        static OfSite of(List<StoredRule> rules) {
            return new OfSite(
                    rules,
                    rules.stream()
                            .flatMap(each -> each.rule().when() instanceof When.Happens happens
                                    ? Stream.of(happens.event())
                                    : Stream.empty())
                            .collect(Collectors.toUnmodifiableSet()),
                    rules.stream().anyMatch(each -> each.rule().when() instanceof When.Turns));
        }
    }

    public RuleDirectory(RuleStore store, News news) {
        this.news = news;
        this.reread = new Reread<>(store::acting, this::keep);
    }

    public Future<Void> start() {
        news.listen(TOPIC, () -> read().onFailure(cause -> LOG.warn("rules not read: {}", cause.getMessage())));
        return read();
    }

    /** Done when what was committed before this call is known here. */
    Future<Void> read() {
        return reread.run();
    }

    List<StoredRule> of(int site) {
        return bySite.getOrDefault(site, OfSite.NOTHING).rules();
    }

    Optional<StoredRule> find(int site, int id) {
        return of(site).stream().filter(rule -> rule.id() == id).findFirst();
    }

    /** Those that wait for a date, of all sites. */
    List<StoredRule> dated() {
        return dated;
    }

    @Override
    public Set<String> names(int site) {
        return bySite.getOrDefault(site, OfSite.NOTHING).names();
    }

    @Override
    public boolean transitions(int site) {
        return bySite.getOrDefault(site, OfSite.NOTHING).transitions();
    }

    private void keep(List<StoredRule> all) {
        dated = all.stream()
                .filter(rule -> rule.rule().when() instanceof When.Dated)
                .toList();
        bySite = all.stream()
                .collect(Collectors.groupingBy(
                        StoredRule::site, Collectors.collectingAndThen(Collectors.toList(), OfSite::of)));
    }
}
