package io.warmtag.destination;

import io.vertx.core.json.JsonObject;
import io.warmtag.destination.Item.Device;
import io.warmtag.event.Answer;
import io.warmtag.people.KnownContact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides whether a row may be sent now, and as what. Pure. */
final class Preparation {
    /** Address and browser are written beside the events, a moment later. */
    private static final Duration DEVICE_COMES = Duration.ofSeconds(10);

    private static final long SOON_MS = 1_000;

    private final Target target;
    private final Destination kind;
    private final Config config;
    private final Facts facts;
    private final Instant now;

    /**
     * What is known now of the persons of some rows.
     *
     * @param contexts of each one's newest event that says what he agrees to; else of his newest
     * @param erased those who were erased lately, and when
     * @param bought with the orders that rows only name, by the rows' keys
     * @param pages of those whose rows happened on none: the context that each had when his row was put there, by the rows' keys
     */
    record Facts(
            Map<UUID, JsonObject> contexts,
            Map<UUID, Device> devices,
            Map<UUID, List<KnownContact>> contacts,
            Map<UUID, Instant> erased,
            Map<String, JsonObject> bought,
            Map<String, JsonObject> pages) {
        Facts(Map<UUID, JsonObject> contexts, Map<UUID, Device> devices, Map<UUID, List<KnownContact>> contacts) {
            this(contexts, devices, contacts, Map.of(), Map.of(), Map.of());
        }

        /** Of him as he was before he was erased nothing leaves, whoever put it there behind the erasure's back. */
        boolean wasErased(Claimed row) {
            Instant at = erased.get(row.person());
            return at != null && !row.event().time().isAfter(at);
        }
    }

    /** Either is there. */
    record Prepared(Optional<Item> item, Optional<Fate> fate) {}

    Preparation(Target target, Destination kind, Config config, Facts facts, Instant now) {
        this.target = target;
        this.kind = kind;
        this.config = config;
        this.facts = facts;
        this.now = now;
    }

    Prepared of(Claimed row) {
        if (row.since().isBefore(now.minus(kind.defaults().patience()))) {
            return held(Fate.dead(row, Reason.of("expired")));
        }
        if (facts.wasErased(row)) {
            return held(Fate.withheld(row, Reason.of("erased")));
        }
        String purpose = target.settings().purpose();
        JsonObject newest = facts.contexts.get(row.person());
        JsonObject bought = facts.bought.get(row.key());
        Outgoing event =
                event(bought == null ? row.event() : Sale.filled(row.event(), bought), facts.pages.get(row.key()));
        Answer own = Answer.of(row.event().context(), purpose);
        Answer answer = newest == null ? null : Answer.of(newest, purpose);
        if (!own.lets(answer, config.consents())) {
            boolean withdrawn = answer != null && answer.denies() && (own.said() == null || own.grants(true));
            return held(Fate.withheld(row, Reason.of(withdrawn ? "consent_withdrawn" : "consent")));
        }
        if (!target.settings().mapping().lets(event)) {
            return held(Fate.withheld(row, Reason.of("filtered")));
        }
        Item item = item(row, event);
        Optional<Reason> awaited = row.since().isAfter(now.minus(DEVICE_COMES)) ? kind.awaits(item) : Optional.empty();
        if (awaited.isPresent()) {
            return held(Fate.waiting(row, SOON_MS, awaited.get()));
        }
        return kind.refuses(config, item, now)
                .map(why -> held(Fate.dead(row, why)))
                .orElseGet(() -> new Prepared(Optional.of(item), Optional.empty()));
    }

    private static Prepared held(Fate fate) {
        return new Prepared(Optional.empty(), Optional.of(fate));
    }

    /** What never was an event happened on no page: it goes with what was known of the person; and with who told it. */
    private static Outgoing event(Outgoing event, @Nullable JsonObject page) {
        if (page == null) {
            return event;
        }
        JsonObject context = event.context().containsKey(Answer.KEYED)
                ? page.copy().put(Answer.KEYED, event.context().getValue(Answer.KEYED))
                : page;
        return new Outgoing(event.id(), event.name(), event.time(), event.data(), context);
    }

    private Item item(Claimed row, Outgoing event) {
        Mapping mapping = target.settings().mapping();
        return new Item(
                row.key(),
                row.person(),
                mapping.name(event.name()),
                event,
                mapping.data(event),
                mapping.extra(event),
                Optional.ofNullable(facts.devices.get(row.person())),
                facts.contacts.getOrDefault(row.person(), List.of()));
    }
}
