package io.warmtag.event;

import java.util.Optional;
import java.util.UUID;

/** Which events of a site are wanted; an empty part filters nothing. */
public record EventFilter(Optional<UUID> visitor, Optional<String> name, Optional<Mark> mark) {
    public static final EventFilter ALL = new EventFilter(Optional.empty(), Optional.empty(), Optional.empty());

    public static EventFilter ofVisitor(UUID visitor) {
        return new EventFilter(Optional.of(visitor), Optional.empty(), Optional.empty());
    }

    public static EventFilter ofName(String name) {
        return new EventFilter(Optional.empty(), Optional.of(name), Optional.empty());
    }

    public static EventFilter ofMark(Mark mark) {
        return new EventFilter(Optional.empty(), Optional.empty(), Optional.of(mark));
    }

    /** Whether every event is wanted. */
    boolean takesAll() {
        return equals(ALL);
    }

    boolean takes(Event event) {
        return visitor.map(wanted -> wanted.equals(event.visitor())).orElse(true)
                && name.map(event.name()::equals).orElse(true)
                && mark.map(wanted -> wanted == event.mark()).orElse(true);
    }
}
