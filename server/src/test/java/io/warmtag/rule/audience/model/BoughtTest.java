package io.warmtag.rule.audience.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoughtTest {
    private static final String CARTED = "{'kind':'bought','what':'carted'}";
    private static final String BAG = "{\"items\":[{\"item_id\":\"BAG\"},{\"item_id\":\"PEN\"}]}";

    @Test
    void holdsOnceSomethingOfTheCartWasBought() {
        Told ada = new Told()
                .at(0, "add_to_cart", BAG)
                .at(1, "purchase", "{\"items\":[{\"item_id\":\"CUP\"}]}")
                .at(2, "purchase", "{\"items\":[{\"item_id\":\"pen\"}]}");
        assertFalse(ada.holds(CARTED, 0));
        assertFalse(ada.holds(CARTED, 1));
        assertTrue(ada.holds(CARTED, 2));
        assertFalse(ada.holds("{'kind':'bought','what':'seen'}", 2));
    }

    @Test
    void takesAVariantOfTheSameGroupForTheSame() {
        Told ada = new Told()
                .at(0, "add_to_cart", "{\"items\":[{\"item_id\":\"RED\",\"item_group_id\":\"SAREE\"}]}")
                .at(1, "purchase", "{\"items\":[{\"item_id\":\"BLUE\",\"item_group_id\":\"SAREE\"}]}");
        assertTrue(ada.holds(CARTED, 1));
        assertTrue(new Told()
                .at(0, "add_to_cart", "{\"items\":[{\"item_id\":17}]}")
                .at(1, "purchase", "{\"items\":[{\"item_id\":\"17\"}]}")
                .holds(CARTED, 1));
    }

    @Test
    void looksAtTheCartsOfItsWindow() {
        String lately = "{'kind':'bought','what':'carted','minutes':1440}";
        Told ada = new Told().at(0, "purchase", BAG).at(0, "add_to_cart", BAG);
        assertTrue(ada.holds(lately, 0.5));
        assertFalse(ada.holds(lately, 1.5));
    }

    @Test
    void putsTheProductWhereARuleSpeaksOfIt() {
        var condition = (Value.Fields) ValueJson.read("""
                {"kind":"all","of":[{"kind":"temperature","is":["hot"]},
                                    {"kind":"none","of":[{"kind":"bought","what":"product"}]}]}""");
        assertTrue(Bound.asks(condition));
        Value.Fields bound = Bound.in(condition, List.of("BLUE", "RED"));
        assertFalse(Bound.asks(bound));
        assertEquals(ValueJson.read("""
                        {"kind":"all","of":[{"kind":"temperature","is":["hot"]},
                            {"kind":"none","of":[{"kind":"product","did":"bought","by":"item_id","values":["BLUE","RED"]}]}]}"""), bound);
        assertFalse(Bound.asks((Value.Fields) ValueJson.read(CARTED.replace('\'', '"'))));
    }
}
