package io.warmtag.rule.audience.model;

import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.visitor.model.PersonEvent;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event as conditions see it. Its JSON is read when a condition looks into it, and once. */
public final class FactEvent {
    private final PersonEvent event;
    private final long received;
    private final @Nullable String data;
    private final @Nullable String context;
    private @Nullable Value readData;
    private @Nullable Value readContext;

    /**
     * @param received ms, when it arrived
     * @param data JSON; null when no condition looks into it
     * @param context JSON; null when no condition looks into it
     */
    public FactEvent(PersonEvent event, long received, @Nullable String data, @Nullable String context) {
        this.event = event;
        this.received = received;
        this.data = data;
        this.context = context;
    }

    public UUID id() {
        return event.id();
    }

    public String name() {
        return event.name();
    }

    /** ms, when it happened. */
    public long time() {
        return event.time();
    }

    public long received() {
        return received;
    }

    PersonEvent event() {
        return event;
    }

    /** The shop did it, on whatever machine: it says nothing about where the person was. */
    boolean comesFromShop() {
        return name().startsWith("order_") || name().equals("refund");
    }

    Value data() {
        Value read = readData;
        if (read == null) {
            read = ValueJson.read(Objects.requireNonNullElse(data, "{}"));
            readData = read;
        }
        return read;
    }

    Value context() {
        Value read = readContext;
        if (read == null) {
            read = ValueJson.read(Objects.requireNonNullElse(context, "{}"));
            readContext = read;
        }
        return read;
    }
}
