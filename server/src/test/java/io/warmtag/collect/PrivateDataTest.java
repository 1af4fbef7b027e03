package io.warmtag.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.collect.BatchParser.Unreadable;
import io.warmtag.event.Mark;
import io.warmtag.event.UuidV7;
import io.warmtag.people.contact.UserData;
import io.warmtag.site.Site;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** E-mail addresses and phone numbers never stay in the data of an event. */
class PrivateDataTest {
    private static final long NOW = 1_795_000_000_000L;
    private static final UUID VISITOR = new UUID(1, 2);
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
    void takesOutWhatIsPrivateWhereverItStands() throws Unreadable {
        assertData("{}", "{\"email\":\"a@example.com\"}");
        assertData("{}", "{ \"email\" : \"a@example.com\" , \"phone\":1913557799}");
        assertData("{\"a\":1}", "{\"a\":1,\"user_data\":{\"email\":[\"a@example.com\"],\"x\":{\"y\":[1,{}]}}}");
        assertData(
                "{\"a\":1,\"b\":{\"email\":\"in the shop's own object\"}}",
                "{\"user_id\":\"u\",\"a\":1,\"phone_number\":null,\"b\":{\"email\":\"in the shop's own object\"}}");
        assertData("{\"a\":\"}\\\",\"}", "{\"\\u0065mail\":\"x,\\\"}\",\"a\":\"}\\\",\"}");
    }

    @Test
    void takesItOutOfARejectedEventToo() throws Unreadable {
        Batch.Item item = item("{\"email\":\"a@example.com\",\"x\":1}", "no id");
        assertFalse(item.json().cut().contains("example.com"), item.json().cut());
        assertEquals(1, new JsonObject(item.json().cut()).getJsonObject("data").getInteger("x"));
    }

    @Test
    void leavesOtherDataAsItIs() throws Unreadable {
        Batch.Item item = item("{ \"a\" : 1 }", "7");
        assertEquals("{ \"a\" : 1 }", item.data());
        assertNull(item.apart());
    }

    @Test
    void findsItBehindMuchOtherText() throws Unreadable {
        String long_ = "\"long\":\"" + "ক".repeat(15_000) + "\",\"x\":\"" + "y".repeat(30_000) + "\"";
        assertData("{" + long_ + "}", "{" + long_ + ",\"email\":\"a@example.com\"}");
    }

    @Property(tries = 200)
    void whatIsLeftIsTheRest(@ForAll long seed) throws Unreadable {
        var random = new Random(seed);
        List<String> names =
                new ArrayList<>(List.of("email", "phone", "user_data", "user_id", "value", "items", "note", "n"));
        Collections.shuffle(names, random);
        var whole = new JsonObject();
        names.subList(0, random.nextInt(names.size() + 1))
                .forEach(name -> whole.put(
                        name,
                        random.nextBoolean()
                                ? name + "\",}{ @example.com"
                                : new JsonObject().put("email", new JsonArray().add("b@example.com"))));
        var rest = whole.copy();
        whole.fieldNames().stream().filter(UserData::isPrivate).forEach(rest::remove);
        String text = random.nextBoolean() ? whole.encode() : whole.encodePrettily();
        Batch.Item item = item(text, "7");
        assertEquals(rest, new JsonObject(item.data()));
        assertEquals(
                whole.size() - rest.size(),
                item.apart() == null ? 0 : item.apart().sent().size());
    }

    @Test
    void hearsOfAVisitorWhatHeLetBeUsed() throws Unreadable {
        EventMaker made = make(new Sender(VISITOR, false, false, Map.of(), Map.of()), true);
        assertEquals(1, made.heard().size());
        assertEquals(VISITOR, made.heard().get(0).visitor());
        assertEquals("+8801913557799", made.heard().get(0).values().get(0).text());
        assertNull(made.events().get(0).remarks());
    }

    @Test
    void hearsNothingWithoutConsentAndSaysSo() throws Unreadable {
        EventMaker made = make(new Sender(VISITOR, false, false, Map.of(), Map.of()), false);
        assertEquals(0, made.heard().size());
        assertEquals("contact_dropped", made.events().get(0).remarks());
        assertEquals("{}", made.events().get(0).data());
    }

    @Test
    void hearsWhatALeadLetBeUsedByAConsentOfItsOwn() throws Unreadable {
        var visitor = new Sender(VISITOR, false, false, Map.of(), Map.of());
        String agreed = "{\"phone\":\"01913557799\",\"contact_consent\":\"You may call me.\"}";
        EventMaker made = make(visitor, false, agreed);
        assertEquals("+8801913557799", made.heard().get(0).values().get(0).text());
        assertNull(made.events().get(0).remarks());
        assertEquals(
                0,
                make(visitor, false, agreed.replace("You may call me.", ""))
                        .heard()
                        .size());
        assertEquals(0, make(Sender.NOBODY, false, agreed).heard().size());
    }

    @Test
    void hearsNothingOfNobody() throws Unreadable {
        assertEquals(0, make(Sender.NOBODY, true).heard().size());
    }

    private static EventMaker make(Sender sender, boolean learns) throws Unreadable {
        return make(sender, learns, "{\"phone\":\"01913557799\"}");
    }

    private static EventMaker make(Sender sender, boolean learns, String data) throws Unreadable {
        Batch batch = batch(data, "\"" + UuidV7.create(NOW) + "\"");
        return new EventMaker(BAKERY, batch, sender, learns, Mark.PERSON, NOW, "{}");
    }

    private static void assertData(String left, String sent) throws Unreadable {
        Batch.Item item = item(sent, "7");
        assertEquals(left.replace(" ", ""), item.data().replace(" ", ""));
        assertNotNull(item.apart());
        assertEquals(sent, item.apart().data());
    }

    private static Batch.Item item(String data, String id) throws Unreadable {
        return batch(data, id.equals("7") ? "7" : "\"" + id + "\"").events().get(0);
    }

    private static Batch batch(String data, String id) throws Unreadable {
        return BatchParser.parse(
                "{\"site\":\"s\",\"events\":[{\"name\":\"generate_lead\",\"data\":" + data + ",\"id\":" + id + "}]}");
    }
}
