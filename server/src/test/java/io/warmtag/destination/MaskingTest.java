package io.warmtag.destination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** However the other side spells a secret in its answer, it is not kept. */
class MaskingTest {
    private static final String SECRET = "a\"b\\c/d+e f&g=<h>'i'";

    private final Masking masking = new Masking(Map.of("authorization", SECRET), Set.of());

    private String kept(String answer) {
        return masking.answer(new Reply(400, Map.of(), answer));
    }

    @Test
    void knowsASecretInEverySpelling() {
        String json = new JsonObject().put("you_sent", SECRET).encode();
        String base64 = Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));
        for (String spelled : List.of(
                SECRET,
                json,
                new JsonObject().put("body", json).encode(),
                new JsonObject()
                        .put("body", new JsonObject().put("body", json).encode())
                        .encode(),
                // As PHP writes it, and as those who escape whatever they can.
                json.replace("/", "\\/"),
                json.replace("\\\"", "\\u0022").replace("&", "\\u0026").replace("<", "\\u003C"),
                URLEncoder.encode(SECRET, StandardCharsets.UTF_8),
                URLEncoder.encode(SECRET, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("%2F", "%2f"),
                URLEncoder.encode(URLEncoder.encode(SECRET, StandardCharsets.UTF_8), StandardCharsets.UTF_8),
                SECRET.replace("&", "&amp;")
                        .replace("\"", "&quot;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;"),
                base64,
                base64.replace("=", ""),
                URLEncoder.encode(base64, StandardCharsets.UTF_8))) {
            String kept = kept("no: " + spelled + " .");
            assertTrue(kept.contains(Masking.MASK), spelled);
            for (String piece : List.of("d+e", "f&g", "h>", "d%2", "IkJ")) {
                assertFalse(kept.contains(piece), spelled + " became " + kept);
            }
            assertTrue(kept.startsWith("no: ") && kept.endsWith(" ."), kept);
        }
    }

    @Test
    void hidesWhatFollowsTheSchemeAlone() {
        var bearer = new Masking(Map.of("authorization", "Bearer abcdef0123456789"), Set.of());
        assertEquals(
                "unknown token " + Masking.MASK,
                bearer.answer(new Reply(401, Map.of(), "unknown token abcdef0123456789")));
    }

    @Test
    void hidesFieldsThatAreEchoedWithSpacesOrAsText() {
        var fields = new Masking(Map.of(), Set.of("client_user_agent"));
        var sent = new JsonObject()
                .put("client_user_agent", "Mozilla \"K\\Pixel\"")
                .put("n", 1);
        for (String echo : List.of(
                sent.encode(),
                sent.encodePrettily(),
                new JsonObject().put("got", sent.encode()).encode(),
                new JsonObject().put("got", sent.encodePrettily()).encode())) {
            String kept = fields.answer(new Reply(400, Map.of(), echo));
            assertFalse(kept.contains("Mozilla") || kept.contains("Pixel"), kept);
            assertTrue(kept.contains(Masking.MASK) && kept.contains("n"), kept);
        }
        assertFalse(fields.answer(new Reply(400, Map.of(), sent.encode())).contains("K"), sent.encode());
    }

    @Test
    void hidesPersonsByWhatTheyAreCalled() {
        Masking ofOne = masking.with(List.of("rahim@example.com", "1712345678", "রহিম", "al"));
        var answer =
                "Rahim@Example.com, rahim%40example.com, +8801712345678, \\u09b0\\u09B9\\u09bf\\u09ae রহিম, al, also";
        String kept = ofOne.answer(new Reply(400, Map.of(), answer));
        String m = Masking.MASK;
        assertEquals(m + ", " + m + ", +880" + m + ", " + m + " " + m + ", " + m + ", also", kept);
    }
}
