package io.warmtag.visitor.model;

import java.util.UUID;

/**
 * What the model needs of an event.
 *
 * @param id UUIDv7; one id has one name and one time for ever
 * @param time corrected client time in ms
 */
public record PersonEvent(UUID id, String name, long time) implements Comparable<PersonEvent> {

    /** Of two copies that disagree in the name, the same one comes first whatever their order was. */
    @Override
    public int compareTo(PersonEvent other) {
        int byKey = EventKey.compare(time, id, other.time, other.id);
        return byKey != 0 ? byKey : name.compareTo(other.name);
    }

    public EventKey key() {
        return new EventKey(time, id);
    }

    /** Whether it may change order facts, so that only a fold over these is right. */
    public boolean concernsOrder() {
        return name.equals("purchase") || comesFromShop();
    }

    /** Whether the shop did this, not the person: such an event does not mean that he was seen. */
    boolean comesFromShop() {
        return name.startsWith("order_") || name.equals("refund");
    }
}
