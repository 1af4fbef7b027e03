package io.warmtag.rule;

import static io.warmtag.rule.TestAudiences.ADA;
import static io.warmtag.rule.TestAudiences.BEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.occasion.Occasion;
import io.warmtag.people.JoinListener;
import io.warmtag.visitor.model.Cause;
import io.warmtag.visitor.model.Temperature;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AudiencesTest {
    private static final String CARTED = "{'kind':'event','name':'add_to_cart','least':1,'minutes':60}";
    private static final String WAITS = """
            {'kind':'all','of':[{'kind':'event','name':'add_to_cart','measure':'last','least':120},{'kind':'orders','most':0}]}""";

    private TestAudiences shop;

    @BeforeEach
    void start() {
        shop = new TestAudiences();
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    @Test
    void tellsWhoComesInAndWhoGoesOutOnce() {
        int carted = shop.audience("Carted", CARTED);
        int warm = shop.audience("Warm", "{'kind':'temperature','is':['warm']}");
        Occasion first = shop.event(ADA, "add_to_cart");
        shop.take(first);
        assertEquals(List.of("+1@" + carted, "+1@" + warm), shop.told());
        shop.happens(ADA, "add_to_cart");
        shop.take(first);
        assertEquals(List.of(), shop.told(), "he is in it already");
        assertEquals(Set.of(ADA), shop.members(carted));
        assertEquals(1, shop.counted(carted));

        shop.pass(Duration.ofMinutes(60));
        shop.check();
        assertEquals(List.of("-1@" + carted), shop.told());
        assertEquals(0, shop.counted(carted));
        shop.happens(ADA, "add_to_cart");
        assertEquals(List.of("+1@" + carted), shop.told());
        shop.happens(ADA, "purchase");
        assertEquals(List.of(), shop.told(), "an event that no audience looks at changes nothing");
    }

    @Test
    void knowsWhoIsReachedThroughAnotherVisitorOfHis() {
        int reached = shop.audience("Reached", "{'kind':'reach','is':['phone']}");
        shop.happens(ADA, "page_view");
        assertEquals(List.of(), shop.told());
        shop.world.run("""
                insert into identity (site_id, kind, hash, visitor, sealed, hashed, first_seen, last_seen, source)
                values ($1, 2, '\\x01', $2, '\\x01', false, to_timestamp(0), to_timestamp(0), 'identify')""", shop.site, BEN);
        shop.happens(ADA, "page_view");
        assertEquals(List.of(), shop.told());
        for (UUID visitor : List.of(ADA, BEN)) {
            shop.world.run(
                    "insert into person_visitor (site_id, visitor, person) values ($1, $2, $3)",
                    shop.site,
                    visitor,
                    ADA);
        }
        shop.happens(ADA, "page_view");
        assertEquals(List.of("+1@" + reached), shop.told());
    }

    @Test
    void namesEachChangeDifferentlyAndTheSameAgain() {
        int carted = shop.audience("Carted", CARTED);
        shop.happens(ADA, "add_to_cart");
        UUID in = shop.told.get(0).occasion();
        shop.pass(Duration.ofHours(2));
        shop.check();
        shop.happens(ADA, "add_to_cart");
        assertEquals(
                3, shop.told.stream().map(MembershipChange::occasion).distinct().count());
        assertEquals(
                in,
                MembershipChange.of(shop.site, carted, ADA, true, 1, shop.in(Duration.ZERO), false)
                        .occasion());
        assertNotEquals(in, shop.told.get(2).occasion());
    }

    /** However occasions are cut into batches, the same comes of them. */
    @Test
    void findsTheSameInOneBatchAsInMany() {
        int twice = shop.audience("Twice", "{'kind':'event','name':'view_item','least':2,'most':2,'minutes':10}");
        var one = new ArrayList<String>();
        var batch = new ArrayList<Occasion>();
        for (int i = 0; i < 6; i++) {
            Occasion ada = shop.event(ADA, "view_item");
            batch.add(shop.event(BEN, "view_item"));
            shop.take(ada);
            one.addAll(shop.told());
            shop.pass(Duration.ofMinutes(4));
        }
        shop.check();
        one.addAll(shop.told());
        shop.take(batch.toArray(Occasion[]::new));
        shop.check();
        assertTrue(one.size() > 2, one::toString);
        assertEquals(one.stream().map(each -> each.replace("1@", "2@")).toList(), shop.told());
        assertTrue(one.contains("+1@" + twice));
    }

    @Test
    void letsSomebodyInByTimeAloneUnlessHeBought() {
        int waits = shop.audience("Left the cart", WAITS);
        shop.happens(ADA, "add_to_cart");
        shop.happens(BEN, "add_to_cart");
        shop.pass(Duration.ofMinutes(119));
        shop.check();
        assertEquals(List.of(), shop.told());
        buys(BEN);
        shop.pass(Duration.ofMinutes(1));
        shop.check();
        assertEquals(List.of("+1@" + waits), shop.told());
        buys(ADA);
        assertEquals(List.of("-1@" + waits), shop.told());
    }

    private void buys(UUID person) {
        Occasion bought = shop.event(person, "purchase");
        shop.world.run(
                "insert into customer_order (site_id, transaction_id, person, placed_at) values ($1, $2, $3, $4)",
                shop.site,
                person.toString(),
                person,
                shop.in(Duration.ZERO).atOffset(java.time.ZoneOffset.UTC));
        shop.take(bought);
    }

    @Test
    void weighsEverybodyByANewAudienceAndTellsNobody() {
        for (UUID person : List.of(ADA, BEN)) {
            shop.person(person);
        }
        shop.event(ADA, "add_to_cart");
        assertInstanceOf(AudienceEditor.Outcome.Done.class, shop.save("Carted", CARTED));
        var before = Objects.requireNonNull(shop.store.sizes(shop.site).await().get(1));
        assertEquals(new AudienceStore.Progress(0, 2), before.filling().orElseThrow());
        shop.fill.run(() -> false).await();
        assertEquals(Set.of(ADA), shop.members(1));
        assertEquals(1, shop.counted(1));
        assertTrue(Objects.requireNonNull(shop.store.sizes(shop.site).await().get(1))
                .filling()
                .isEmpty());
        assertEquals(List.of(), shop.told());
        shop.pass(Duration.ofHours(1));
        shop.check();
        assertEquals(List.of("-1@1"), shop.told(), "what happens after it is told");
    }

    @Test
    void weighsOneSliceATurnWhileOthersAreInAHurry() {
        shop.world.run("""
                insert into person (site_id, id, temperature, since, score, first_seen, last_seen, changes)
                select $1, gen_random_uuid(), 0, now(), 0, now(), now(), 0 from generate_series(1, $2)""", shop.site, AudienceFill.SLICE + 1);
        shop.save("Nothing carted", "{'kind':'none','of':[" + CARTED + "]}");
        shop.fill.run(() -> true).await();
        assertEquals(AudienceFill.SLICE, shop.counted(1));
        shop.fill.run(() -> true).await();
        assertEquals(AudienceFill.SLICE + 1, shop.counted(1));
    }

    @Test
    void weighsEverybodyAnewByAChangedAudienceAndThoseThatReferToIt() {
        shop.person(ADA);
        shop.person(BEN);
        shop.event(ADA, "add_to_cart");
        shop.event(BEN, "view_item");
        int inner = shop.audience("Inner", CARTED);
        int outer = shop.audience("Outer", "{'kind':'none','of':[{'kind':'audience','audience':" + inner + "}]}");
        assertEquals(Set.of(BEN), shop.members(outer));
        var changed = TestAudiences.draft("Inner", "{'kind':'event','name':'view_item','least':1}");
        shop.editor.update(shop.site, inner, changed, "ada@example.com").await();
        shop.fill.run(() -> false).await();
        assertEquals(Set.of(BEN), shop.members(inner));
        assertEquals(Set.of(ADA), shop.members(outer));
        assertEquals(1, shop.counted(inner));
        assertEquals(List.of(), shop.told());
    }

    /** Nobody has weighed him yet: what he was before is found out, so that only what he does now is told. */
    @Test
    void tellsWhatHappensWhileItIsStillBeingFilled() {
        shop.person(ADA);
        shop.person(BEN);
        shop.event(ADA, "add_to_cart");
        shop.pass(Duration.ofMinutes(1));
        shop.save("Carted", CARTED);
        shop.happens(ADA, "add_to_cart");
        assertEquals(List.of(), shop.told(), "he was in it before");
        assertEquals(Set.of(ADA), shop.members(1));
        shop.happens(BEN, "add_to_cart");
        assertEquals(List.of("+2@1"), shop.told());
        shop.fill.run(() -> false).await();
        assertEquals(2, shop.counted(1));
        assertEquals(List.of(), shop.told());
    }

    /** The commit of another node's event may come after that of a later one. */
    @Test
    void looksAgainWhenSomethingComesToLightThatBelongsBefore() {
        int both = shop.audience(
                "Both", "{'kind':'all','of':[" + CARTED + ",{'kind':'event','name':'view_item','least':1}]}");
        Occasion later = shop.event(ADA, "add_to_cart");
        shop.take(later);
        shop.pass(Duration.ofMillis(-500));
        Occasion earlier = shop.event(ADA, "view_item");
        shop.pass(Duration.ofMillis(500));
        assertEquals(List.of(), shop.told());
        shop.take(earlier);
        assertEquals(List.of("+1@" + both), shop.told());
    }

    /** As under a flood: of a person's occasions one may be taken long before the next one, which has come in already. */
    @Test
    void takesWhatCameInAfterAChangeOfTemperatureAtItsOwnInstant() {
        int carted = shop.audience("Carted", "{'kind':'event','name':'add_to_cart','least':1}");
        var changed = new Occasion.Changed(
                1,
                shop.site,
                ADA,
                1,
                Temperature.COLD,
                Temperature.WARM,
                shop.in(Duration.ZERO),
                shop.in(Duration.ZERO),
                new Cause.ByTime());
        shop.pass(Duration.ofSeconds(1));
        Instant came = shop.in(Duration.ZERO);
        Occasion later = shop.event(ADA, "add_to_cart");
        shop.pass(Duration.ofSeconds(30));
        shop.take(changed);
        assertEquals(came, shop.told.get(0).at());
        shop.take(later);
        assertEquals(List.of("+1@" + carted), shop.told());
    }

    /** An event that is being committed must not be overtaken by what would follow from its not being there. */
    @Test
    void waitsWithWhatTimeBringsForWhatIsBeingStored() {
        int carted = shop.audience("Carted", CARTED);
        shop.happens(ADA, "add_to_cart");
        assertEquals(List.of("+1@" + carted), shop.told());
        shop.pass(Duration.ofMinutes(59));
        shop.mark();
        Instant received = shop.in(Duration.ofSeconds(30));
        shop.pass(Duration.ofSeconds(61));
        shop.check();
        assertEquals(List.of(), shop.told());
        shop.take(shop.eventAt(ADA, "add_to_cart", received));
        shop.mark();
        shop.check();
        assertEquals(List.of(), shop.told());
        shop.pass(Duration.ofHours(1));
        shop.check();
        assertEquals(List.of(), shop.told(), "nobody knows yet what came in meanwhile");
        shop.mark();
        shop.pass(Duration.ofSeconds(1));
        shop.check();
        assertEquals(List.of("-1@" + carted), shop.told());
    }

    @Test
    void writesNothingThatSaysNothingNew() {
        shop.audience("Carted", "{'kind':'event','name':'add_to_cart','least':1}");
        shop.happens(ADA, "add_to_cart");
        long row = row();
        for (int i = 0; i < 10; i++) {
            shop.pass(Duration.ofSeconds(1));
            shop.happens(ADA, "add_to_cart");
        }
        assertEquals(row, row());
        for (int i = 0; i < 40; i++) {
            shop.pass(Duration.ofSeconds(1));
            shop.happens(ADA, "add_to_cart");
        }
        assertNotEquals(row, row(), "what has been gone through is not gone through for ever");
    }

    private long row() {
        return shop.world.ask("select xmin::text::bigint from audience_member");
    }

    @Test
    void takesInWhoDoesAnythingWhenStrangersFulfilIt() {
        int cold = shop.audience("Cold", "{'kind':'none','of':[{'kind':'temperature','is':['warm','hot']}]}");
        assertTrue(shop.audiences.names(shop.site).contains(AudienceNeeds.EVERY_NAME));
        shop.happens(ADA, "scroll");
        assertEquals(List.of("+1@" + cold), shop.told());
        shop.happens(ADA, "add_to_cart");
        assertEquals(List.of("-1@" + cold), shop.told());
        shop.pass(Duration.ofDays(15));
        shop.check();
        assertEquals(List.of("+1@" + cold), shop.told());
    }

    @Test
    void wantsOnlyTheNamesThatItLooksAt() {
        assertEquals(Set.of(), shop.audiences.names(shop.site));
        shop.audience("Carted", CARTED);
        assertTrue(shop.audiences.names(shop.site).containsAll(Set.of("add_to_cart", "purchase")));
        assertTrue(!shop.audiences.names(shop.site).contains("page_view"));
    }

    @Test
    void refusesCirclesTakenNamesAndWhatIsMissing() {
        int a = shop.audience("A", CARTED);
        int b = shop.audience("B", "{'kind':'audience','audience':" + a + "}");
        var circle = shop.editor
                .update(shop.site, a, TestAudiences.draft("A", "{'kind':'audience','audience':" + b + "}"), "x")
                .await();
        assertEquals(
                "problem.audience.circle",
                ((AudienceEditor.Outcome.Refused) circle)
                        .problems()
                        .get(0)
                        .message()
                        .key());
        assertInstanceOf(AudienceEditor.Outcome.Refused.class, shop.save("a", CARTED));
        assertInstanceOf(AudienceEditor.Outcome.Refused.class, shop.save("C", "{'kind':'audience','audience':99}"));
        assertInstanceOf(
                AudienceEditor.Outcome.Refused.class,
                shop.editor.delete(shop.site, a, "x").await());
        assertInstanceOf(
                AudienceEditor.Outcome.Done.class,
                shop.editor.delete(shop.site, b, "x").await());
        assertInstanceOf(
                AudienceEditor.Outcome.Done.class,
                shop.editor.delete(shop.site, a, "x").await());
        assertInstanceOf(
                AudienceEditor.Outcome.Missing.class,
                shop.editor.delete(shop.site, a, "x").await());
    }

    @Test
    void forgetsTheMembersOfWhatWasDeleted() {
        int carted = shop.audience("Carted", CARTED);
        shop.happens(ADA, "add_to_cart");
        shop.editor.delete(shop.site, carted, "x").await();
        shop.fill.run(() -> false).await();
        assertEquals(0, shop.world.ask("select count(*) from audience_member"));
        assertEquals(carted + 1, shop.audience("Next", CARTED), "its id is not used again");
    }

    @Test
    void triesAConditionOnThoseWhoWereSeenLast() {
        shop.person(ADA);
        shop.person(BEN);
        shop.event(ADA, "add_to_cart");
        var preview = new AudiencePreview(
                shop.world.database(), shop.store, shop.directory, shop.needs, shop.facts, shop.now::get);
        var condition = TestAudiences.draft("x", CARTED).condition();
        assertEquals(
                new AudiencePreview.Tried(2, 1, 2, List.of(ADA)),
                preview.count(shop.site, condition).await());
        assertEquals(1.0, preview.explain(shop.site, condition, ADA).await().number());
    }

    @Test
    void saysQuietlyWhatComesOfWhoIsOnePersonWithWhom() {
        int carted = shop.audience("Carted", CARTED);
        shop.person(ADA);
        shop.person(BEN);
        shop.happens(BEN, "add_to_cart");
        assertEquals(List.of("+2@" + carted), shop.told());
        become(ADA);
        assertTrue(shop.told.stream().allMatch(MembershipChange::quiet));
        assertEquals(List.of("+1@" + carted), shop.told());
        become(BEN);
        assertTrue(shop.told.stream().allMatch(MembershipChange::quiet));
        assertEquals(Set.of("-1@" + carted, "+2@" + carted), Set.copyOf(shop.told()));
        assertEquals(Set.of(BEN), shop.members(carted));
    }

    /** From now on Ben's visitor is this person's. */
    private void become(UUID person) {
        shop.pass(Duration.ofSeconds(1));
        shop.world.run("delete from person_visitor");
        UUID before = person.equals(BEN) ? ADA : BEN;
        if (!person.equals(BEN)) {
            shop.world.run(
                    "insert into person_visitor (site_id, visitor, person) values ($1, $2, $3), ($1, $3, $3)",
                    shop.site,
                    BEN,
                    person);
        }
        var change = new JoinListener.Change(BEN, before, person);
        shop.world
                .database()
                .inTransaction(transaction -> new JoinedMembers().changed(transaction, shop.site, List.of(change)))
                .await();
        shop.world.run(
                "update audience_member set next_check = $1 where next_check is not null",
                shop.in(Duration.ZERO).atOffset(ZoneOffset.UTC));
        shop.pass(Duration.ofSeconds(1));
        shop.mark();
        shop.check();
    }
}
