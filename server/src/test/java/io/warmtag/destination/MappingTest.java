package io.warmtag.destination;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import io.warmtag.destination.Mapping.Line;
import java.time.Instant;
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

    private static Set<String> left(List<String> allow, List<String> exclude) {
        return new Mapping(List.of(), List.of(), allow, exclude).data(BOUGHT).fieldNames();
    }
}
