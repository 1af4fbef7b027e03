package io.warmtag.destination;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.destination.Condition.Operator;
import io.warmtag.destination.Mapping.Line;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MappingTest {
    private static final Outgoing BOUGHT = new Outgoing(
            new UUID(1, 1),
            "purchase",
            Instant.EPOCH,
            new JsonObject().put("value", 1290).put("currency", "BDT").put("coupon", "EID"),
            new JsonObject().put("url", "https://shop.example/thanks"));

    @Test
    void letsOnlyWhatIsAllowedLeaveAndNothingThatIsExcluded() {
        assertEquals(Set.of("value", "currency", "coupon"), left(List.of(), List.of()));
        assertEquals(Set.of("value", "coupon"), left(List.of("value", "coupon", "items"), List.of()));
        assertEquals(Set.of("value"), left(List.of("value", "coupon"), List.of("coupon")));
        assertEquals(3, BOUGHT.data().size());
    }

    @Test
    void addsItsParametersWhateverIsAllowed() {
        var line = new Line(
                "purchase", "Buy", Map.of("code", "data.coupon", "page", "context.url"), Map.of("via", "shop"));
        var mapping = new Mapping(List.of(line), List.of(), List.of("value"), List.of("coupon"));
        assertEquals(
                new JsonObject()
                        .put("code", "EID")
                        .put("page", "https://shop.example/thanks")
                        .put("via", "shop"),
                mapping.extra(BOUGHT));
    }

    @Test
    void aConstantIsWhatItLooksLike() {
        var constants = new LinkedHashMap<String, String>();
        List.of("1450", "-1.5", "true", "[\"LDU\"]", "{\"a\":1}", "\"7\"", "017", "1,450", "[oh]", "", "null")
                .forEach(text -> constants.put(text, text));
        var line = new Line("purchase", "", Map.of(), constants);
        var extra = new Mapping(List.of(line), List.of(), List.of(), List.of()).extra(BOUGHT);
        assertEquals(1450, extra.getValue("1450"));
        assertEquals(-1.5, extra.getValue("-1.5"));
        assertEquals(true, extra.getValue("true"));
        assertEquals(new JsonArray().add("LDU"), extra.getValue("[\"LDU\"]"));
        assertEquals(new JsonObject().put("a", 1), extra.getValue("{\"a\":1}"));
        assertEquals("7", extra.getValue("\"7\""));
        for (String text : List.of("017", "1,450", "[oh]", "", "null")) {
            assertEquals(text, extra.getValue(text));
        }
    }

    private static Set<String> left(List<String> allow, List<String> exclude) {
        return new Mapping(List.of(), List.of(), allow, exclude).data(BOUGHT).fieldNames();
    }

    @Test
    void comparesNumbersInTheDigitsOfWhoTypesThem() {
        assertEquals(true, lets(Operator.AT_LEAST, "১২৯০"));
        assertEquals(false, lets(Operator.AT_LEAST, "১২৯১"));
    }

    private static boolean lets(Operator is, String value) {
        var condition = new Condition("data.value", is, value);
        return new Mapping(List.of(), List.of(condition), List.of(), List.of()).lets(BOUGHT);
    }
}
