package io.warmtag.destination;

import io.vertx.core.json.JsonObject;
import io.warmtag.people.KnownContact;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An event with the other side's name, ready to be written in its form.
 *
 * @param key of the delivery, the same at each attempt
 * @param name theirs
 * @param data what the event says, as far as the mapping lets it leave
 * @param extra fields that the mapping adds, by their names there
 * @param device address and browser of the visitor, where they are known and he agreed
 * @param contacts what he is known to be called, where he let it be used
 */
public record Item(
        String key,
        UUID person,
        String name,
        Outgoing event,
        JsonObject data,
        JsonObject extra,
        Optional<Device> device,
        List<KnownContact> contacts) {

    /** What ad networks find people by; never stored in clear. */
    public record Device(String ip, String userAgent) {
        @Override
        public String toString() {
            return "Device";
        }
    }
}
