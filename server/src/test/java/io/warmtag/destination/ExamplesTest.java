package io.warmtag.destination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.destination.Item.Device;
import io.warmtag.destination.Kinds.Kind;
import io.warmtag.people.KnownContact;
import io.warmtag.people.contact.UserData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each kind's examples: what goes in, what leaves, and what answers mean. The built-in double has to take whatever leaves, so
 * that the two know the same rules.
 */
class ExamplesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");
    private static final UUID PERSON = UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e");

    @TestFactory
    Stream<DynamicTest> sendsAndUnderstandsWhatTheExamplesSay() {
        return Kinds.real().all().stream().flatMap(kind -> {
            JsonObject file = read(kind.id());
            Stream<DynamicTest> sent = file.getJsonArray("sent").stream()
                    .map(JsonObject.class::cast)
                    .map(example -> dynamicTest(
                            kind.id() + ": " + example.getString("name"), () -> sends(kind, file, example)));
            Stream<DynamicTest> answered = file.getJsonArray("answered").stream()
                    .map(JsonObject.class::cast)
                    .map(example -> dynamicTest(
                            kind.id() + " answers " + example.getString("name"),
                            () -> understands(kind, file, example)));
            return Stream.concat(sent, answered);
        });
    }

    private static JsonObject read(String kind) {
        try (InputStream in = ExamplesTest.class.getResourceAsStream("/destinations/" + kind + ".json")) {
            assertNotNull(in, kind);
            return new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Config config(JsonObject file, JsonObject example) {
        return new Config(
                texts(file.getJsonObject("values").copy().mergeIn(example.getJsonObject("values", new JsonObject()))),
                texts(file.getJsonObject("secrets").copy().mergeIn(example.getJsonObject("secrets", new JsonObject()))),
                "BDT",
                true);
    }

    private static Map<String, String> texts(JsonObject json) {
        var texts = new TreeMap<String, String>();
        json.forEach(field -> texts.put(field.getKey(), String.valueOf(field.getValue())));
        return texts;
    }

    private static Item item(Kind kind, JsonObject example) {
        JsonObject in = example.getJsonObject("event");
        var event = new Outgoing(
                UUID.fromString(in.getString("id", "019a0000-0000-7000-8000-000000000001")),
                in.getString("name"),
                Instant.parse(in.getString("time", "2026-11-22T05:59:00Z")),
                in.getJsonObject("data", new JsonObject()),
                in.getJsonObject("context", new JsonObject()));
        Mapping usual = TargetSettings.of(kind.destination()).mapping();
        JsonArray device = example.getJsonArray("device");
        return new Item(
                "e:1",
                PERSON,
                usual.name(event.name()),
                event,
                event.data(),
                example.getJsonObject("extra", new JsonObject()),
                device == null ? Optional.empty() : Optional.of(new Device(device.getString(0), device.getString(1))),
                known(example.getJsonObject("known", new JsonObject())));
    }

    private static List<KnownContact> known(JsonObject said) {
        return UserData.read(said.getMap(), "BD").stream()
                .map(value -> new KnownContact(PERSON, value, NOW, NOW, "identify"))
                .toList();
    }

    private static void sends(Kind kind, JsonObject file, JsonObject example) {
        Config config = config(file, example);
        Item item = item(kind, example);
        Optional<Reason> refused = kind.destination().refuses(config, item, NOW);
        assertEquals(example.getString("refused"), refused.map(Reason::code).orElse(null));
        if (refused.isPresent()) {
            return;
        }
        Request request =
                kind.destination().requests(config, List.of(item), NOW).get(0);
        JsonObject expected = example.getJsonObject("request");
        assertEquals(expected.getString("method", Request.POST), request.method());
        assertEquals(expected.getString("url"), request.url());
        assertEquals(expected.getValue("body"), Json.decodeValue(request.body()), request.body());
        texts(expected.getJsonObject("headers", new JsonObject()))
                .forEach((name, value) -> assertEquals(value, request.headers().get(name), name));
        item.device().ifPresent(device -> {
            String kept = new Masking(config.secrets(), kind.destination().unkept()).request(request);
            assertFalse(!device.ip().isEmpty() && kept.contains(device.ip()), kept);
            assertFalse(kept.contains('"' + device.userAgent() + '"'), kept);
        });
        hidden(kind, config, item, request);
        Reply reply = kind.sandbox().answer(config, request, NOW);
        assertEquals(List.of(Outcome.DELIVERED), kind.destination().outcomes(request, reply), reply.body());
    }

    private static void hidden(Kind kind, Config config, Item item, Request request) {
        Set<String> texts = kind.destination().unkept(config, item);
        String kept = new Masking(config.secrets(), kind.destination().unkept())
                .with(texts)
                .request(request);
        texts.forEach(text -> assertFalse(kept.contains(text), kept));
    }

    private static void understands(Kind kind, JsonObject file, JsonObject example) {
        var request = new Request(
                "https://there.example",
                Map.of(),
                "{}",
                Stream.iterate(0, i -> i + 1)
                        .limit(example.getInteger("events", 1))
                        .toList());
        var reply = new Reply(
                example.getInteger("status"),
                texts(example.getJsonObject("headers", new JsonObject())),
                example.getValue("body") instanceof JsonObject body
                        ? body.encode()
                        : String.valueOf(example.getValue("body")));
        List<Outcome> outcomes = kind.destination().outcomes(request, reply);
        assertEquals(request.items().size(), outcomes.size());
        assertEquals(example.getString("means"), outcomes.get(0).getClass().getSimpleName() + text(outcomes.get(0)));
    }

    private static String text(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            return " " + refused.why().code();
        } else if (outcome instanceof Outcome.RefusedTogether refused) {
            return " " + refused.why().code();
        } else if (outcome instanceof Outcome.Stop stop) {
            return " " + stop.why().code();
        } else if (outcome instanceof Outcome.Later later) {
            return " " + later.why().code()
                    + later.after().map(after -> " " + after.toSeconds()).orElse("");
        }
        return "";
    }
}
