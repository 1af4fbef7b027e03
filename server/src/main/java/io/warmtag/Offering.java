package io.warmtag;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.warmtag.campaign.Codes;
import io.warmtag.campaign.GrantNews;
import io.warmtag.campaign.Grants;
import io.warmtag.campaign.OfferDesk;
import io.warmtag.campaign.OfferFigures;
import io.warmtag.campaign.OfferReports;
import io.warmtag.campaign.Offers;
import io.warmtag.campaign.OpenOffers;
import io.warmtag.collect.OfferTraffic;
import io.warmtag.db.Database;
import io.warmtag.db.News;
import io.warmtag.delivery.TemperatureWatch;
import io.warmtag.delivery.VisitorStreams;
import io.warmtag.publish.SiteParts;
import io.warmtag.visitor.Persons;
import io.warmtag.visitor.Reading;
import io.warmtag.visitor.RecentTransitions;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;

/** Everything about offers that runs beside the edges. */
final class Offering {
    private static final List<String> PARTS = List.of("module.offers");

    private final OfferDesk desk;
    private final OfferTraffic traffic;
    private final GrantNews news;
    private final VisitorStreams streams;
    private final TemperatureWatch temperatures;
    private final LongSupplier clock;

    Offering(Vertx vertx, Database database, News news, Persons persons, LongSupplier clock) {
        this.clock = clock;
        var offers = new Offers(database, news);
        this.desk = new OfferDesk(offers, new Grants(database), new Codes(database), new OfferFigures(database));
        var open = new OpenOffers(database);
        this.traffic = new OfferTraffic(offers, new OfferReports(database, offers), open, clock);
        this.news = new GrantNews(vertx, database);
        this.streams = new VisitorStreams(
                vertx,
                (site, person) -> open.whereGranted(site, person, Instant.ofEpochMilli(clock.getAsLong())),
                VisitorStreams.Limits.USUAL);
        this.temperatures = new TemperatureWatch(
                vertx,
                new RecentTransitions(database),
                (site, person) -> persons.reading(site, person).map(found -> found.map(Reading::toJson)),
                streams);
    }

    Future<Void> start() {
        news.listen(streams);
        streams.start();
        temperatures.start();
        return desk.offers().start().compose(read -> news.start());
    }

    /** What rules and people give, and look after. */
    OfferDesk desk() {
        return desk;
    }

    OfferTraffic traffic() {
        return traffic;
    }

    VisitorStreams streams() {
        return streams;
    }

    /** Pages of a site with offers load what shows them. */
    SiteParts parts() {
        return site -> desk.offers().isLive(site.id(), Instant.ofEpochMilli(clock.getAsLong())) ? PARTS : List.of();
    }

    void close() {
        temperatures.close();
        news.close();
    }
}
