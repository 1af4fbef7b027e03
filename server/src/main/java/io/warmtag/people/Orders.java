package io.warmtag.people;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.warmtag.event.OrderReport.Stage;
import io.warmtag.event.UuidV7;
import io.warmtag.people.EventSink.Told;
import io.warmtag.people.contact.ContactValue;
import io.warmtag.people.contact.UserData;
import io.warmtag.site.Site;
import io.warmtag.text.Currencies;
import io.warmtag.text.Storable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Takes orders and what becomes of them. Each stage is an event like those of the shop's pages; nothing goes past them. */
public final class Orders {
    private static final int MOST_NUMBER = 200;

    private final OrderStore store;
    private final Learning learning;
    private final EventSink sink;
    private final LongSupplier clock;

    /** What was made of an order or of a report on one. */
    public sealed interface Outcome {
        /** @param changed false: that was known already, nothing was stored */
        record Taken(Order order, boolean changed) implements Outcome {}

        /**
         * Nothing was stored.
         *
         * @param field what is wrong
         */
        record Refused(String field, Why why) implements Outcome {}
    }

    /** What can be wrong with an order. */
    public enum Why {
        /** There is an order of that number. */
        EXISTS,
        /** There is none of that number. */
        UNKNOWN,
        /** Neither a visitor nor anything that can be read as a phone number, an e-mail address or a user id. */
        NOBODY,
        TOO_LONG,
        /** The character zero, or half of a surrogate pair. */
        CHARACTERS,
        /** No code of ISO 4217. */
        CURRENCY,
        /** After now. */
        FUTURE,
        /** Before 1970, which no event can be: a spreadsheet's empty date is 1900. */
        ANCIENT;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Orders(OrderStore store, Learning learning, EventSink sink, LongSupplier clock) {
        this.store = store;
        this.learning = learning;
        this.sink = sink;
        this.clock = clock;
    }

    public OrderStore store() {
        return store;
    }

    /** Takes a new order. */
    public Future<Outcome> place(Site site, OrderDraft draft) {
        String number = draft.number() == null ? madeUp() : draft.number().trim();
        if (number.isEmpty() || number.length() > MOST_NUMBER) {
            return refused("transaction_id", Why.TOO_LONG);
        }
        Optional<String> unstorable = unstorable(number, draft);
        if (unstorable.isPresent()) {
            return refused(unstorable.get(), Why.CHARACTERS);
        }
        if (draft.currency() != null && !Currencies.has(draft.currency())) {
            return refused("currency", Why.CURRENCY);
        }
        Optional<Why> wrongTime = wrongTime(draft.told().time());
        if (wrongTime.isPresent()) {
            return refused("time", wrongTime.get());
        }
        List<ContactValue> contact = UserData.read(draft.contact().getMap(), Regions.of(site));
        boolean identified = contact.stream().anyMatch(value -> value.field().identifies());
        if (draft.visitor() == null && !identified) {
            return refused("phone", Why.NOBODY);
        }
        return store.find(site, number).compose(known -> {
            if (known.isPresent()) {
                return refused("transaction_id", Why.EXISTS);
            }
            return visitor(site, draft.visitor(), contact)
                    .compose(visitor -> sink.store(
                            site, events(draft, number, visitor), draft.told().isImport()))
                    .compose(stored -> taken(site, number, true));
        });
    }

    /** The field that no column can keep. */
    private static Optional<String> unstorable(String number, OrderDraft draft) {
        if (!Storable.is(number)) {
            return Optional.of("transaction_id");
        }
        return draft.contact().stream()
                .filter(field -> !Storable.is(String.valueOf(field.getValue())))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private Optional<Why> wrongTime(long time) {
        return time > clock.getAsLong()
                ? Optional.of(Why.FUTURE)
                : time < 0 ? Optional.of(Why.ANCIENT) : Optional.empty();
    }

    /** Short enough to be said on the phone. */
    private String madeUp() {
        String random = Long.toString(UUID.randomUUID().getMostSignificantBits() & 0xFFFFFL | 0x100000L, 36);
        return ("M-" + Long.toString(clock.getAsLong() / 1_000, 36) + "-" + random).toUpperCase(Locale.ROOT);
    }

    private Future<UUID> visitor(Site site, @Nullable UUID named, List<ContactValue> contact) {
        return named == null ? learning.visitorOf(site.id(), contact) : Future.succeededFuture(named);
    }

    private List<Told> events(OrderDraft draft, String number, UUID visitor) {
        JsonObject data = draft.told().data(number);
        if (draft.value() != null) {
            data.put("value", draft.value().doubleValue());
        }
        if (draft.currency() != null) {
            data.put("currency", draft.currency());
        }
        if (!draft.items().isEmpty()) {
            data.put("items", draft.items());
        }
        JsonObject placed = data.copy();
        if (!draft.contact().isEmpty()) {
            placed.put("user_data", draft.contact());
        }
        List<Told> events = new ArrayList<>();
        events.add(event(Stage.PLACED, visitor, draft.told().time(), placed));
        if (draft.stage() != Stage.PLACED) {
            events.add(event(draft.stage(), visitor, draft.told().time(), ofStage(draft.stage(), data)));
        }
        return events;
    }

    /** A refund that lists items would be one of a part of the order. */
    private static JsonObject ofStage(Stage stage, JsonObject data) {
        if (stage == Stage.REFUNDED) {
            data.remove("items");
        }
        return data;
    }

    private Told event(Stage stage, UUID visitor, long time, JsonObject data) {
        return new Told(UuidV7.create(clock.getAsLong()), visitor, stage.eventName(), time, data);
    }

    /** Takes how an order went on; what was known before is not told twice. */
    public Future<Outcome> report(Site site, String number, Stage stage, OrderDraft.Told told) {
        Optional<Why> wrongTime = wrongTime(told.time());
        if (wrongTime.isPresent()) {
            return refused("time", wrongTime.get());
        }
        return store.find(site, number).compose(known -> {
            if (known.isEmpty()) {
                return refused("transaction_id", Why.UNKNOWN);
            }
            Order order = known.get();
            if (order.stages().containsKey(stage)) {
                return taken(site, number, false);
            }
            UUID person = order.person();
            if (person == null) {
                return store.reached(site, number, stage, Instant.ofEpochMilli(told.time()))
                        .compose(noted -> taken(site, number, true));
            }
            return bought(site, order, person, told)
                    .map(bought -> ofStage(stage, told.data(number).mergeIn(bought)))
                    .compose(
                            data -> sink.store(site, List.of(event(stage, person, told.time(), data)), told.isImport()))
                    .compose(stored -> taken(site, number, true));
        });
    }

    /** With it a stage can stand for the sale. From a table only the temperature follows. */
    private Future<JsonObject> bought(Site site, Order order, UUID person, OrderDraft.Told told) {
        if (!told.isImport()) {
            var named = new BoughtStore.Named(person, order.number());
            return store.bought().of(site.id(), List.of(named)).map(found -> found.get(0));
        }
        var known = new JsonObject();
        if (order.value() != null) {
            known.put("value", order.value().doubleValue());
        }
        return Future.succeededFuture(order.currency() == null ? known : known.put("currency", order.currency()));
    }

    private Future<Outcome> taken(Site site, String number, boolean changed) {
        return store.find(site, number)
                .map(order -> order.map(found -> (Outcome) new Outcome.Taken(found, changed))
                        .orElseThrow(() -> new IllegalStateException("an order was stored and is not there")));
    }

    private static Future<Outcome> refused(String field, Why why) {
        return Future.succeededFuture(new Outcome.Refused(field, why));
    }

    /** What an outcome came to, when it is an order. */
    public static Optional<Order> order(Outcome outcome) {
        return outcome instanceof Outcome.Taken taken ? Optional.of(taken.order()) : Optional.empty();
    }
}
