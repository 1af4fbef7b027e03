package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.campaign.OfferDesk;
import io.warmtag.campaign.model.Offer;
import io.warmtag.preview.PreviewSession;
import io.warmtag.preview.Previews;
import io.warmtag.preview.Subject;
import io.warmtag.web.BaseUrl;
import io.warmtag.web.Routes;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** "Show it to me": a preview whose link gives the offer to whoever opens it first. */
public final class OfferTests implements Routes {
    private final Console console;
    private final OfferDesk desk;
    private final Previews previews;
    private final PreviewPages doors;
    private final BaseUrl baseUrl;

    /**
     * @param page of the shop where it is to be shown
     * @param link to be opened in the browser that is to see it; null before it was asked for
     */
    record TestView(
            Field page, @Nullable String link, @Nullable QrCode qr) {}

    public OfferTests(Console console, OfferDesk desk, Previews previews, PreviewPages doors, BaseUrl baseUrl) {
        this.console = console;
        this.desk = desk;
        this.previews = previews;
        this.doors = doors;
        this.baseUrl = baseUrl;
    }

    @Override
    public void mount(Router router) {
        router.post("/console/sites/:site/offers/:offer/tests").handler(console.sitePage(this::begin));
    }

    private Future<Void> begin(Visit visit) {
        Offer offer = OfferPages.offer(visit, desk);
        String page = new Form(visit).text("page");
        return previews.begin(
                        visit.site(),
                        new Subject.Served(io.warmtag.container.Environment.LIVE),
                        false,
                        visit.account().email())
                .compose(session -> visit.goTo(OfferPages.path(visit, offer) + "?test=" + session.id() + "&page="
                        + Visit.encode(page) + "#test"));
    }

    Future<TestView> view(Visit visit, Offer offer) {
        Field page = Field.of("page", visit.query("page").orElseGet(() -> VerifyPages.home(visit, baseUrl)));
        Optional<UUID> id = visit.query("test").flatMap(OfferTests::id);
        return id.isEmpty()
                ? Future.succeededFuture(new TestView(page, null, null))
                : previews.find(visit.site(), id.get())
                        .map(session -> session.map(found -> link(visit, offer, page, found))
                                .orElse(new TestView(page, null, null)));
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private TestView link(Visit visit, Offer offer, Field page, PreviewSession session) {
        String link = doors.door(visit, session).replace("/preview?", "/offer?") + "&offer=" + offer.id();
        return new TestView(page, link, QrCode.of(link));
    }
}
