package io.warmtag.rule.audience.model;

import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.event.Answer;
import io.warmtag.event.NewEvent;
import io.warmtag.visitor.model.PersonEvent;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event as conditions see it. Its JSON is read when a condition looks into it, and once. */
public final class FactEvent {
    /** Who did something longer ago is somewhere else by now. */
    private static final long LATEST_MS = 3_600_000;

    private final PersonEvent event;
    private final long received;
    private final @Nullable String data;
    private final @Nullable String context;
    private final boolean imported;
    private @Nullable Value readData;
    private @Nullable Value readContext;

    /**
     * @param received ms, when it arrived
     * @param data JSON; null when no condition looks into it
     * @param context JSON; may be null when no condition looks into it and it was not imported
     */
    public FactEvent(PersonEvent event, long received, @Nullable String data, @Nullable String context) {
        this(event, received, data, context, null, NewEvent.IMPORTED.equals(context));
    }

    private FactEvent(
            PersonEvent event,
            long received,
            @Nullable String data,
            @Nullable String context,
            @Nullable Value readContext,
            boolean imported) {
        this.event = event;
        this.received = received;
        this.data = data;
        this.context = context;
        this.readContext = readContext;
        this.imported = imported;
    }

    /**
     * One of the past, of whose context only what is looked at was read.
     *
     * @param imported whether somebody brought it in from elsewhere
     */
    public static FactEvent ofPast(
            PersonEvent event, long received, @Nullable String data, Value context, boolean imported) {
        return new FactEvent(event, received, data, null, context, imported);
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

    /** Whether anything may follow from its coming in: what is late or imported says only how it is. */
    public boolean isOccasion() {
        return !imported && isHandedOn();
    }

    /** Whether somebody is told when it comes in; of what is late nobody hears until something else of the person comes. */
    boolean isHandedOn() {
        return imported || received - time() <= LATEST_MS;
    }

    /** The shop did it, on whatever machine: it says nothing about where the person was. */
    boolean comesFromShop() {
        return name().startsWith("order_") || name().equals("refund");
    }

    public Value data() {
        Value read = readData;
        if (read == null) {
            read = ValueJson.read(Objects.requireNonNullElse(data, "{}"));
            readData = read;
        }
        return read;
    }

    public Value context() {
        Value read = readContext;
        if (read == null) {
            read = ValueJson.read(Objects.requireNonNullElse(context, "{}"));
            readContext = read;
        }
        return read;
    }

    /** What it answers about a purpose. */
    public Answer answer(String purpose) {
        if (!(context() instanceof Value.Fields all)) {
            return new Answer(null, imported, false);
        }
        String said = all.get("consent").orElse(Value.NOTHING) instanceof Value.Fields consent
                ? consent.text(purpose).orElse(null)
                : null;
        return new Answer(
                said,
                imported || all.get(Answer.KEYED).isPresent(),
                all.get("url").isPresent());
    }
}
