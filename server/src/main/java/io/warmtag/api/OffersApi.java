package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.PATCH;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.audit.AuditStore;
import io.warmtag.campaign.Codes;
import io.warmtag.campaign.Grant;
import io.warmtag.campaign.OfferDesk;
import io.warmtag.campaign.OfferFigures;
import io.warmtag.campaign.OfferFigures.Counts;
import io.warmtag.campaign.OfferJson;
import io.warmtag.campaign.OfferReader;
import io.warmtag.campaign.model.Offer;
import io.warmtag.campaign.model.OfferDraft;
import io.warmtag.catalog.Problem;
import io.warmtag.container.Sentences;
import io.warmtag.event.VisitorId;
import io.warmtag.rule.Rules;
import io.warmtag.web.HttpProblem;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /sites/{site}/offers}: offers, their codes, and to whom they were given. */
public final class OffersApi implements ApiPart {
    private static final String OFFERS = "/sites/:site/offers";
    private static final String OFFER = OFFERS + "/:offer";

    private final OfferDesk desk;
    private final Rules rules;
    private final ContainerJson answers;
    private final AuditStore audit;
    private final Clock clock;

    public OffersApi(OfferDesk desk, Rules rules, Sentences sentences, AuditStore audit, Clock clock) {
        this.desk = desk;
        this.rules = rules;
        this.answers = new ContainerJson(sentences);
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void addTo(Endpoints endpoints) {
        endpoints.add(GET, OFFERS, Scope.SETTINGS_READ, this::list);
        endpoints.add(POST, OFFERS, Scope.SETTINGS_WRITE, this::create);
        endpoints.add(GET, OFFER, Scope.SETTINGS_READ, this::show);
        endpoints.add(PATCH, OFFER, Scope.SETTINGS_WRITE, this::change);
        endpoints.add(DELETE, OFFER, Scope.SETTINGS_WRITE, this::delete);
        endpoints.add(GET, OFFER + "/codes", Scope.SETTINGS_READ, this::codes);
        endpoints.add(POST, OFFER + "/codes", Scope.SETTINGS_WRITE, this::addCodes);
        endpoints.add(DELETE, OFFER + "/codes", Scope.SETTINGS_WRITE, this::removeCodes);
        endpoints.add(GET, OFFER + "/grants", Scope.VISITORS_READ, this::grants);
        endpoints.add(POST, OFFER + "/grants", Scope.SETTINGS_WRITE, this::grant);
    }

    private Future<Answer> list(Call call) {
        call.takesOnly();
        List<Offer> all = desk.offers().of(call.site().id());
        return desk.figures()
                .of(call.site())
                .map(counts -> Answer.all(all.stream()
                        .map(offer -> json(offer).put("counts", json(counts.getOrDefault(offer.id(), Counts.NONE))))
                        .toList()));
    }

    private Future<Answer> create(Call call) {
        call.takesOnly();
        JsonObject body = call.body();
        boolean paused = paused(body, false);
        OfferDraft draft = read(body, Optional.empty());
        String actor = call.caller().actor();
        return desk.offers()
                .add(call.site().id(), draft, paused, actor)
                .compose(offer -> note(call, "offer.create", offer).map(offer))
                .map(offer -> Answer.created(
                        Endpoints.BASE + "/sites/" + call.site().publicId() + "/offers/" + offer.id(), json(offer)));
    }

    private Future<Answer> show(Call call) {
        call.takesOnly();
        Offer offer = offer(call);
        return desk.figures().of(offer).map(counts -> {
            var variants = new JsonArray();
            for (int i = 0; i < offer.draft().variants().size(); i++) {
                variants.add(json(counts.getOrDefault(i, Counts.NONE)));
            }
            return Answer.of(
                    json(offer).put("counts", json(OfferFigures.sum(counts))).put("variant_counts", variants));
        });
    }

    /** What isn't named stays; an object or a list is replaced as a whole. */
    private Future<Answer> change(Call call) {
        call.takesOnly();
        Offer offer = offer(call);
        JsonObject body = call.body();
        boolean paused = paused(body, offer.paused());
        OfferDraft draft = read(OfferJson.write(offer.draft()).mergeIn(body), Optional.of(offer.draft()));
        return desk.offers()
                .change(offer, draft, paused, call.caller().actor())
                .map(changed -> changed.orElseThrow(() -> unknown(call)))
                .compose(changed -> note(call, "offer.update", changed).map(Answer.of(json(changed))));
    }

    private Future<Answer> delete(Call call) {
        call.takesOnly();
        Offer offer = offer(call);
        return rules.showing(call.site(), offer.id())
                .compose(Using::refuse)
                .compose(unused -> desk.offers().delete(offer, call.caller().actor()))
                .compose(deleted -> note(call, "offer.delete", offer).map(Answer.DONE));
    }

    private Future<Answer> codes(Call call) {
        call.takesOnly();
        return stock(offer(call)).map(Answer::of);
    }

    private Future<Answer> addCodes(Call call) {
        call.takesOnly();
        Offer offer = offer(call);
        var input = new Input(call.body());
        List<String> codes = input.texts("codes", input.required("codes", List.of())).stream()
                .map(String::strip)
                .toList();
        input.refuseOthers();
        if (codes.size() > Codes.MOST_AT_ONCE) {
            input.wrong("codes", "must hold at most " + Codes.MOST_AT_ONCE + " codes.");
        } else if (!codes.stream().allMatch(Codes::isCode)) {
            input.wrong("codes", "must hold texts of 1 to 60 characters without spaces.");
        }
        input.check();
        return desk.codes()
                .add(offer, codes)
                .compose(added -> note(call, "offer.codes", offer)
                        .compose(noted -> stock(offer))
                        .map(stock -> Answer.of(stock.put("added", added))));
    }

    private Future<Answer> removeCodes(Call call) {
        call.takesOnly();
        Offer offer = offer(call);
        return desk.codes()
                .removeLeft(offer)
                .compose(removed -> note(call, "offer.codes", offer)
                        .compose(noted -> stock(offer))
                        .map(stock -> Answer.of(stock.put("removed", removed))));
    }

    private Future<JsonObject> stock(Offer offer) {
        return desk.codes()
                .stock(offer)
                .map(stock -> new JsonObject()
                        .put("all", stock.all())
                        .put("used", stock.used())
                        .put("left", stock.left()));
    }

    private Future<Answer> grants(Call call) {
        call.takesList();
        return desk.figures()
                .grants(offer(call), call.cursor(), call.limit())
                .map(page -> Answer.page(page.map(OffersApi::json)));
    }

    private Future<Answer> grant(Call call) {
        call.takesOnly();
        Offer offer = offer(call);
        var input = new Input(call.body());
        String visitor = input.text("visitor", input.required("visitor", ""));
        String key = input.text("key", () -> UUID.randomUUID().toString());
        String item = input.text("item_id", () -> "");
        UUID person = VisitorId.parse(visitor);
        if (input.has("visitor") && person == null) {
            input.wrong("visitor", "must be the 22 characters of the cookie _wt.");
        }
        input.refuseOthers();
        input.check();
        UUID firing = UUID.nameUUIDFromBytes(("api:" + visitor + ":" + key).getBytes(StandardCharsets.UTF_8));
        JsonObject about = item.isEmpty() ? new JsonObject() : new JsonObject().put("item_id", item);
        return desk.grants()
                .grant(offer, java.util.Objects.requireNonNull(person), firing, about, clock.instant())
                .map(given -> Answer.created(
                        Endpoints.BASE + "/sites/" + call.site().publicId() + "/offers/" + offer.id() + "/grants",
                        new JsonObject().put("firing", firing.toString())));
    }

    private Offer offer(Call call) {
        String id = call.ctx().pathParam("offer");
        return Optional.of(id)
                .filter(text -> text.matches("\\d{1,9}"))
                .flatMap(text -> desk.offers().find(call.site().id(), Integer.parseInt(text)))
                .orElseThrow(() -> unknown(call));
    }

    private static HttpProblem unknown(Call call) {
        return new HttpProblem(404, "There is no offer " + call.ctx().pathParam("offer") + ".");
    }

    private boolean paused(JsonObject body, boolean now) {
        @Nullable Object paused = body.remove("paused");
        if (paused != null && !(paused instanceof Boolean)) {
            throw answers.invalid(List.of(Problem.of("paused", "problem.field.flag")));
        }
        return paused == null ? now : (Boolean) paused;
    }

    private OfferDraft read(JsonObject body, Optional<OfferDraft> before) {
        OfferReader.Result read = OfferReader.read(body, before, clock.instant());
        if (!read.isGood()) {
            throw answers.invalid(read.problems());
        }
        return read.draft();
    }

    private Future<Void> note(Call call, String action, Offer offer) {
        return audit.add(
                call.caller().actor(), action, offer.site(), offer.draft().name());
    }

    private static JsonObject json(Offer offer) {
        return OfferJson.write(offer.draft())
                .put("id", offer.id())
                .put("paused", offer.paused())
                .put("author", offer.author())
                .put("created_at", offer.createdAt().toString())
                .put("changed_at", offer.changedAt().toString());
    }

    private static JsonObject json(Counts counts) {
        return new JsonObject()
                .put("granted", counts.granted())
                .put("no_code", counts.noCode())
                .put("shown", counts.shown())
                .put("clicked", counts.clicked())
                .put("dismissed", counts.dismissed())
                .put("bought", counts.bought())
                .put("redeemed", counts.redeemed());
    }

    private static JsonObject json(Grant grant) {
        return new JsonObject()
                .put("id", grant.id().toString())
                .put("visitor", VisitorId.text(grant.person()))
                .put("variant", grant.variant())
                .put("outcome", grant.outcome().word())
                .put("code", grant.code().orElse(null))
                .put("test", grant.test())
                .put("granted", grant.granted().toString())
                .put("expires", grant.expires().toString())
                .put("shown", text(grant.shown()))
                .put("clicked", text(grant.clicked()))
                .put("dismissed", text(grant.dismissed()))
                .put("redeemed", text(grant.redeemed()));
    }

    private static @Nullable String text(Optional<Instant> instant) {
        return instant.map(Instant::toString).orElse(null);
    }
}
