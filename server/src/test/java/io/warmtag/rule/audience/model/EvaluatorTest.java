package io.warmtag.rule.audience.model;

import static io.warmtag.rule.audience.model.Told.DAY;
import static io.warmtag.rule.audience.model.Told.condition;
import static io.warmtag.rule.audience.model.Told.day;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One golden example or more for each kind of condition. */
class EvaluatorTest {
    private static final String BAG = """
            {"value":1290,"items":[{"item_id":"BAG","item_category":"Bags","price":1290},{"item_id":"PEN","price":40}]}""";

    @Test
    void knowsTheTemperatureAndWhenItChanges() {
        Told ada = new Told().at(0, "add_to_cart");
        String warm = "{'kind':'temperature','is':['warm','hot']}";
        assertTrue(ada.holds(warm, 0));
        assertTrue(ada.holds(warm, 14));
        assertEquals(14, ada.next(warm, 1), 1e-6);
        assertFalse(ada.holds(warm, 14.001));
        assertEquals(Double.NaN, ada.next(warm, 15));
        assertTrue(ada.orders(20, 500).holds(warm, 20));
    }

    @Test
    void knowsTheKindOfBuyer() {
        Told ada = new Told().at(0, "page_view").orders(1, 500);
        assertTrue(ada.holds("{'kind':'buyer','is':['none']}", 0.5));
        assertTrue(ada.holds("{'kind':'buyer','is':['new']}", 2));
        String lapsed = "{'kind':'buyer','is':['lapsed']}";
        assertFalse(ada.holds(lapsed, 90));
        assertEquals(61, ada.next(lapsed, 2), 1e-6);
        assertTrue(ada.holds(lapsed, 92));
    }

    @Test
    void knowsFromWhenOnSomebodyCanBeReached() {
        Told ada = new Told().at(0, "page_view").tells(2, Condition.Channel.PHONE);
        String either = "{'kind':'reach','is':['email','phone']}";
        assertFalse(ada.holds(either, 1));
        assertEquals(2, ada.next(either, 1), 1e-9);
        assertTrue(ada.holds(either, 2));
        assertFalse(ada.holds("{'kind':'reach','is':['email']}", 3));
    }

    @Test
    void findsTheInstantAtWhichTheScoreLeavesARange() {
        Told ada = new Told().at(0, "begin_checkout");
        String high = "{'kind':'score','least':7.5}";
        assertTrue(ada.holds(high, 14));
        assertEquals(14 + 1.0 / DAY, ada.next(high, 3), 1e-12);
        assertEquals(Double.NaN, ada.next(high, 15));
        assertEquals(14, ada.next("{'kind':'score','most':7.5}", 3), 1e-9);
    }

    @Test
    void countsEventsInAMovingWindow() {
        Told ada = new Told().at(0, "view_item").at(1, "view_item").at(2, "view_item");
        String twice = "{'kind':'event','name':'view_item','minutes':4320,'least':2}";
        assertFalse(ada.holds(twice, 0.5));
        assertTrue(ada.holds(twice, 2));
        assertEquals(4, ada.next(twice, 2), 1e-9);
        assertTrue(ada.holds(twice, 4 - 1.0 / DAY));
        assertFalse(ada.holds(twice, 4));
        assertFalse(ada.holds("{'kind':'event','name':'view_item','most':0}", 9));
        assertTrue(ada.holds("{'kind':'event','name':'add_to_cart','most':0}", 9));
    }

    @Test
    void looksIntoDataAndIntoOneAndTheSameItem() {
        Told ada = new Told().at(0, "add_to_cart", BAG);
        assertTrue(ada.holds(
                "{'kind':'event','name':'add_to_cart','least':1,'data':[{'path':'value','op':'least','values':['1000']}]}",
                1));
        assertFalse(ada.holds(
                "{'kind':'event','name':'add_to_cart','least':1,'data':[{'path':'value','op':'most','values':['1000']}]}",
                1));
        String bagFor =
                "{'kind':'event','name':'add_to_cart','least':1,'items':[{'path':'item_id','values':['bag']},{'path':'price','op':'%s','values':['100']}]}";
        assertTrue(ada.holds(String.format(bagFor, "least"), 1));
        assertFalse(ada.holds(String.format(bagFor, "most"), 1), "the pen is cheap, the bag isn't");
        assertTrue(ada.holds(
                "{'kind':'event','name':'add_to_cart','least':1,'data':[{'path':'items.item_id','values':['PEN']}]}",
                1));
        assertFalse(ada.holds(
                "{'kind':'event','name':'add_to_cart','least':1,'data':[{'path':'coupon','op':'exists'}]}", 1));
    }

    @Test
    void addsUpAFieldAndKnowsTheLastTime() {
        Told ada = new Told().at(0, "add_to_cart", "{\"value\":0.1}").at(1, "add_to_cart", "{\"value\":\"0.2\"}");
        String sum = "{'kind':'event','name':'add_to_cart','measure':'sum','field':'value','least':0.3,'minutes':1440}";
        assertFalse(ada.holds(sum, 1));
        assertTrue(ada.holds(sum.replace("1440", "1441"), 1), "a tenth and two tenths are three");
        String last = "{'kind':'event','name':'add_to_cart','measure':'last','least':120}";
        assertFalse(ada.holds(last, 1.05));
        assertEquals(1 + 2 / 24.0, ada.next(last, 1.05), 1e-9);
        assertTrue(ada.holds(last, 1 + 2 / 24.0));
        assertFalse(new Told().holds(last, 1), "who never did has no last time");
    }

    @Test
    void knowsProductsSeenCartedAndBought() {
        Told ada = new Told().at(0, "view_item", BAG).at(1, "add_to_cart", BAG).at(2, "purchase", BAG);
        assertTrue(ada.holds("{'kind':'product','did':'seen','by':'item_id','values':['PEN','X']}", 0));
        assertTrue(ada.holds("{'kind':'product','did':'carted','by':'item_category','values':['bags']}", 1));
        String notBought = "{'kind':'none','of':[{'kind':'product','did':'bought','by':'item_id','values':['BAG']}]}";
        assertTrue(ada.holds(notBought, 1));
        assertFalse(ada.holds(notBought, 2));
        Told eva = new Told().at(0, "view_item", "{\"items\":[{\"item_id\":\"36D\"}]}");
        assertTrue(eva.holds("{'kind':'product','did':'seen','by':'item_id','values':['36d']}", 0));
        assertFalse(eva.holds("{'kind':'product','did':'seen','by':'item_id','values':['36F','36']}", 0));
    }

    @Test
    void knowsOrdersByWhatBecameOfThem() {
        Told ada = new Told().at(0, "page_view").order(1, 3.0, 5.0, 700).order(2, null, null, 500);
        assertTrue(ada.holds("{'kind':'orders','stage':'placed','most':0}", 0.5));
        assertTrue(ada.holds("{'kind':'orders','stage':'placed','least':2,'most':2}", 9));
        assertTrue(ada.holds("{'kind':'orders','stage':'kept','measure':'sum','least':1200,'currency':'BDT'}", 4));
        assertTrue(ada.holds("{'kind':'orders','stage':'kept','measure':'sum','most':500}", 5));
        assertEquals(5, ada.next("{'kind':'orders','stage':'kept','least':2}", 4), 1e-9);
        assertTrue(ada.holds("{'kind':'orders','stage':'delivered','least':1}", 4));
        assertFalse(ada.holds("{'kind':'orders','stage':'delivered','least':1}", 6));
        assertFalse(ada.holds("{'kind':'orders','measure':'sum','least':1,'currency':'USD'}", 9));
    }

    @Test
    void knowsLandingPageCampaignAndDevice() {
        Told ada = new Told()
                .visit(
                        0,
                        "{\"url\":\"https://s.example/sale?utm_source=fb\",\"device\":\"mobile\",\"language\":\"bn-BD\",\"campaign\":{\"utm_source\":\"fb\",\"fbclid\":\"x\"}}")
                .visit(3, "{\"url\":\"https://s.example/\",\"device\":\"desktop\"}");
        assertTrue(ada.holds("{'kind':'visit','which':'first','field':'url','op':'contains','values':['/sale']}", 4));
        assertFalse(ada.holds("{'kind':'visit','which':'last','field':'url','op':'contains','values':['/sale']}", 4));
        assertTrue(ada.holds("{'kind':'visit','which':'last','field':'device','values':['desktop','tablet']}", 4));
        assertTrue(ada.holds("{'kind':'visit','which':'last','field':'utm_source','values':['FB']}", 4));
        assertTrue(ada.holds("{'kind':'visit','which':'any','field':'fbclid','op':'exists','minutes':1440}", 0.5));
        assertFalse(ada.holds("{'kind':'visit','which':'any','field':'fbclid','op':'exists','minutes':1440}", 1));
        assertTrue(ada.holds("{'kind':'visit','which':'first','field':'language','op':'starts','values':['bn']}", 4));
    }

    @Test
    void takesSilenceForConsentOnlyWhereNobodyIsAsked() {
        String agreed = "{'kind':'consent','purpose':'ad_storage','granted':true}";
        assertFalse(new Told().visit(0, "{}").holds(agreed, 1));
        assertTrue(new Told().asksNobody().visit(0, "{}").holds(agreed, 1));
        Told ada = new Told()
                .visit(0, "{\"consent\":{\"ad_storage\":\"granted\"}}")
                .visit(1, "{\"consent\":{\"ad_storage\":\"denied\"}}");
        assertTrue(ada.holds(agreed, 0.5));
        assertFalse(ada.asksNobody().holds(agreed, 1));
    }

    @Test
    void takesADefaultForNobodysWordAndTheShopForWhoHasSaidNothing() {
        String agreed = "{'kind':'consent','purpose':'ad_storage','granted':true}";
        String byDefault = "{\"url\":\"https://bakery.example/\",\"consent\":{\"ad_storage\":\"default\"}}";
        String keyed = "{\"keyed\":true}";
        Told ada = new Told()
                .visit(0, "{\"consent\":{\"ad_storage\":\"granted\"}}")
                .visit(1, byDefault)
                .add(day(2), day(2), "order_delivered", "{}", keyed);
        assertTrue(ada.holds(agreed, 1), "a page that knows of no answer takes none back");
        assertTrue(ada.holds(agreed, 2), "nor does a courier");
        Told nobody = new Told()
                .visit(0, byDefault)
                .add(day(1), day(1), "repaired", "{}", keyed)
                .visit(2, byDefault);
        assertFalse(nobody.holds(agreed, 0));
        assertTrue(nobody.holds(agreed, 1), "the shop vouches for him");
        assertTrue(nobody.holds(agreed, 2));
        nobody.visit(3, "{\"consent\":{\"ad_storage\":\"denied\"}}").add(day(4), day(4), "repaired", "{}", keyed);
        assertFalse(nobody.holds(agreed, 4), "until he says otherwise himself");
    }

    @Test
    void asksOtherAudiencesAndSaysWhatItFound() {
        Condition carted = condition("{'kind':'event','name':'add_to_cart','least':1}");
        var evaluator = new Evaluator(Map.of(7, carted)::get);
        Facts facts = new Told().at(0, "add_to_cart").life().whole();
        Condition asks = condition("{'kind':'all','of':[{'kind':'audience','audience':7},{'kind':'orders','most':0}]}");
        assertTrue(evaluator.holds(asks, facts, day(1)));
        Finding found = evaluator.test(asks, facts, Instant.ofEpochMilli(day(1)));
        assertTrue(found.holds());
        assertEquals(1.0, found.parts().get(0).parts().get(0).number());
        assertEquals(0.0, found.parts().get(1).number());
        assertFalse(evaluator.holds(condition("{'kind':'audience','audience':8}"), facts, day(1)));
    }

    @Test
    void seesOnlyWhatHadArrived() {
        Told ada = new Told().late(0, 2, "add_to_cart", "{}");
        String carted = "{'kind':'event','name':'add_to_cart','least':1}";
        assertFalse(ada.holds(carted, 1));
        assertTrue(ada.holds(carted, 2));
        Told buyer = new Told().late(0, 2, "purchase", "{}").order(0, null, null, 500);
        assertTrue(buyer.holds("{'kind':'orders','most':0}", 1), "its event has not come in yet");
        assertFalse(buyer.holds("{'kind':'orders','most':0}", 2));
    }

    @Test
    void waitsForTheLastPartThatIsMissing() {
        Told ada = new Told().at(0, "add_to_cart");
        String quiet = "{'kind':'event','name':'add_to_cart','measure':'last','least':%d}";
        String both = "{'kind':'all','of':[" + String.format(quiet, 60) + "," + String.format(quiet, 1440) + "]}";
        assertEquals(1, ada.next(both, 0), 1e-9);
        assertEquals(1 / 24.0, ada.next(both.replace("all", "any"), 0), 1e-9);
        String never = "{'kind':'all','of':[" + String.format(quiet, 60) + ",{'kind':'orders','least':1}]}";
        assertEquals(Double.NaN, ada.next(never, 0), "no time brings an order");
    }
}
