package io.warmtag.tools.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** That what must not be would be seen. */
class ServedTest {
    private static String script(int settings, int html, int code, boolean image) {
        return "p={" + (image ? "\"tag.custom_image\":1," : "") + "code:['mark-" + code
                + "-']};({\"site\":\"WT-7K2M9QX\",\"version\":" + settings + ",\"html\":\"mark-" + html + "-\"})";
    }

    @Test
    void seesAScriptOfTwoVersions() {
        assertEquals(Optional.empty(), Marked.mixture(script(3, 3, 3, false)));
        assertEquals(Optional.empty(), Marked.mixture(script(4, 4, 4, true)));
        assertEquals(Optional.of("version 3 with mark-4-"), Marked.mixture(script(3, 4, 3, false)));
        assertEquals(Optional.of("version 3 with mark-2-"), Marked.mixture(script(3, 3, 2, false)));
        assertEquals(Optional.of("version 4 without the image's part"), Marked.mixture(script(4, 4, 4, false)));
        assertEquals(
                Optional.of("version 3 with 0 marks"), Marked.mixture("({\"site\":\"WT-7K2M9QX\",\"version\":3})"));
    }

    @Test
    void seesANodeThatGoesBackAndOneThatBreaksItsWord() {
        var served = new Served(2, 3);
        served.got(0, 2, "b", served.atLeast(0), 10);
        served.got(0, 1, "a", 2, 20);
        served.promise(1, 2);
        served.got(1, 1, "a", served.atLeast(1), 30);
        assertEquals(List.of("node 0 served version 1 after 2", "node 1 served version 1 after 2"), served.faults());
        served.got(1, 1, "a", 0, 40);
        assertEquals(2, served.wrong(), "asked before: both versions are right");
    }

    @Test
    void seesTwoBodiesOfOneVersion() {
        var served = new Served(2, 1);
        served.got(0, 1, "one", 0, 10);
        served.got(1, 1, "other", 0, 20);
        assertEquals(List.of("two bodies of version 1"), served.faults());
    }

    @Test
    void countsUntilTheLastNodeHasIt() throws InterruptedException {
        var served = new Served(2, 2);
        served.got(0, 1, "a", 0, 10);
        served.got(0, 2, "b", 0, 20);
        assertFalse(served.awaitEverywhere(2, 1));
        served.got(1, 2, "b", 0, 50);
        assertTrue(served.awaitEverywhere(2, 1));
        assertEquals(50, served.everywhereAt(1), "a newer one will do");
        assertEquals(50, served.everywhereAt(2));
    }
}
