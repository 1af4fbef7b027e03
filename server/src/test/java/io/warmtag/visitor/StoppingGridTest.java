package io.warmtag.visitor;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.core.HazelcastInstanceNotActiveException;
import io.warmtag.testkit.Shop;
import io.warmtag.visitor.Applies.Share;
import io.warmtag.visitor.model.PersonEvent;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The grid stops before all that is under way has reached it. */
class StoppingGridTest {
    private static final UUID RINA = new UUID(7, 7);

    @Test
    void whatCannotBeBroughtInAnyMoreWaitsAsIfItHadGotNoAnswer() throws Exception {
        try (var all = new TestPersons()) {
            Persons persons = all.persons();
            int site = all.world().bakery().id();
            all.member().shutdown();
            for (Map<PersonKey, Share> shares : List.of(
                    Map.of(new PersonKey(site, RINA), share()),
                    Map.of(new PersonKey(site, RINA), share(), new PersonKey(site, new UUID(8, 8)), share()))) {
                persons.apply(shares);
            }
            persons.advance(new PersonKey(site, RINA), 0, () -> {});
            Shop.until("all of them are to be folded", () -> persons.backlog() == 4);
            var reading = persons.reading(site, RINA);
            Shop.until("a question is answered", reading::isComplete);
            assertTrue(reading.cause() instanceof HazelcastInstanceNotActiveException, String.valueOf(reading.cause()));
        }
    }

    private Share share() {
        var share = new Share();
        share.events.add(new PersonEvent(UUID.randomUUID(), "page_view", System.currentTimeMillis()));
        return share;
    }
}
