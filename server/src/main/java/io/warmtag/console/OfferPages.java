package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.warmtag.audit.AuditStore;
import io.warmtag.campaign.Codes.Stock;
import io.warmtag.campaign.OfferDesk;
import io.warmtag.campaign.OfferFigures;
import io.warmtag.campaign.OfferFigures.Counts;
import io.warmtag.campaign.OfferJson;
import io.warmtag.campaign.OfferReader;
import io.warmtag.campaign.model.Coupon;
import io.warmtag.campaign.model.Offer;
import io.warmtag.campaign.model.OfferKind;
import io.warmtag.console.OfferForm.FormView;
import io.warmtag.rule.AudienceEditor.Use;
import io.warmtag.rule.Rules;
import io.warmtag.web.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A site's offers, and the form of each. */
public final class OfferPages implements Routes {
    private static final String OFFERS = "/console/sites/:site/offers";
    private static final List<String> KINDS =
            Stream.of(OfferKind.values()).map(OfferKind::code).toList();

    private final Console console;
    private final OfferDesk desk;
    private final Rules rules;
    private final AuditStore audit;
    private final OfferTests tests;

    record IndexPage(List<Row> offers) {}

    /**
     * @param state as the message files name it
     * @param out its list of codes is empty
     */
    record Row(int id, String name, String kind, String state, boolean out, Counts counts) {}

    record KindsPage(List<String> kinds) {}

    /**
     * @param id 0: it is new
     * @param codes null where it takes no codes from a list
     * @param test where a try can be begun from, or is going on
     */
    record OfferPage(
            int id,
            String name,
            String state,
            boolean paused,
            FormView form,
            @Nullable Figures figures,
            @Nullable Stock codes,
            List<Use> rules,
            OfferTests.@Nullable TestView test) {
        List<String> kinds() {
            return KINDS;
        }

        List<String> coupons() {
            return List.of("none", "fixed", "list");
        }

        List<String> countdowns() {
            return List.of("none", "minutes", "until");
        }

        boolean manyVariants() {
            return form.variants().size() > 1;
        }
    }

    /** @param rows of the variants where there are several, and of all together */
    record Figures(Counts all, List<FigureRow> rows) {}

    /** @param letter of a variant; empty: all together */
    record FigureRow(String letter, Counts counts) {}

    public OfferPages(Console console, OfferDesk desk, Rules rules, AuditStore audit, OfferTests tests) {
        this.console = console;
        this.desk = desk;
        this.rules = rules;
        this.audit = audit;
        this.tests = tests;
    }

    @Override
    public void mount(Router router) {
        router.get(OFFERS).handler(console.sitePage(this::index));
        router.post(OFFERS).handler(console.sitePage(this::create));
        router.get(OFFERS + "/new").handler(console.sitePage(this::blank));
        router.get(OFFERS + "/:offer").handler(console.sitePage(this::show));
        router.post(OFFERS + "/:offer").handler(console.sitePage(this::save));
        router.post(OFFERS + "/:offer/pause").handler(console.sitePage(visit -> pause(visit, true)));
        router.post(OFFERS + "/:offer/resume").handler(console.sitePage(visit -> pause(visit, false)));
        router.post(OFFERS + "/:offer/delete").handler(console.sitePage(this::delete));
    }

    private Future<Void> index(Visit visit) {
        return desk.figures()
                .of(visit.site())
                .compose(counts -> desk.codes()
                        .left(visit.site())
                        .compose(left ->
                                visit.show(200, "offers/index", "offers", new IndexPage(rows(visit, counts, left)))));
    }

    private List<Row> rows(Visit visit, Map<Integer, Counts> counts, Map<Integer, Long> left) {
        return desk.offers().of(visit.site().id()).stream()
                .map(offer -> new Row(
                        offer.id(),
                        offer.draft().name(),
                        offer.draft().kind().code(),
                        state(visit, offer),
                        takesCodes(offer) && left.getOrDefault(offer.id(), 0L) == 0,
                        counts.getOrDefault(offer.id(), Counts.NONE)))
                .toList();
    }

    private static boolean takesCodes(Offer offer) {
        return offer.draft().coupon().kind() == Coupon.Kind.LIST;
    }

    private static String state(Visit visit, Offer offer) {
        if (offer.paused()) {
            return "paused";
        }
        if (offer.isOver(visit.now())) {
            return "over";
        }
        return offer.isOn(visit.now()) ? "on" : "later";
    }

    /** First the kind, then its form. */
    private Future<Void> blank(Visit visit) {
        Optional<OfferKind> kind = visit.query("kind").flatMap(OfferKind::ofCode);
        if (kind.isEmpty()) {
            return visit.show(200, "offers/new", "offers", new KindsPage(KINDS));
        }
        return showNew(visit, 200, OfferForm.blank(kind.get().code()), Wrongs.none());
    }

    private static Future<Void> showNew(Visit visit, int status, JsonObject json, Wrongs wrongs) {
        FormView form = new OfferForm(visit, json, wrongs).view();
        return visit.show(
                status, "offers/show", "offers", new OfferPage(0, "", "", false, form, null, null, List.of(), null));
    }

    private Future<Void> create(Visit visit) {
        JsonObject json = OfferForm.read(visit);
        if (isStep(visit)) {
            return showNew(visit, 200, json, Wrongs.none());
        }
        OfferReader.Result read = OfferReader.read(json, Optional.empty(), visit.now());
        if (!read.isGood()) {
            return showNew(visit, 422, json, Wrongs.of(visit, read.problems()));
        }
        // Nobody sees it before it was tried: it begins paused.
        return desk.offers()
                .add(visit.site().id(), read.draft(), true, visit.account().email())
                .compose(offer -> note(visit, "offer.create", offer)
                        .compose(noted -> visit.done(path(visit, offer), "offer_created")));
    }

    /** A button that changes the form, and saves nothing. */
    private static boolean isStep(Visit visit) {
        return !new Form(visit).text("then").isEmpty();
    }

    private Future<Void> show(Visit visit) {
        Offer offer = offer(visit, desk);
        return show(visit, 200, offer, OfferJson.write(offer.draft()), Wrongs.none());
    }

    private Future<Void> show(Visit visit, int status, Offer offer, JsonObject json, Wrongs wrongs) {
        if (status != 409) {
            visit.seen().shows(OfferJson.write(offer.draft()).encode());
        }
        Future<Map<Integer, Counts>> counts = desk.figures().of(offer);
        Future<Stock> stock = desk.codes().stock(offer);
        Future<List<Use>> using = rules.showing(visit.site(), offer.id());
        Future<OfferTests.TestView> test = tests.view(visit, offer);
        return Future.all(counts, stock, using, test)
                .compose(all -> visit.show(
                        status,
                        "offers/show",
                        "offers",
                        new OfferPage(
                                offer.id(),
                                offer.draft().name(),
                                state(visit, offer),
                                offer.paused(),
                                new OfferForm(visit, json, wrongs).view(),
                                figures(offer, counts.result()),
                                takesCodes(offer) ? stock.result() : null,
                                using.result(),
                                test.result())));
    }

    private static Figures figures(Offer offer, Map<Integer, Counts> counts) {
        Counts all = OfferFigures.sum(counts);
        List<FigureRow> rows = new ArrayList<>();
        int variants = offer.draft().variants().size();
        for (int i = 0; i < variants && variants > 1; i++) {
            rows.add(new FigureRow(OfferForm.letter(i), counts.getOrDefault(i, Counts.NONE)));
        }
        rows.add(new FigureRow("", all));
        return new Figures(all, rows);
    }

    private Future<Void> save(Visit visit) {
        Offer offer = offer(visit, desk);
        JsonObject json = OfferForm.read(visit);
        if (isStep(visit)) {
            return show(visit, 200, offer, json, Wrongs.none());
        }
        OfferReader.Result read = OfferReader.read(json, Optional.of(offer.draft()), visit.now());
        if (!read.isGood()) {
            return show(visit, 422, offer, json, Wrongs.of(visit, read.problems()));
        }
        if (visit.seen().isOvertaken(OfferJson.write(offer.draft()).encode())) {
            return show(visit, 409, offer, json, Wrongs.none());
        }
        return desk.offers()
                .change(offer, read.draft(), offer.paused(), visit.account().email())
                .map(saved -> saved.orElseThrow(Visit::notFound))
                .compose(saved ->
                        note(visit, "offer.update", saved).compose(noted -> visit.done(path(visit, saved), "saved")));
    }

    private Future<Void> pause(Visit visit, boolean paused) {
        Offer offer = offer(visit, desk);
        return desk.offers()
                .change(offer, offer.draft(), paused, visit.account().email())
                .map(saved -> saved.orElseThrow(Visit::notFound))
                .compose(saved -> note(visit, paused ? "offer.pause" : "offer.resume", saved))
                .compose(noted -> visit.done(path(visit, offer), paused ? "offer_paused" : "offer_on"));
    }

    private Future<Void> delete(Visit visit) {
        Offer offer = offer(visit, desk);
        return rules.showing(visit.site(), offer.id())
                .compose(using -> using.isEmpty()
                        ? desk.offers()
                                .delete(offer, visit.account().email())
                                .compose(deleted -> note(visit, "offer.delete", offer))
                                .compose(noted -> visit.done(visit.sitePath("/offers"), "deleted"))
                        : visit.done(path(visit, offer), "used_by_rules"));
    }

    private Future<Void> note(Visit visit, String action, Offer offer) {
        return audit.add(
                visit.account().email(), action, offer.site(), offer.draft().name());
    }

    static Offer offer(Visit visit, OfferDesk desk) {
        return EntityPages.number(visit.pathParam("offer"))
                .flatMap(id -> desk.offers().find(visit.site().id(), id))
                .orElseThrow(Visit::notFound);
    }

    static String path(Visit visit, Offer offer) {
        return visit.sitePath("/offers/" + offer.id());
    }
}
