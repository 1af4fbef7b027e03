package io.warmtag.destination.sandbox;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.destination.Config;
import io.warmtag.destination.Reply;
import io.warmtag.destination.Request;
import io.warmtag.destination.Sandbox;
import java.time.Instant;
import java.util.Map;

/** Stands in for the Measurement Protocol, and says what its debug address would: the real one takes everything. Pure. */
public final class Ga4Double implements Sandbox {
    private static final long OLDEST_MICROS = 72L * 3_600 * 1_000_000;

    @Override
    public Reply answer(Config config, Request request, Instant now) {
        var messages = new JsonArray();
        if (!request.url().matches(".*/mp/collect\\?measurement_id=G-[A-Z0-9]+&api_secret=.+")) {
            complain(messages, "measurement_id", "VALUE_REQUIRED", "measurement_id and api_secret are required.");
        }
        try {
            check(new JsonObject(request.body()), now, messages);
        } catch (DecodeException | ClassCastException e) {
            complain(messages, "", "VALUE_INVALID", "The body could not be read.");
        }
        return new Reply(
                200,
                Map.of("content-type", "application/json"),
                new JsonObject().put("validationMessages", messages).encode());
    }

    private static void check(JsonObject body, Instant now, JsonArray messages) {
        if (body.getString("client_id", "").isEmpty()) {
            complain(messages, "client_id", "VALUE_REQUIRED", "client_id is required.");
        }
        if (body.getString("user_id", "id").isEmpty()
                || body.getString("user_id", "").length() > 256) {
            complain(messages, "user_id", "VALUE_OUT_OF_BOUNDS", "A user_id has 1 to 256 characters.");
        }
        if (body.getString("user_id", "").contains("@")) {
            complain(messages, "user_id", "VALUE_INVALID", "A user_id must not be what a person can be told by.");
        }
        long micros = body.getLong("timestamp_micros", now.getEpochSecond() * 1_000_000);
        if (micros < now.getEpochSecond() * 1_000_000 - OLDEST_MICROS) {
            complain(messages, "timestamp_micros", "VALUE_OUT_OF_BOUNDS", "Events go back 72 hours at most.");
        }
        JsonArray events = body.getJsonArray("events", new JsonArray());
        if (events.isEmpty() || events.size() > 25) {
            complain(messages, "events", "VALUE_OUT_OF_BOUNDS", "A request has 1 to 25 events.");
        }
        for (int i = 0; i < events.size(); i++) {
            event(events.getJsonObject(i), "events[" + i + "]", messages);
        }
    }

    private static void event(JsonObject event, String place, JsonArray messages) {
        String name = event.getString("name", "");
        if (!name.matches("[A-Za-z]\\w{0,39}")) {
            complain(
                    messages,
                    place + ".name",
                    "NAME_INVALID",
                    "Event names have 1 to 40 letters, digits and _: " + name);
        }
        if (name.matches("(google_|ga_|firebase_).*")) {
            complain(messages, place + ".name", "NAME_RESERVED", "This name is reserved: " + name);
        }
        JsonObject params = event.getJsonObject("params", new JsonObject());
        if (params.size() > 25) {
            complain(messages, place + ".params", "EXCEEDED_MAX_ENTITIES", "An event has 25 parameters at most.");
        }
        params.forEach(param -> {
            if (param.getValue() instanceof JsonObject || !param.getKey().matches("[A-Za-z]\\w{0,39}")) {
                complain(messages, place + ".params." + param.getKey(), "VALUE_INVALID", "Not a parameter.");
            }
        });
        if (!String.valueOf(params.getValue("session_id", "1")).matches("\\d+")) {
            complain(messages, place + ".params.session_id", "VALUE_INVALID", "session_id is a number.");
        }
        boolean money = name.equals("purchase");
        if (money && !(params.getValue("currency") instanceof String)) {
            complain(messages, place + ".params.currency", "VALUE_REQUIRED", "purchase needs currency with its value.");
        }
        if (money && params.getString("transaction_id", "").isEmpty()) {
            complain(messages, place + ".params.transaction_id", "VALUE_REQUIRED", "purchase needs transaction_id.");
        }
    }

    private static void complain(JsonArray messages, String field, String code, String text) {
        messages.add(new JsonObject()
                .put("fieldPath", field)
                .put("description", text)
                .put("validationCode", code));
    }
}
