package io.warmtag.tools.fuzz;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.tools.Uuid7;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;

/** Bodies of {@code POST /e} and of the API that went wrong in every way that a sender can get them wrong. */
final class BrokenJson {
    private static final List<String> ODD_VALUES = List.of(
            "null",
            "true",
            "-1",
            "0",
            "-0.0",
            "1e400000",
            "-1e-400000",
            "9223372036854775808",
            "1" + "0".repeat(5_000),
            "0.1" + "0".repeat(5_000) + "1",
            "\"\"",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\u202e\\ufeff\"",
            "\"<script>alert(1)</script>\"",
            "\"' or 1=1 --\"",
            "\"" + "x".repeat(20_000) + "\"",
            "\"ক\u0001\"",
            "{}",
            "[]",
            "[[],[[]]]",
            "{\"\":{\"\":\"\"}}",
            "NaN",
            "Infinity",
            "undefined",
            "'x'",
            "0x10",
            "01",
            "1.",
            "\"2026-13-45T99:99:99Z\"",
            "\"../../etc/passwd\"",
            "\"WT-0000000\"",
            "99999999999999",
            "-62135596800001");
    private static final List<byte[]> ODD_BYTES = List.of(
            bytes(0xC0, 0xAF),
            bytes(0xFF),
            bytes(0xED, 0xA0, 0x80),
            bytes(0xF4, 0x90, 0x80, 0x80),
            bytes(0xEF, 0xBB, 0xBF),
            bytes(0),
            bytes(0xE0, 0xA6),
            bytes(0x80),
            bytes(0x7F),
            bytes('"'),
            bytes('{'),
            bytes(']'),
            bytes('\\'));
    private static final int DEEPEST = 60_000;
    private static final List<String> TWICE = List.of(
            "\"data\":{\"email\":\"a@example.com\",\"x\":1}",
            "\"data\":{\"user_data\":{\"phone_number\":\"01913557799\"},\"transaction_id\":\"T\",\"items\":[1]}",
            "\"data\":5",
            "\"id\":null",
            "\"events\":[{\"name\":\"x\"}]",
            "\"site\":{}");

    private final String site;
    private final RandomGenerator random;

    BrokenJson(String site, RandomGenerator random) {
        this.site = site;
        this.random = random;
    }

    byte[] body() {
        return switch (random.nextInt(10)) {
            case 0 -> valid(1 + random.nextInt(3)).encode().getBytes(StandardCharsets.UTF_8);
            case 1, 2, 3 -> oddValue().getBytes(StandardCharsets.UTF_8);
            case 4, 5 -> bitten(valid(1).encode().getBytes(StandardCharsets.UTF_8));
            case 6 -> deep().getBytes(StandardCharsets.UTF_8);
            case 7 -> tooMuch().getBytes(StandardCharsets.UTF_8);
            case 8 -> twice().getBytes(StandardCharsets.UTF_8);
            default -> noise();
        };
    }

    /** A member that comes twice, with something else before. */
    private String twice() {
        String before = TWICE.get(random.nextInt(TWICE.size()));
        String member = before.substring(0, before.indexOf(':') + 1);
        return valid(1).encode().replaceFirst(member, Matcher.quoteReplacement(before + "," + member));
    }

    private JsonObject valid(int count) {
        var events = new JsonArray();
        long now = System.currentTimeMillis();
        for (int i = 0; i < count; i++) {
            var item = new JsonObject()
                    .put("item_id", "clay-teapot")
                    .put("price", 650)
                    .put("quantity", 1);
            events.add(new JsonObject()
                    .put("id", Uuid7.of(now, random).toString())
                    .put("name", "add_to_cart")
                    .put("time", now)
                    .put(
                            "data",
                            new JsonObject()
                                    .put("currency", "BDT")
                                    .put("value", 650)
                                    .put("items", new JsonArray().add(item))));
        }
        var context = new JsonObject()
                .put("url", "http://127.0.0.1/demo/?utm_source=fuzz")
                .put("referrer", "")
                .put("title", "মাটির চায়ের কেটলি")
                .put("language", "bn-BD")
                .put("screen", "390x844")
                .put("consent", new JsonObject().put("analytics_storage", "granted"));
        return new JsonObject()
                .put("site", site)
                .put("sent", now)
                .put("context", context)
                .put("want", new JsonArray().add("temperature"))
                .put("events", events);
    }

    /** A valid body in which one to three values, wherever they stand, are replaced; sometimes a key appears twice. */
    private String oddValue() {
        String body = valid(1).encode();
        for (int i = 0; i <= random.nextInt(3); i++) {
            List<Integer> colons = places(body, ':');
            int from = colons.get(random.nextInt(colons.size())) + 1;
            body = body.substring(0, from) + any(ODD_VALUES) + body.substring(endOfValue(body, from));
        }
        return random.nextInt(10) == 0 ? "{\"site\":1,\"events\":{}," + body.substring(1) : body;
    }

    private static List<Integer> places(String text, char wanted) {
        var places = new ArrayList<Integer>();
        for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
            places.add(at);
        }
        return places;
    }

    /** Of a simple value its end; of a nested one its beginning, so that two values stand side by side. */
    private static int endOfValue(String text, int from) {
        int end = from;
        while (end < text.length() && ",}]{[".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private byte[] bitten(byte[] valid) {
        byte[] body = valid;
        for (int i = 0; i <= random.nextInt(4); i++) {
            int at = random.nextInt(body.length);
            int to = Math.min(body.length, at + random.nextInt(20));
            body = join(slice(body, 0, at), any(ODD_BYTES), slice(body, to, body.length));
        }
        return body;
    }

    private String deep() {
        int depth = 1 + random.nextInt(DEEPEST);
        String open = random.nextBoolean() ? "[" : "{\"a\":";
        String nested = open.repeat(depth / open.length()) + (random.nextBoolean() ? "1" : "");
        String body = valid(1).encode();
        return random.nextBoolean() ? nested : body.replace("\"value\":650", "\"value\":" + nested);
    }

    private String tooMuch() {
        return switch (random.nextInt(3)) {
            case 0 -> valid(99 + random.nextInt(4)).encode();
            case 1 ->
                valid(1).put("more", "ক".repeat(21_000 + random.nextInt(2_000))).encode();
            default -> {
                var wide = new JsonObject();
                for (int i = 0; i < 3_000; i++) {
                    wide.put("k" + i, i);
                }
                JsonObject body = valid(1);
                body.getJsonArray("events").getJsonObject(0).put("data", wide);
                yield body.encode();
            }
        };
    }

    private byte[] noise() {
        byte[] body = new byte[random.nextInt(2_000)];
        random.nextBytes(body);
        return body;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] slice(byte[] of, int from, int to) {
        return Arrays.copyOfRange(of, from, to);
    }

    static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
