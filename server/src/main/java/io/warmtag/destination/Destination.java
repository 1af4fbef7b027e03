package io.warmtag.destination;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One kind of place outside that takes events: pure, a new one is one class, its double and a line in {@link Kinds}. The
 * engine around it owns HTTP, retries, limits and secrets.
 */
public interface Destination {
    /** As stored and as in message keys. */
    String kind();

    List<Setting> settings();

    Defaults defaults();

    /** Cookies of its own scripts: their values are stored with events, by the cookie's name without the underscore. */
    default List<String> cookies(TargetSettings settings) {
        return defaults().cookies();
    }

    /** What is wrong with a setting beyond its form. */
    default Optional<SettingsJson.Problem> wrong(Map<String, String> values) {
        return Optional.empty();
    }

    /** Whether it is told what visitors are called. */
    default boolean needsContacts() {
        return defaults().needsDevice();
    }

    /** Whether an event can't be sent at all; asked before it comes into a request, because one spoils a batch. */
    Optional<Reason> refuses(Config config, Item item, Instant now);

    /** Names of fields in its requests and answers that are neither kept nor shown: they are of a person, in clear. */
    default Set<String> unkept() {
        return Set.of();
    }

    /** Every item is in exactly one of the requests. */
    List<Request> requests(Config config, List<Item> items, Instant now);

    /** One outcome for each item of the request, in its order. */
    List<Outcome> outcomes(Request request, Reply reply);
}
