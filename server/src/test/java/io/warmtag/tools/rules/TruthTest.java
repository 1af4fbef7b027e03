package io.warmtag.tools.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.warmtag.tools.rules.Story.Happened;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TruthTest {
    private static final long MINUTE = 60_000;

    private final Truth truth = new Truth(Map.of(), true);
    private final Story story = new Story(
            new UUID(1, 2),
            List.of(
                    event(1, "view_item", 10 * MINUTE, "{'value':1290,'items':[{'price':90},{'price':1200}]}"),
                    event(2, "view_item", 12 * MINUTE, "{'value':'10.5','items':[]}")),
            List.of(),
            List.of());

    private static Happened event(int id, String name, long at, String data) {
        return new Happened(new UUID(7, id), name, at, at + 5, data.replace('\'', '"'), "{}");
    }

    private boolean holds(String condition, long now) {
        return truth.holds(new JsonObject(condition.replace('\'', '"')), story, now);
    }

    @Test
    void knowsNothingOfWhatHasNotComeIn() {
        String seen = "{'kind':'event','name':'view_item','least':1}";
        assertFalse(holds(seen, 10 * MINUTE + 4));
        assertTrue(holds(seen, 10 * MINUTE + 5));
    }

    @Test
    void windowsEndAfterTheirLastMillisecond() {
        String twice = "{'kind':'event','name':'view_item','minutes':3,'least':2}";
        assertTrue(holds(twice, 13 * MINUTE - 1));
        assertFalse(holds(twice, 13 * MINUTE));
        var turns = new TreeSet<Long>();
        truth.turns(new JsonObject(twice.replace('\'', '"')), story, turns);
        assertEquals(new TreeSet<>(List.of(13 * MINUTE, 15 * MINUTE)), turns);
    }

    @Test
    void addsUpAndLooksIntoItems() {
        assertTrue(holds(
                "{'kind':'event','name':'view_item','measure':'sum','field':'value','least':1300.5}", 20 * MINUTE));
        assertFalse(
                holds("{'kind':'event','name':'view_item','measure':'sum','field':'value','least':1301}", 20 * MINUTE));
        assertTrue(holds(
                "{'kind':'event','name':'view_item','least':1,'items':[{'path':'price','op':'least','values':['1200']}]}",
                20 * MINUTE));
        assertFalse(holds(
                "{'kind':'event','name':'view_item','least':2,'items':[{'path':'price','op':'exists'}]}", 20 * MINUTE));
    }

    @Test
    void whoHasNoneHasNoLastOne() {
        String away = "{'kind':'event','name':'%s','measure':'last','least':1}";
        assertTrue(holds(away.formatted("view_item"), 13 * MINUTE));
        assertFalse(holds(away.formatted("view_item"), 13 * MINUTE - 1));
        assertFalse(holds(away.formatted("purchase"), 99 * MINUTE));
    }
}
