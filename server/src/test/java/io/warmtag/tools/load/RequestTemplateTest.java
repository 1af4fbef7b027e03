package io.warmtag.tools.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.vertx.core.json.JsonObject;
import io.warmtag.tools.Target;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestTemplateTest {
    private static final long NOW = 1_763_760_000_123L;
    private static final byte[] VISITOR = "AAAAAAAAAAAAAAAAAAAAAA".getBytes(StandardCharsets.US_ASCII);

    private final Random random = new Random(1);
    private final RequestTemplate template = RequestTemplate.post(
            new Target("127.0.0.1", 8080, "/w"),
            "/e",
            List.of("Cookie: _wt=" + RequestTemplate.VISITOR),
            "{\"id\":\"" + RequestTemplate.ID + "\",\"time\":" + RequestTemplate.TIME + ",\"title\":\"শাড়ি\"}");

    private String render() {
        return template.render(NOW, VISITOR, random).toString(StandardCharsets.UTF_8);
    }

    private JsonObject body(String request) {
        return new JsonObject(request.substring(request.indexOf("\r\n\r\n") + 4));
    }

    @Test
    void writesIdTimeAndVisitorIntoTheRequest() {
        String request = render();
        JsonObject body = body(request);

        assertEquals("POST /w/e HTTP/1.1", request.lines().findFirst().orElseThrow());
        assertEquals(NOW, body.getLong("time"));
        assertEquals(NOW, UUID.fromString(body.getString("id")).getMostSignificantBits() >>> 16);
        assertEquals("শাড়ি", body.getString("title"));
        assertEquals(true, request.contains("\r\nCookie: _wt=AAAAAAAAAAAAAAAAAAAAAA\r\n"));
    }

    @Test
    void everyRequestHasAFreshId() {
        assertNotEquals(body(render()).getString("id"), body(render()).getString("id"));
    }

    @Test
    void lengthIsInBytes() {
        String request = render();
        int length = Integer.parseInt(request.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));

        assertEquals(body(request).encode().getBytes(StandardCharsets.UTF_8).length, length);
    }
}
