package io.warmtag.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.campaign.Grant.Outcome;
import io.warmtag.campaign.model.Offer;
import io.warmtag.event.Mark;
import io.warmtag.event.NewEvent;
import io.warmtag.testkit.TestSite;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Who is given what, what he is shown of it, and when no more; on a real database. */
@TestInstance(Lifecycle.PER_CLASS)
class GrantsTest {
    private static final Instant NOW = Instant.parse("2026-05-20T12:00:00Z");

    private static final JsonObject NONE = new JsonObject();

    private TestSite data;
    private Offers offers;
    private Grants grants;
    private OpenOffers open;
    private OfferReports reports;
    private OfferFigures figures;
    private Codes codes;

    @BeforeAll
    void start() {
        data = new TestSite();
        offers = new Offers(data.database(), data.news());
        offers.start().await();
        grants = new Grants(data.database());
        open = new OpenOffers(data.database());
        reports = new OfferReports(data.database(), offers);
        figures = new OfferFigures(data.database());
        codes = new Codes(data.database());
    }

    @AfterAll
    void stop() {
        data.close();
    }

    @Test
    void givesAnOfferOncePerFiringHoweverOftenItIsAsked() {
        Offer offer = offer(json -> json);
        UUID person = UUID.randomUUID();
        UUID firing = UUID.randomUUID();
        List<Future<Outcome>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(grants.grant(offer, person, firing, NONE, NOW));
        }
        all.forEach(each -> assertEquals(Outcome.GIVEN, each.await()));
        assertEquals(1, list(offer).size());
        assertEquals(1, shown(person, NOW).size());
        grants.grant(offer, person, UUID.randomUUID(), NONE, NOW.plusSeconds(1)).await();
        assertEquals(1, shown(person, NOW.plusSeconds(1)).size(), "one offer is shown once at a time");
        assertThrows(
                IllegalArgumentException.class,
                () -> data.database()
                        .inTransaction(tx -> grants.grant(tx, data.bakery().id(), person, 9_999, firing, NONE, NOW))
                        .await());
    }

    @Test
    void givesEachGrantItsOwnCodeAndSaysWhenThereIsNoneLeft() {
        Offer offer = offer(json -> json.put("coupon", new JsonObject().put("kind", "list")));
        List<String> list = Codes.read("code\nA-1\n\"A-2\",used\nA-3;x\nA-3\n\nnot a code\n")
                .codes();
        assertEquals(List.of("A-1", "A-2", "A-3"), list);
        assertEquals(3, codes.add(offer, list).await());
        assertEquals(0, codes.add(offer, list).await());
        List<Future<Outcome>> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(grants.grant(offer, UUID.randomUUID(), UUID.randomUUID(), NONE, NOW));
        }
        Future.all(all).await();
        UUID late = UUID.randomUUID();
        UUID firing = UUID.randomUUID();
        assertEquals(
                Outcome.NO_CODE, grants.grant(offer, late, firing, NONE, NOW).await());
        assertEquals(
                Outcome.NO_CODE, grants.grant(offer, late, firing, NONE, NOW).await(), "and so when asked again");
        var given = new HashSet<String>();
        list(offer).forEach(grant -> grant.code().ifPresent(given::add));
        assertEquals(new HashSet<>(list), given);
        assertEquals(new JsonArray(), shown(late, NOW));
        assertEquals(new Codes.Stock(3, 0), codes.stock(offer).await());
        assertEquals(1, OfferFigures.sum(figures.of(offer).await()).noCode());
        assertEquals(3, OfferFigures.sum(figures.of(offer).await()).granted());
    }

    @Test
    void takesTheCodeBackWhenTheTransactionFails() {
        Offer offer = offer(json -> json.put("coupon", new JsonObject().put("kind", "list")));
        assertEquals(1, codes.add(offer, List.of("B-1")).await());
        Future<Void> failed = data.database()
                .inTransaction(tx -> grants.grant(
                                tx, offer.site(), UUID.randomUUID(), offer.id(), UUID.randomUUID(), NONE, NOW)
                        .compose(given -> Future.failedFuture(new IllegalStateException("the step failed"))));
        assertThrows(IllegalStateException.class, failed::await);
        assertEquals(new Codes.Stock(1, 1), codes.stock(offer).await());
        assertTrue(list(offer).isEmpty());
    }

    @Test
    void showsNothingOfAnOfferThatIsNotOn() {
        Offer over = offer(json -> json.put("until", "2026-05-01T00:00:00Z"));
        Offer later = offer(json -> json.put("from", "2026-06-01T00:00:00Z"));
        UUID person = UUID.randomUUID();
        assertEquals(
                Outcome.OFF,
                grants.grant(over, person, UUID.randomUUID(), NONE, NOW).await());
        assertEquals(
                Outcome.OFF,
                grants.grant(later, person, UUID.randomUUID(), NONE, NOW).await());
        assertEquals(Outcome.OFF, list(over).get(0).outcome());
        assertEquals(Outcome.OFF, list(later).get(0).outcome());

        Offer paused = offer(json -> json);
        grants.grant(paused, person, UUID.randomUUID(), NONE, NOW).await();
        assertEquals(1, shown(person, NOW).size());
        paused = offers.change(paused, paused.draft(), true, "ada@example.com")
                .await()
                .orElseThrow();
        assertEquals(new JsonArray(), shown(person, NOW));
        paused = offers.change(paused, paused.draft(), false, "ada@example.com")
                .await()
                .orElseThrow();
        assertEquals(1, shown(person, NOW).size(), "it goes on where it was");
        assertTrue(offers.delete(paused, "ada@example.com").await());
        assertEquals(new JsonArray(), shown(person, NOW));
    }

    @Test
    void stopsShowingWhatWasSeenClosedBoughtOrHasRunOut() {
        Offer once = offer(json -> json);
        Offer stays = offer(json -> json.put("again", true).put("countdown", new JsonObject().put("minutes", 30)));
        UUID person = UUID.randomUUID();
        grants.grant(once, person, UUID.randomUUID(), NONE, NOW).await();
        grants.grant(stays, person, UUID.randomUUID(), NONE, NOW).await();
        for (Offer each : List.of(once, stays)) {
            tell(person, "offer_shown", NOW.plusSeconds(60), of(each, person));
        }
        JsonArray left = shown(person, NOW.plusSeconds(120));
        assertEquals(1, left.size());
        assertEquals(29 * 60_000, left.getJsonObject(0).getLong("left"));
        assertEquals(new JsonArray(), shown(person, NOW.plus(31, ChronoUnit.MINUTES)), "the countdown has ended");

        tell(person, "offer_dismissed", NOW.plusSeconds(180), of(stays, person));
        assertEquals(new JsonArray(), shown(person, NOW.plusSeconds(240)));
        assertEquals(1, OfferFigures.sum(figures.of(stays).await()).dismissed());

        UUID buyer = UUID.randomUUID();
        grants.grant(once, buyer, UUID.randomUUID(), NONE, NOW).await();
        assertEquals(1, shown(buyer, NOW).size());
        assertEquals(new JsonArray(), shown(buyer, NOW.plus(8, ChronoUnit.DAYS)), "a grant holds for a week");
        tell(buyer, "offer_shown", NOW, of(once, buyer));
        order(buyer, NOW.plusSeconds(5));
        grants.grant(stays, buyer, UUID.randomUUID(), NONE, NOW.plusSeconds(1)).await();
        assertEquals(new JsonArray(), shown(buyer, NOW.plusSeconds(10)), "he has bought since");
        assertEquals(1, OfferFigures.sum(figures.of(once).await()).bought());
    }

    @Test
    void aPersonTellsOfHisOwnGrantsOnlyAndTheEarliestCounts() {
        Offer offer = offer(
                json -> json.put("coupon", new JsonObject().put("kind", "fixed").put("code", "SAVE10")));
        UUID person = UUID.randomUUID();
        grants.grant(offer, person, UUID.randomUUID(), NONE, NOW).await();
        UUID grant = list(offer).get(0).id();
        tell(UUID.randomUUID(), "offer_shown", NOW, grant);
        assertTrue(list(offer).get(0).shown().isEmpty());
        tell(person, "offer_shown", NOW.plusSeconds(9), grant);
        tell(person, "offer_shown", NOW.plusSeconds(3), grant);
        tell(person, "offer_clicked", NOW.plusSeconds(4), grant);
        assertEquals(NOW.plusSeconds(3), list(offer).get(0).shown().orElseThrow());
        assertEquals(NOW.plusSeconds(4), list(offer).get(0).clicked().orElseThrow());
        reports.tell(offer.site(), List.of(event(person, "purchase", NOW, "{\"coupon\":\"SAVE10\"}")))
                .await();
        assertTrue(list(offer).get(0).redeemed().isPresent());
    }

    @Test
    void aCodeIsTheSameInSmallLetters() {
        Offer offer = offer(
                json -> json.put("coupon", new JsonObject().put("kind", "fixed").put("code", "SAVE10")));
        UUID person = UUID.randomUUID();
        grants.grant(offer, person, UUID.randomUUID(), NONE, NOW).await();
        reports.tell(offer.site(), List.of(event(person, "purchase", NOW, "{\"coupon\":\"save10 \"}")))
                .await();
        assertTrue(list(offer).get(0).redeemed().isPresent());
    }

    @Test
    void aTestIsShownWhateverTheOffersStateIsAndCountsForNothing() {
        Offer offer = offer(
                json -> json.put("until", "2026-05-01T00:00:00Z").put("coupon", new JsonObject().put("kind", "list")));
        UUID marketer = UUID.randomUUID();
        order(marketer, NOW.plusSeconds(1));
        grants.test(offer, marketer, NOW).await();
        assertEquals(
                "TEST", shown(marketer, NOW.plusSeconds(2)).getJsonObject(0).getString("code"));
        assertEquals(0, OfferFigures.sum(figures.of(offer).await()).granted());
        tell(marketer, "offer_shown", NOW.plusSeconds(3), list(offer).get(0).id());
        assertEquals(new JsonArray(), shown(marketer, NOW.plusSeconds(4)));
    }

    @Test
    void sharesPersonsAmongVariantsByWeightAndStaysWithItsChoice() {
        Offer offer = offer(json ->
                json.put("variants", new JsonArray().add(variant(3, "A")).add(variant(1, "B"))));
        int[] seen = new int[2];
        var random = new java.util.Random(7);
        for (int i = 0; i < 4_000; i++) {
            var person = new UUID(random.nextLong(), random.nextLong());
            int chosen = offer.draft().variantFor(offer.id(), person);
            assertEquals(chosen, offer.draft().variantFor(offer.id(), person));
            seen[chosen]++;
        }
        assertEquals(3_000, seen[0], 120);
    }

    @Test
    void speaksOfTheProductThatItIsAboutOrOfWhatStandsThereElse() {
        var words = new JsonObject()
                .put("title", "{{product.name|this one}} for {{ product.price | little }}")
                .put("button", "See")
                .put("link", "{{product.link|/sale}}");
        Offer offer = offer(json -> json.put("variants", new JsonArray().add(new JsonObject().put("en", words))));
        UUID fed = UUID.randomUUID();
        UUID told = UUID.randomUUID();
        UUID nothing = UUID.randomUUID();
        data.run("""
                insert into product (site_id, item_id, item_group, name, price, currency, link, feed, first_seen,
                                     last_seen)
                values ($1, 'S-1', 'S-1', 'Blue <i>saree</i>', 129000, 'BDT', 'https://shop.example/s-1', 1, now(), now()),
                       ($1, 'S-2', 'S-2', 'Forged', 100, 'BDT', null, null, now(), now())""", data.bakery().id());
        grants.grant(offer, fed, UUID.randomUUID(), about("S-1", "Saree"), NOW).await();
        grants.grant(offer, told, UUID.randomUUID(), about("S-2", "Shirt $1"), NOW)
                .await();
        grants.grant(offer, nothing, UUID.randomUUID(), NONE, NOW).await();
        JsonObject known = english(fed);
        assertEquals("Blue <i>saree</i> for ৳1,290", known.getString("title"));
        assertEquals("https://shop.example/s-1", known.getString("link"));
        // Of what only pages have told nobody hears but who told it.
        assertEquals("Shirt $1 for ৳450", english(told).getString("title"));
        assertEquals("/sale", english(told).getString("link"));
        assertEquals("this one for little", english(nothing).getString("title"));
        grants.test(offer, nothing, NOW.plusSeconds(1)).await();
        assertEquals("Blue <i>saree</i> for ৳1,290", english(nothing).getString("title"));
    }

    private JsonObject english(UUID person) {
        return shown(person, NOW.plusSeconds(2)).getJsonObject(0).getJsonObject("en");
    }

    private static JsonObject about(String id, String name) {
        var item = new JsonObject().put("item_id", id).put("item_name", name).put("price", 450);
        return new JsonObject().put("currency", "BDT").put("items", new JsonArray().add(item));
    }

    @Test
    void refusesWordsThatWouldHaveAHole() {
        for (String title : List.of(
                "{{product.name}}", "{{product.name| }}", "{{product.colour|red}}", "{{x", "{{product.link|/}}")) {
            assertEquals(List.of("variants[0].en.title"), wrong("title", title), title);
        }
        assertEquals(List.of("variants[0].en.link"), wrong("link", "{{product.link|sale}}"));
        assertEquals(List.of("variants[0].en.link"), wrong("link", "{{product.name|/}}"));
        assertEquals(List.of(), wrong("link", "{{product.link|/sale}}?from=offer"));
    }

    private static List<String> wrong(String field, String text) {
        var words = new JsonObject().put("title", "T").put("button", "B").put(field, text);
        var json = new JsonObject()
                .put("name", "N")
                .put("kind", "corner")
                .put("variants", new JsonArray().add(new JsonObject().put("en", words)));
        return OfferReader.read(json).problems().stream()
                .map(io.warmtag.catalog.Problem::field)
                .toList();
    }

    private Offer offer(UnaryOperator<JsonObject> change) {
        JsonObject json = change.apply(new JsonObject()
                .put("name", "Ten percent")
                .put("kind", "corner")
                .put("variants", new JsonArray().add(variant(1, "Ten percent off"))));
        OfferReader.Result read = OfferReader.read(json);
        assertEquals(List.of(), read.problems());
        assertEquals(
                read.draft(), OfferReader.read(OfferJson.write(read.draft())).draft());
        return offers.add(data.bakery().id(), read.draft(), false, "ada@example.com")
                .await();
    }

    private static JsonObject variant(int weight, String title) {
        return new JsonObject().put("weight", weight).put("en", new JsonObject().put("title", title));
    }

    private JsonArray shown(UUID person, Instant at) {
        return open.of(data.bakery().id(), person, at).await();
    }

    private List<Grant> list(Offer offer) {
        return figures.grants(offer, io.warmtag.db.Keyset.NEWEST, 100).await().items();
    }

    private UUID of(Offer offer, UUID person) {
        return list(offer).stream()
                .filter(grant -> grant.person().equals(person))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private void tell(UUID person, String name, Instant at, UUID grant) {
        reports.tell(data.bakery().id(), List.of(event(person, name, at, "{\"grant\":\"" + grant + "\"}")))
                .await();
    }

    private NewEvent event(UUID person, String name, Instant at, String json) {
        long ms = at.toEpochMilli();
        return new NewEvent(
                data.bakery().id(), data.idAt(at), person, name, ms, ms, Mark.PERSON, null, json, "{}", null);
    }

    private void order(UUID person, Instant at) {
        data.run(
                "insert into customer_order (site_id, transaction_id, person, placed_at) values ($1, $2, $3, $4)",
                data.bakery().id(),
                UUID.randomUUID().toString(),
                person,
                at.atOffset(ZoneOffset.UTC));
    }
}
