package io.warmtag.destination.sandbox;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.warmtag.destination.Config;
import io.warmtag.destination.Reply;
import io.warmtag.destination.Request;
import io.warmtag.destination.Sandbox;
import io.warmtag.destination.webhook.Signature;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Stands in for a receiver who checks the signature as Standard Webhooks tells him to. Pure. */
public final class WebhookDouble implements Sandbox {
    private static final long TOLERANCE_S = 300;

    @Override
    public Reply answer(Config config, Request request, Instant now) {
        String id = request.headers().getOrDefault("webhook-id", "");
        String time = request.headers().getOrDefault("webhook-timestamp", "");
        if (id.isEmpty() || !time.matches("\\d{1,12}")) {
            return reply(400, "webhook-id and webhook-timestamp are missing");
        }
        if (Math.abs(now.getEpochSecond() - Long.parseLong(time)) > TOLERANCE_S) {
            return reply(400, "the timestamp is too old");
        }
        String expected = Signature.header(List.of(config.secret("secret")), id, Long.parseLong(time), request.body());
        List<String> sent =
                List.of(request.headers().getOrDefault("webhook-signature", "").split(" "));
        if (!sent.contains(expected)) {
            return reply(401, "no signature fits the secret");
        }
        try {
            return Json.decodeValue(request.body()) == null ? reply(400, "the body is empty") : reply(204, "");
        } catch (DecodeException e) {
            return reply(400, "the body is not JSON");
        }
    }

    private static Reply reply(int status, String text) {
        return new Reply(status, Map.of("content-type", "text/plain"), text);
    }
}
