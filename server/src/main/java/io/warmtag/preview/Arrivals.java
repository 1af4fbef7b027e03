package io.warmtag.preview;

import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What pages told of one event while it is being built.
 *
 * @param pages that were opened with the picker
 * @param sent newest first
 * @param faults why the page got no container to try, in the order in which it happened
 */
public record Arrivals(int pages, List<Arrival> sent, List<String> faults) {
    /** Kinds of messages that it is made of. */
    public static final List<String> KINDS = List.of("hello", "sent", "fault");

    private static final int MOST_SHOWN = 10;

    /**
     * An event that the page sent.
     *
     * @param id a UUID, if the page speaks the truth
     * @param data what it carried
     * @param ofShop whether the shop itself told of it in its data layer, instead of a tag
     */
    public record Arrival(String id, Instant at, Value.Fields data, boolean ofShop) {
        /** What it carried, as JSON. */
        public String json() {
            return ValueJson.write(data);
        }
    }

    /** @param told oldest first */
    public static Arrivals read(List<Told> told, String name) {
        var sent = new ArrayList<Arrival>();
        var faults = new ArrayList<String>();
        int pages = 0;
        for (Told each : told) {
            Optional<Value.Fields> message = message(each);
            String kind = message.flatMap(fields -> fields.text("kind")).orElse("");
            if (kind.equals("hello")) {
                pages++;
            } else if (kind.equals("fault")) {
                faults.add(message.get().text("text").orElse(""));
            } else if (kind.equals("sent")) {
                arrival(message.get(), each, name).ifPresent(arrival -> sent.add(0, arrival));
            }
        }
        return new Arrivals(pages, sent.stream().limit(MOST_SHOWN).toList(), faults);
    }

    private static Optional<Value.Fields> message(Told told) {
        try {
            return ValueJson.read(told.body()) instanceof Value.Fields fields ? Optional.of(fields) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Arrival> arrival(Value.Fields message, Told told, String name) {
        Value.Fields event = Json.object(message, "event");
        return event.text("name").equals(Optional.of(name))
                ? Optional.of(new Arrival(
                        event.text("id").orElse(""),
                        told.received(),
                        Json.object(event, "data"),
                        message.text("by").equals(Optional.of("page"))))
                : Optional.empty();
    }

    /** Whether the shop tells of the event by itself: what is built would count it twice. */
    public boolean isTwice() {
        return sent.stream().anyMatch(Arrival::ofShop);
    }
}
