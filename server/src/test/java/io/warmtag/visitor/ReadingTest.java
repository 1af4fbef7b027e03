package io.warmtag.visitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.json.JsonObject;
import io.warmtag.event.UuidV7;
import io.warmtag.visitor.model.PersonEvent;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.SettingsHistory;
import io.warmtag.visitor.model.TemperatureModel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingTest {
    private static final long NOW = 1_763_760_000_000L;
    private static final long MINUTE = 60_000;

    private final SettingsHistory history = new Histories().of(1);
    private final List<PersonEvent> events = new ArrayList<>();

    private JsonObject after(String name, long minutesAgo) {
        long at = NOW - minutesAgo * MINUTE;
        events.add(new PersonEvent(UuidV7.create(at), name, at));
        PersonState state = TemperatureModel.fold(PersonState.EMPTY, events, List.of(), history, NOW)
                .state();
        return Reading.of(state, history, NOW).toJson();
    }

    @Test
    void knowsWhoIsHereForTheFirstTime() {
        assertEquals(true, after("page_view", 5).getBoolean("isNew"));
        JsonObject warm = after("add_to_cart", 1);
        assertEquals("warm", warm.getString("temperature"));
        assertFalse(warm.containsKey("isNew"), "he may have come long before he became warm");
    }

    @Test
    void knowsWhoHasBeenHereBefore() {
        assertEquals(false, after("page_view", 31).getBoolean("isNew"));
        assertEquals(false, after("page_view", 0).getBoolean("isNew"), "another visit");
        JsonObject warm = after("add_to_cart", 0);
        assertFalse(warm.containsKey("isNew"), "the page was told before");
    }

    @Test
    void knowsWhoBecameWarmInAnEarlierVisit() {
        assertEquals("warm", after("add_to_cart", 45).getString("temperature"));
        assertEquals(false, after("page_view", 0).getBoolean("isNew"));
    }
}
