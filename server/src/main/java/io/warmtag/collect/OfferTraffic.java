package io.warmtag.collect;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.warmtag.campaign.OfferReports;
import io.warmtag.campaign.Offers;
import io.warmtag.campaign.OpenOffers;
import io.warmtag.event.NewEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What offers have to do with events from pages. Where a site has none it is one look into memory. */
public final class OfferTraffic {
    private static final Logger LOG = LoggerFactory.getLogger(OfferTraffic.class);
    private static final long PATIENCE_MS = 1_000;

    private final Offers offers;
    private final OfferReports reports;
    private final OpenOffers open;
    private final LongSupplier clock;

    public OfferTraffic(Offers offers, OfferReports reports, OpenOffers open, LongSupplier clock) {
        this.offers = offers;
        this.reports = reports;
        this.open = open;
        this.clock = clock;
    }

    /**
     * Brings what the events tell of offers into the grants, before they are acknowledged: the page that is opened next must
     * not be given again what this one has shown. Then says what is to be shown now.
     *
     * @param wanted whose offers are to be put into the answer, or null
     */
    Future<Void> follow(Future<Void> stored, List<NewEvent> events, @Nullable UUID wanted, JsonObject said, int site) {
        if (!offers.any(site)) {
            return stored;
        }
        Future<Void> done =
                reports.concerns(site, events) ? stored.compose(committed -> reports.tell(site, events)) : stored;
        return wanted == null ? done : done.compose(told -> tell(site, wanted, said));
    }

    /** What can't be found out in time is left out: the page's stream brings it, or the next page view. */
    private Future<Void> tell(int site, UUID visitor, JsonObject said) {
        return open.of(site, visitor, Instant.ofEpochMilli(clock.getAsLong()))
                .timeout(PATIENCE_MS, TimeUnit.MILLISECONDS)
                // Said where there are none, too: by the answer the page knows that it is known, and listens.
                .onSuccess(found -> said.put("offers", found))
                .onFailure(cause -> LOG.debug("an answer without offers: {}", cause.getMessage()))
                .otherwiseEmpty()
                .mapEmpty();
    }
}
