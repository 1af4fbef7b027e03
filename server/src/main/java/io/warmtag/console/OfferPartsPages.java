package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.warmtag.audit.AuditStore;
import io.warmtag.campaign.Codes;
import io.warmtag.campaign.Grant;
import io.warmtag.campaign.OfferDesk;
import io.warmtag.campaign.OfferProduct;
import io.warmtag.campaign.OfferReader;
import io.warmtag.campaign.OfferWire;
import io.warmtag.campaign.model.Coupon;
import io.warmtag.campaign.model.Offer;
import io.warmtag.campaign.model.OfferDraft;
import io.warmtag.db.Keyset;
import io.warmtag.event.VisitorId;
import io.warmtag.publish.OfferFrame;
import io.warmtag.web.Routes;
import io.warmtag.web.SecurityHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What belongs to an offer: its codes, its grants, how it looks. */
public final class OfferPartsPages implements Routes {
    private static final String OFFERS = "/console/sites/:site/offers";
    private static final int ROWS = 50;
    private static final String SAMPLE_CODE = "A1B2-C3D4";

    private final Console console;
    private final OfferDesk desk;
    private final AuditStore audit;
    private final OfferFrame frame;

    record CodesPage(int id, String name, Codes.Stock stock, Field codes) {}

    record GrantsPage(
            int id,
            String name,
            List<GrantRow> grants,
            boolean paged,
            @Nullable String next) {}

    record GrantRow(
            String visitor,
            String outcome,
            boolean test,
            int variant,
            String code,
            Instant granted,
            @Nullable Instant shown,
            @Nullable Instant clicked,
            @Nullable Instant dismissed,
            @Nullable Instant redeemed) {}

    public OfferPartsPages(Console console, OfferDesk desk, AuditStore audit, OfferFrame frame) {
        this.console = console;
        this.desk = desk;
        this.audit = audit;
        this.frame = frame;
    }

    @Override
    public void mount(Router router) {
        // Before the pages of single offers, whose numbers stand in the same place.
        router.post(OFFERS + "/preview").handler(console.sitePage(this::preview));
        router.get(OFFERS + "/:offer/codes").handler(console.sitePage(this::codes));
        router.post(OFFERS + "/:offer/codes").handler(console.sitePage(this::addCodes));
        router.post(OFFERS + "/:offer/codes/delete").handler(console.sitePage(this::removeCodes));
        router.get(OFFERS + "/:offer/grants").handler(console.sitePage(this::grants));
    }

    /** The form as it is at the moment, good or not, shown by what sites show it with. In a frame. */
    private Future<Void> preview(Visit visit) {
        boolean with = !new Form(visit).text("preview_product").equals("without");
        return (with
                        ? desk.grants().sampleProduct(visit.site().id())
                        : Future.succeededFuture(Optional.<OfferProduct>empty()))
                .compose(product -> preview(visit, product));
    }

    private Future<Void> preview(Visit visit, Optional<OfferProduct> product) {
        OfferDraft draft = OfferReader.read(OfferForm.read(visit)).draft();
        var form = new Form(visit);
        int number = EntityPages.number(form.text("preview_variant")).orElse(0);
        int variant = Math.min(number, draft.variants().size() - 1);
        String code = draft.coupon().kind() == Coupon.Kind.LIST
                ? SAMPLE_CODE
                : draft.coupon().code();
        JsonObject offer = OfferWire.sample(draft, variant, code, product, visit.now());
        HttpServerResponse response = visit.ctx().response();
        String nonce = SecurityHeaders.onPage(response);
        String language = form.text("preview_language").equals("en") ? "en" : "bn";
        return response.putHeader(
                        "Content-Security-Policy",
                        "sandbox allow-scripts; default-src 'none'; script-src 'nonce-" + nonce + "'; style-src 'nonce-"
                                + nonce + "'; frame-ancestors 'self'")
                .putHeader("X-Frame-Options", "SAMEORIGIN")
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .end(frame.html(offer, language, nonce));
    }

    private Future<Void> codes(Visit visit) {
        return showCodes(visit, 200, OfferPages.offer(visit, desk), Field.of("codes", ""));
    }

    private Future<Void> showCodes(Visit visit, int status, Offer offer, Field codes) {
        return desk.codes()
                .stock(offer)
                .compose(stock -> visit.show(
                        status,
                        "offers/codes",
                        "offers",
                        new CodesPage(offer.id(), offer.draft().name(), stock, codes)));
    }

    private Future<Void> addCodes(Visit visit) {
        Offer offer = OfferPages.offer(visit, desk);
        var form = new Form(visit);
        Codes.Read read = Codes.read(form.text("codes"));
        if (read.codes().isEmpty() || read.codes().size() > Codes.MOST_AT_ONCE) {
            form.wrong("codes", read.codes().isEmpty() ? "offers.codes.none" : "offers.codes.many");
        } else if (!read.unreadable().isEmpty()) {
            form.wrong("codes", "offers.codes.unreadable");
        }
        if (!form.isFine()) {
            return showCodes(visit, 422, offer, form.field("codes"));
        }
        return desk.codes()
                .add(offer, read.codes())
                .compose(added -> note(visit, offer))
                .compose(noted -> visit.done(OfferPages.path(visit, offer) + "/codes", "offer_codes"));
    }

    private Future<Void> removeCodes(Visit visit) {
        Offer offer = OfferPages.offer(visit, desk);
        return desk.codes()
                .removeLeft(offer)
                .compose(removed -> note(visit, offer))
                .compose(noted -> visit.done(OfferPages.path(visit, offer) + "/codes", "deleted"));
    }

    private Future<Void> note(Visit visit, Offer offer) {
        return audit.add(
                visit.account().email(),
                "offer.codes",
                offer.site(),
                offer.draft().name());
    }

    private Future<Void> grants(Visit visit) {
        Offer offer = OfferPages.offer(visit, desk);
        Keyset after = visit.query("cursor").flatMap(Keyset::parse).orElse(Keyset.NEWEST);
        return desk.figures()
                .grants(offer, after, ROWS)
                .compose(page -> visit.show(
                        200,
                        "offers/grants",
                        "offers",
                        new GrantsPage(
                                offer.id(),
                                offer.draft().name(),
                                page.items().stream().map(OfferPartsPages::row).toList(),
                                visit.query("cursor").isPresent(),
                                page.next().map(Keyset::text).orElse(null))));
    }

    private static GrantRow row(Grant grant) {
        return new GrantRow(
                VisitorId.text(grant.person()),
                grant.outcome().word(),
                grant.test(),
                grant.variant(),
                grant.code().orElse(""),
                grant.granted(),
                time(grant.shown()),
                time(grant.clicked()),
                time(grant.dismissed()),
                time(grant.redeemed()));
    }

    private static @Nullable Instant time(Optional<Instant> at) {
        return at.orElse(null);
    }
}
