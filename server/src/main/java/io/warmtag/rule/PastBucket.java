package io.warmtag.rule;

import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.rule.audience.model.Condition.Channel;
import io.warmtag.rule.audience.model.FactEvent;
import io.warmtag.rule.audience.model.FactOrder;
import io.warmtag.rule.audience.model.Life;
import io.warmtag.rule.past.Before;
import io.warmtag.rule.past.Chapter;
import io.warmtag.rule.past.Chapter.Span;
import io.warmtag.rule.past.Noted;
import io.warmtag.rule.past.ProfileDay;
import io.warmtag.rule.past.Turned;
import io.warmtag.visitor.PersonStore;
import io.warmtag.visitor.model.OrderFacts;
import io.warmtag.visitor.model.PersonEvent;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.SettingsHistory;
import io.warmtag.visitor.model.StateCodec;
import io.warmtag.visitor.model.TemperatureModel;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes persons of the rows of a bucket, one bucket after the other. Not for several threads at once. */
final class PastBucket implements Spill.Reader {
    private static final int MOST_CONTEXTS = 10_000;

    private final PastJoins joins;
    private final SettingsHistory history;
    private final boolean asksConsent;
    private final Span past;
    private final CopyRow row = new CopyRow();
    private final Map<ByteBuffer, Value> contexts = new HashMap<>();
    private final Map<UUID, Map<UUID, Parts>> groups = new LinkedHashMap<>();

    private static final class Parts {
        private final List<FactEvent> events = new ArrayList<>();
        private final List<FactOrder> orders = new ArrayList<>();
        private final List<Turned> turns = new ArrayList<>();
        private final List<ProfileDay> days = new ArrayList<>();
        private final List<Long> counted = new ArrayList<>();
        private final Map<Channel, Long> reachable = new EnumMap<>(Channel.class);
        private final Map<UUID, PersonState> checkpoints = new TreeMap<>();
        private @Nullable Boolean heldOut;

        /** What one of his visitors did. */
        private void take(Parts visitor) {
            events.addAll(visitor.events);
            orders.addAll(visitor.orders);
            days.addAll(visitor.days);
            checkpoints.putAll(visitor.checkpoints);
            visitor.reachable.forEach((channel, since) -> reachable.merge(channel, since, Math::min));
        }
    }

    PastBucket(PastJoins joins, SettingsHistory history, boolean asksConsent, Span past) {
        this.joins = joins;
        this.history = history;
        this.asksConsent = asksConsent;
        this.past = past;
    }

    @Override
    public void row(byte kind, byte[] bytes, int start) {
        row.look(bytes, start);
        UUID visitor = row.uuid(0);
        Parts parts = groups.computeIfAbsent(joins.group(visitor), key -> new HashMap<>(2))
                .computeIfAbsent(visitor, key -> new Parts());
        switch (kind) {
            case PastSql.EVENT -> parts.events.add(event());
            case PastSql.ORDER -> parts.orders.add(order());
            case PastSql.CHECKPOINT -> parts.checkpoints.put(visitor, StateCodec.decode(row.bytes(1)));
            case PastSql.TURN ->
                parts.turns.add(new Turned(
                        PersonStore.temperature((short) row.small(1)),
                        PersonStore.temperature((short) row.small(2)),
                        row.ms(3),
                        row.ms(4),
                        row.ms(5)));
            case PastSql.DRAWN -> parts.heldOut = row.flag(1);
            case PastSql.REACHABLE -> parts.reachable.merge(FactsStore.channel(row.small(1)), row.ms(2), Math::min);
            case PastSql.DAY -> parts.days.add(day(visitor));
            default -> parts.counted.add(row.ms(1));
        }
    }

    private ProfileDay day(UUID visitor) {
        String day = row.text(2);
        return new ProfileDay(visitor, row.ms(1), day == null ? null : LocalDate.parse(day));
    }

    private FactEvent event() {
        var event = new PersonEvent(row.uuid(1), row.name(2), row.ms(3));
        return FactEvent.ofPast(event, row.ms(4), row.text(6), context(), row.flag(5));
    }

    /** What is looked at of a context is mostly the same. */
    private Value context() {
        if (row.length(PastSql.CONTEXT) <= 2) {
            return Value.Fields.NONE;
        }
        byte[] json = row.bytes(PastSql.CONTEXT);
        if (contexts.size() >= MOST_CONTEXTS) {
            contexts.clear();
        }
        return contexts.computeIfAbsent(
                ByteBuffer.wrap(json), key -> ValueJson.read(new String(json, StandardCharsets.UTF_8)));
    }

    private FactOrder order() {
        var order = new OrderFacts(
                row.name(1),
                row.ms(2),
                row.isNull(3) ? null : Long.valueOf(row.ms(3)),
                row.isNull(4) ? null : Long.valueOf(row.ms(4)));
        String value = row.text(5);
        return new FactOrder(order, value == null ? null : new BigDecimal(value), row.text(6));
    }

    /** Gives the persons, each with those whom he was one with at some time, and begins anew. */
    void end(PastReader.Persons persons) throws InterruptedException {
        for (var group : groups.entrySet()) {
            Map<UUID, Parts> parts = group.getValue();
            persons.take(joins.stays(group.getKey(), parts.keySet(), past).stream()
                    .map(stay -> chapter(stay, parts))
                    .toList());
        }
        groups.clear();
    }

    private Chapter chapter(PastJoins.Stay stay, Map<UUID, Parts> all) {
        Parts own = all.getOrDefault(stay.person(), new Parts());
        Parts whole = own;
        if (stay.visitors().size() > 1 || !stay.visitors().contains(stay.person())) {
            whole = new Parts();
            for (UUID visitor : stay.visitors()) {
                whole.take(all.getOrDefault(visitor, new Parts()));
            }
        }
        PersonState checkpoint = TemperatureModel.together(List.copyOf(whole.checkpoints.values()), history);
        var life = new Life(checkpoint, newest(whole.events), whole.orders, history, asksConsent, whole.reachable);
        own.turns.sort(Comparator.comparingLong(Turned::at));
        whole.days.sort(Comparator.comparingLong(ProfileDay::heard));
        return new Chapter(
                stay.person(),
                stay.visitors(),
                life,
                new Noted(own.turns, whole.days),
                before(stay, all),
                stay.from(),
                stay.until(),
                past);
    }

    private static Map<UUID, Before> before(PastJoins.Stay stay, Map<UUID, Parts> all) {
        Map<UUID, Before> before = Map.of();
        for (UUID visitor : stay.visitors()) {
            Parts parts = all.get(visitor);
            if (parts != null && (parts.heldOut != null || !parts.counted.isEmpty())) {
                before = before.isEmpty() ? new HashMap<>() : before;
                before.put(visitor, new Before(parts.heldOut, parts.counted));
            }
        }
        return before;
    }

    /** As many as count live. */
    private static List<FactEvent> newest(List<FactEvent> events) {
        if (events.size() <= FactsStore.MOST_EVENTS) {
            return events;
        }
        List<FactEvent> byId = new ArrayList<>(events);
        byId.sort((one, other) -> Weighing.compare(one.id(), other.id()));
        return byId.subList(byId.size() - FactsStore.MOST_EVENTS, byId.size());
    }
}
