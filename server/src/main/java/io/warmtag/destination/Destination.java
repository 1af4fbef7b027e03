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

    /**
     * Whether it is told what visitors are called.
     *
     * @param values of its settings
     */
    default boolean needsContacts(Map<String, String> values) {
        return defaults().needsDevice();
    }

    /** Whether it is told so in clear: then it takes the right to see that to say where it goes. */
    default boolean tellsInClear(Map<String, String> values) {
        return false;
    }

    /** Whether an event can't be sent at all; asked before it comes into a request, because one spoils a batch. */
    Optional<Reason> refuses(Config config, Item item, Instant now);

    /** What an item had better wait for, which is written beside the events a moment later. */
    default Optional<Reason> awaits(Item item) {
        return Optional.empty();
    }

    /** Names of fields in its requests and answers that are neither kept nor shown: they are of a person, in clear. */
    default Set<String> unkept() {
        return Set.of();
    }

    /** Texts of an item's person that a request has in clear: they are neither kept nor shown either, whoever repeats them. */
    default Set<String> unkept(Config config, Item item) {
        return Set.of();
    }

    /** Every item is in exactly one of the requests. */
    List<Request> requests(Config config, List<Item> items, Instant now);

    /** One outcome for each item of the request, in its order. */
    List<Outcome> outcomes(Request request, Reply reply);
}
