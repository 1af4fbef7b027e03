package io.warmtag.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.collect.BatchParser.Unreadable;
import io.warmtag.event.Refusal;
import io.warmtag.event.RefusalCode;
import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class BatchParserTest {
    @Test
    void readsWhatTheContractShows() throws Unreadable {
        Batch batch = BatchParser.parse("""
                {"site":"WT-7K2M9QX", "sent":1763760000123, "want":["temperature"], "later":{"x":[1]},
                 "context":{"url":"https://shop.example/p?utm_source=fb","language":"bn-BD","screen":"390x844",
                            "consent":{"ad_storage":"granted","analytics_storage":"denied","odd":"maybe"}},
                 "events":[{"id":"01a200e6-41f3-76e4-8714-a973a84cb692","name":"purchase","time":1763760000100,
                            "data":{"currency":"bdt","value":1290.5,"transaction_id":"T-1","items":[{"price":1290}]}}]}""");
        assertEquals("WT-7K2M9QX", batch.site());
        assertEquals(1763760000123L, batch.sent());
        assertTrue(batch.wantsTemperature());
        assertTrue(batch.context().grants("ad_storage"));
        assertTrue(batch.context().denies("analytics_storage"));
        assertEquals(2, batch.context().consent().size());
        Batch.Item event = batch.events().get(0);
        assertNull(event.mistake());
        assertEquals("purchase", event.name());
        assertEquals("T-1", event.transactionId());
        assertEquals(new BigDecimal("1290.5"), event.value());
        assertEquals("BDT", event.currency());
        assertTrue(event.hasItems());
        assertEquals(
                "{\"currency\":\"bdt\",\"value\":1290.5,\"transaction_id\":\"T-1\",\"items\":[{\"price\":1290}]}",
                event.data());
    }

    @Test
    void takesTheNeighboursOfAMistake() throws Unreadable {
        Batch batch = BatchParser.parse(
                "{\"site\":\"s\",\"events\":[{\"id\":7,\"name\":\"a\"},{\"id\":\"x\",\"name\":\"b\"},5,{\"name\":\"c\"}]}");
        assertEquals("id", assertNotNull2(batch.events().get(0)).field());
        assertNull(batch.events().get(1).mistake());
        assertEquals("event", assertNotNull2(batch.events().get(2)).field());
        assertEquals("id", assertNotNull2(batch.events().get(3)).field());
    }

    @Test
    void whatIsTooDeepOrTooLongInOneEventIsNotItsNeighboursMistake() throws Unreadable {
        String deep = "[".repeat(60) + "]".repeat(60);
        String longNumber = "9".repeat(300);
        Batch batch = BatchParser.parse("{\"site\":\"s\",\"later\":" + longNumber
                + ",\"events\":[{\"id\":\"x\",\"name\":\"a\",\"data\":{\"d\":"
                + deep + "}},{\"id\":\"x\",\"name\":\"b\",\"data\":{\"n\":" + longNumber
                + "}},{\"id\":\"x\",\"name\":\"c\",\"time\":" + longNumber + "},{\"id\":\"x\",\"name\":\"d\"}]}");
        assertEquals(
                Refusal.of("data", RefusalCode.DATA_DEPTH, 30),
                batch.events().get(0).mistake());
        assertEquals(
                Refusal.of("data", RefusalCode.DATA_NUMBER),
                batch.events().get(1).mistake());
        assertEquals(
                Refusal.of("time", RefusalCode.TIME_FORM), batch.events().get(2).mistake());
        assertNull(batch.events().get(3).mistake());
    }

    @Test
    void ofDataThatIsSentTwiceTheLastCounts() throws Unreadable {
        Batch batch = BatchParser.parse(
                "{\"site\":\"s\",\"events\":[{\"id\":\"x\",\"name\":\"a\",\"data\":{\"email\":\"a@example.com\","
                        + "\"transaction_id\":\"T-1\",\"items\":[1]},\"data\":{\"x\":1}}]}");
        Batch.Item event = batch.events().get(0);
        assertEquals("{\"x\":1}", event.data());
        assertNull(event.apart());
        assertNull(event.transactionId());
        assertTrue(!event.hasItems());
        assertTrue(!event.json().cut().contains("a@example.com"), "nothing private in what is kept of it");
    }

    @Test
    void saysWhatIsWrongByCodeAndWithItsBound() throws Unreadable {
        String longName = "a".repeat(101);
        Batch batch = BatchParser.parse(
                "{\"site\":\"s\",\"events\":[{\"id\":7,\"name\":\"a\"},{\"id\":\"x\",\"name\":\"" + longName + "\"}]}");
        assertEquals(
                Refusal.of("id", RefusalCode.TEXT_FORM),
                assertNotNull2(batch.events().get(0)));
        assertEquals(
                Refusal.of("name", RefusalCode.TEXT_LENGTH, 100),
                assertNotNull2(batch.events().get(1)));
    }

    @Test
    void refusesNumbersThatTheDatabaseCanNotHold() throws Unreadable {
        Batch batch = BatchParser.parse(
                "{\"site\":\"s\",\"events\":[{\"id\":\"x\",\"name\":\"a\",\"data\":{\"v\":1e400000}}]}");
        assertEquals("data", assertNotNull2(batch.events().get(0)).field());
    }

    @Test
    void namesWhatIsMissing() {
        assertEquals(400, status("{}"));
        assertEquals(400, status("{\"site\":\"s\"}"));
        assertEquals(400, status("[]"));
        assertEquals(400, status(""));
        assertEquals(400, status("{\"site\":\"s\",\"events\":[]} trailing"));
        assertEquals(400, status("{\"site\":\"s\",\"events\":[" + "[".repeat(100)));
    }

    @Test
    void refusesMoreThanAHundredEvents() {
        String event = "{\"id\":\"x\",\"name\":\"a\"}";
        assertEquals(413, status("{\"site\":\"s\",\"events\":[" + (event + ",").repeat(100) + event + "]}"));
    }

    @Property(tries = 2000)
    void neverThrowsAnythingElse(@ForAll String text) {
        for (String body : new String[] {
            text, "{\"site\":" + text + "}", "{\"site\":\"s\",\"events\":[{\"data\":{\"a\":" + text + "}}]}"
        }) {
            try {
                assertNotNull(BatchParser.parse(body));
            } catch (Unreadable e) {
                assertTrue(e.status() == 400 || e.status() == 413);
            }
        }
    }

    private static int status(String body) {
        return assertThrows(Unreadable.class, () -> assertNotNull(BatchParser.parse(body)))
                .status();
    }

    private static Refusal assertNotNull2(Batch.Item item) {
        assertNotNull(item.mistake());
        return java.util.Objects.requireNonNull(item.mistake());
    }
}
