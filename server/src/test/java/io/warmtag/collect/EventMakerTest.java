package io.warmtag.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.warmtag.collect.BatchParser.Unreadable;
import io.warmtag.event.Mark;
import io.warmtag.event.NewEvent;
import io.warmtag.event.OrderReport;
import io.warmtag.event.UuidV7;
import io.warmtag.site.Site;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventMakerTest {
    private static final long NOW = 1_795_000_000_000L;
    private static final UUID VISITOR = new UUID(1, 2);
    private static final Sender SENDER = new Sender(VISITOR, false, false, Map.of(), Map.of());
    private static final Site BAKERY = new Site(
            1,
            "WT-BAKERY1",
            "Bakery",
            List.of("bakery.example"),
            Site.Consent.NONE,
            false,
            null,
            "en",
            ZoneId.of("Asia/Dhaka"),
            "BDT",
            400,
            List.of(),
            "token",
            Instant.EPOCH);

    @Test
    void correctsAClockThatIsHoursOff() {
        NewEvent event = only(make(NOW - 3_600_000, NOW - 3_600_000 - 500, "page_view", "{}"));
        assertEquals(NOW - 500, event.time());
        assertEquals("clock_corrected", event.remarks());
    }

    @Test
    void leavesAClockThatIsSecondsOff() {
        NewEvent event = only(make(NOW - 30_000, NOW - 30_500, "page_view", "{}"));
        assertEquals(NOW - 30_500, event.time());
        assertNull(event.remarks());
    }

    @Test
    void bringsAFutureTimeBackToReceived() {
        NewEvent event = only(make(NOW, NOW + 3_600_000, "page_view", "{}"));
        assertEquals(NOW, event.time());
        assertEquals("future", event.remarks());
    }

    @Test
    void keepsAnOldEventWithARemark() {
        NewEvent event = only(make(NOW, NOW - 8 * 86_400_000L, "page_view", "{}"));
        assertEquals(NOW - 8 * 86_400_000L, event.time());
        assertEquals("old", event.remarks());
    }

    @Test
    void remarksAnIdOfAnotherTime() {
        UUID old = UuidV7.create(NOW - 9 * 86_400_000L);
        assertEquals("id_time", only(make(old, NOW, NOW, "page_view", "{}")).remarks());
    }

    @Test
    void countsAPurchaseWithoutANumberAsAnOrderOfItsOwn() {
        NewEvent event = only(make(NOW, NOW, "purchase", "{\"value\":5}"));
        assertEquals(event.id().toString(), order(event).transactionId());
        assertEquals(OrderReport.Stage.PLACED, order(event).stage());
    }

    @Test
    void takesARefundOfEverythingForTheOrdersEndAndOneOfItemsForNone() {
        assertEquals(
                OrderReport.Stage.REFUNDED,
                order(only(make(NOW, NOW, "refund", "{\"transaction_id\":\"T1\"}")))
                        .stage());
        assertNull(only(make(NOW, NOW, "refund", "{\"transaction_id\":\"T1\",\"items\":[{}]}"))
                .order());
    }

    @Test
    void reportsNoOrderOfStaffOrBots() throws Unreadable {
        Batch batch = BatchParser.parse(body(UuidV7.create(NOW), NOW, NOW, "purchase", "{\"transaction_id\":\"T1\"}"));
        var made = new EventMaker(BAKERY, batch, SENDER, true, Mark.STAFF, NOW, "{}");
        assertNull(made.events().get(0).order());
    }

    @Test
    void refusesAnIdThatIsNoUuidV7() throws Unreadable {
        Batch batch =
                BatchParser.parse(body(UUID.fromString("01a200e6-41f3-46e4-8714-a973a84cb692"), NOW, NOW, "a", "{}"));
        var made = new EventMaker(BAKERY, batch, SENDER, true, Mark.PERSON, NOW, "{}");
        assertEquals(0, made.events().size());
        assertEquals("id", made.refused().get(0).why().field());
    }

    private static OrderReport order(NewEvent event) {
        return Objects.requireNonNull(event.order());
    }

    private static NewEvent only(EventMaker made) {
        assertEquals(1, made.events().size());
        return made.events().get(0);
    }

    private static EventMaker make(long sent, long time, String name, String data) {
        return make(UuidV7.create(NOW), sent, time, name, data);
    }

    private static EventMaker make(UUID id, long sent, long time, String name, String data) {
        try {
            Batch batch = BatchParser.parse(body(id, sent, time, name, data));
            return new EventMaker(BAKERY, batch, SENDER, true, Mark.PERSON, NOW, "{}");
        } catch (Unreadable e) {
            throw new AssertionError(e);
        }
    }

    private static String body(UUID id, long sent, long time, String name, @Nullable String data) {
        return "{\"site\":\"WT-BAKERY1\",\"sent\":" + sent + ",\"events\":[{\"id\":\"" + id + "\",\"name\":\"" + name
                + "\",\"time\":" + time + ",\"data\":" + data + "}]}";
    }
}
