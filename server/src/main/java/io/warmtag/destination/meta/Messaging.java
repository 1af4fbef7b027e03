package io.warmtag.destination.meta;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A person of an inbox, as business messaging events name him: never hashed, and by other ids on each channel. Pure.
 *
 * @param channel messenger, whatsapp or instagram
 * @param user his part of {@code user_data}
 */
record Messaging(String channel, JsonObject user) {
    /** Fields of an event's data that say who it was; they are no {@code custom_data}. */
    static final List<String> NAMES =
            List.of("messaging_channel", "page_id", "page_scoped_user_id", "ctwa_clid", "ig_account_id", "ig_sid");

    /** Those without which nobody is named, by channel, in the order in which a channel is told by them. */
    private static final List<Map.Entry<String, List<String>>> NEEDED = List.of(
            Map.entry("messenger", List.of("page_id", "page_scoped_user_id")),
            Map.entry("whatsapp", List.of("page_id", "ctwa_clid")),
            Map.entry("instagram", List.of("ig_account_id", "ig_sid")));

    /** Whether an event is of an inbox: it says so, or has an id that only inboxes have. */
    static boolean isIn(JsonObject data) {
        return data.containsKey("messaging_channel")
                || data.containsKey("page_scoped_user_id")
                || data.containsKey("ctwa_clid")
                || data.containsKey("ig_sid");
    }

    /** Empty when an id is missing. */
    static Optional<Messaging> of(JsonObject data) {
        String said = String.valueOf(data.getValue("messaging_channel", ""));
        return NEEDED.stream()
                .filter(channel -> said.isEmpty() || channel.getKey().equals(said))
                .filter(channel -> channel.getValue().stream().allMatch(name -> isThere(data, name)))
                .findFirst()
                .map(channel -> new Messaging(channel.getKey(), user(data, channel.getValue())));
    }

    private static boolean isThere(JsonObject data, String name) {
        return data.getValue(name) != null
                && !String.valueOf(data.getValue(name)).isBlank();
    }

    private static JsonObject user(JsonObject data, List<String> names) {
        var user = new JsonObject();
        names.forEach(name -> user.put(name, String.valueOf(data.getValue(name))));
        return user;
    }
}
