package io.warmtag.campaign;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.warmtag.campaign.model.Offer;
import io.warmtag.campaign.model.OfferDraft;
import io.warmtag.db.Database;
import io.warmtag.db.News;
import io.warmtag.db.Reread;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sites' offers, in memory on every node, at most about a second behind the database. */
public final class Offers {
    private static final Logger LOG = LoggerFactory.getLogger(Offers.class);
    private static final String TOPIC = "offers";

    private final Database database;
    private final OfferStore store;
    private final News news;
    private final Reread<List<Offer>> reread;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Map<Integer, List<Offer>> bySite = Map.of();

    public Offers(Database database, News news) {
        this.database = database;
        this.store = new OfferStore(database);
        this.news = news;
        this.reread = new Reread<>(store::all, this::keep);
    }

    public Future<Void> start() {
        news.listen(TOPIC, () -> read().onFailure(cause -> LOG.warn("offers not read: {}", cause.getMessage())));
        return read();
    }

    /** Called after every change of any offer, on some event loop. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Newest first. */
    public List<Offer> of(int site) {
        return bySite.getOrDefault(site, List.of());
    }

    public Optional<Offer> find(int site, int id) {
        return of(site).stream().filter(offer -> offer.id() == id).findFirst();
    }

    /** Whether the site has any offer at all: what its pages tell of offers has to be looked at. */
    public boolean any(int site) {
        return bySite.containsKey(site);
    }

    /** Whether the site's pages need what shows offers: one is on, or will be. */
    public boolean isLive(int site, Instant now) {
        for (Offer offer : of(site)) {
            if (offer.isAhead(now)) {
                return true;
            }
        }
        return false;
    }

    public Future<Offer> add(int site, OfferDraft draft, boolean paused, String author) {
        return change(tx -> store.add(tx, site, draft, paused, author));
    }

    /** Empty when it is gone. */
    public Future<Optional<Offer>> change(Offer offer, OfferDraft draft, boolean paused, String author) {
        return change(tx -> store.change(tx, offer.site(), offer.id(), draft, paused, author));
    }

    /** False when it was gone already. Nobody sees it from then on; what became of it is kept. */
    public Future<Boolean> delete(Offer offer, String author) {
        return change(tx -> store.delete(tx, offer.site(), offer.id(), author));
    }

    private <T> Future<T> change(Function<SqlConnection, Future<T>> work) {
        return database.inTransaction(tx ->
                        work.apply(tx).compose(done -> News.tell(tx, TOPIC).map(done)))
                .compose(done -> read().map(done));
    }

    private Future<Void> read() {
        return reread.run().onSuccess(kept -> listeners.forEach(Runnable::run));
    }

    private void keep(List<Offer> offers) {
        bySite = offers.stream()
                .collect(Collectors.groupingBy(
                        Offer::site, Collectors.collectingAndThen(Collectors.toList(), List::copyOf)));
    }
}
