package io.warmtag.rule;

import io.warmtag.rule.audience.model.Condition.Channel;
import io.warmtag.rule.audience.model.FactEvent;
import io.warmtag.rule.audience.model.FactOrder;
import io.warmtag.rule.audience.model.Life;
import io.warmtag.rule.audience.model.Needs;
import io.warmtag.visitor.model.OrderFacts;
import io.warmtag.visitor.model.PersonEvent;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.SettingsHistory;
import io.warmtag.visitor.model.StateCodec;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Reads a site's past person by person, one of them in memory at a time: three streams in the order of the persons' ids, merged. {@code COPY} brings only what is looked at. Blocks; one connection for each stream.
 */
final class PastReader {
    /** Bounds a part of all persons: the first byte of their ids. */
    record Range(int first, int last) {
        private String sql(String column) {
            return column + " >= '" + new UUID((long) first << 56, 0) + "' and " + column + " <= '"
                    + new UUID((long) last << 56 | (-1L >>> 8), -1) + "'";
        }
    }

    /** Takes somebody's past. */
    interface Visitor {
        void visit(UUID person, Life life);
    }

    /** Opens a connection that the reader closes. */
    interface Connecting {
        Connection open() throws SQLException;
    }

    private final Connecting connecting;
    private final int site;
    private final Needs needs;
    private final SettingsHistory history;
    private final boolean asksConsent;

    PastReader(Connecting connecting, int site, Needs needs, SettingsHistory history, boolean asksConsent) {
        this.connecting = connecting;
        this.site = site;
        this.needs = needs;
        this.history = history;
        this.asksConsent = asksConsent;
    }

    /** @param goesOn asked for each person; false ends the reading */
    void read(Range range, long until, Visitor visitor, BooleanSupplier goesOn) throws SQLException, IOException {
        try (var events = new CopyRows(connecting.open(), events(range, until), !needs.everyName());
                var orders = new CopyRows(connecting.open(), orders(range), true);
                var checkpoints = new CopyRows(connecting.open(), checkpoints(range), false);
                var contacts = new CopyRows(connecting.open(), contacts(range), true)) {
            events.next();
            orders.next();
            checkpoints.next();
            contacts.next();
            while (goesOn.getAsBoolean()) {
                UUID person = least(least(events.person(), orders.person()), checkpoints.person());
                if (person == null) {
                    return;
                }
                visitor.visit(person, life(person, events, orders, checkpoints, contacts));
            }
        }
    }

    private static @org.jspecify.annotations.Nullable UUID least(
            @org.jspecify.annotations.Nullable UUID one, @org.jspecify.annotations.Nullable UUID other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Weighing.compare(one, other) <= 0 ? one : other;
    }

    private Life life(UUID person, CopyRows events, CopyRows orders, CopyRows checkpoints, CopyRows contacts)
            throws SQLException, IOException {
        var happened = new ArrayDeque<FactEvent>();
        while (person.equals(events.person())) {
            if (happened.size() == FactsStore.MOST_EVENTS) {
                happened.removeFirst();
            }
            happened.addLast(event(events));
            events.next();
        }
        List<FactOrder> placed = new ArrayList<>();
        while (person.equals(orders.person())) {
            placed.add(order(orders));
            orders.next();
        }
        PersonState checkpoint = PersonState.EMPTY;
        if (person.equals(checkpoints.person())) {
            checkpoint = StateCodec.decode(checkpoints.bytes(1));
            checkpoints.next();
        }
        return new Life(checkpoint, happened, placed, history, asksConsent, reachable(person, contacts));
    }

    /** Of many who did nothing something is known, too. */
    private static Map<Channel, Long> reachable(UUID person, CopyRows contacts) throws SQLException, IOException {
        Map<Channel, Long> reachable = new EnumMap<>(Channel.class);
        UUID at = contacts.person();
        while (at != null && Weighing.compare(at, person) <= 0) {
            if (at.equals(person)) {
                reachable.put(Channel.valueOf(contacts.name(1)), contacts.ms(2));
            }
            contacts.next();
            at = contacts.person();
        }
        return reachable;
    }

    private static FactEvent event(CopyRows row) {
        var event = new PersonEvent(row.uuid(1), row.name(2), row.ms(3));
        return new FactEvent(event, row.ms(4), row.text(5), row.text(6));
    }

    private static FactOrder order(CopyRows row) {
        var order = new OrderFacts(
                row.name(1),
                row.ms(2),
                row.isNull(3) ? null : Long.valueOf(row.ms(3)),
                row.isNull(4) ? null : Long.valueOf(row.ms(4)));
        String value = row.text(5);
        return new FactOrder(order, value == null ? null : new BigDecimal(value), row.text(6));
    }

    private String events(Range range, long until) {
        String names = needs.everyName() ? "" : " and name in (" + list(needs.names()) + ")";
        String data =
                needs.data().isEmpty() ? "null::text" : "case when name in (" + list(needs.data()) + ") then data end";
        return "select visitor, id, name, time, received, " + data + ", " + (needs.context() ? "context" : "null::text")
                + " from event where site_id = " + site + " and mark = 0 and " + range.sql("visitor")
                + " and received <= to_timestamp(" + until + " / 1000.0)" + names + " order by visitor, id";
    }

    private String orders(Range range) {
        return "select person, transaction_id, coalesce(placed_at, confirmed_at, delivered_at), delivered_at, cancelled_at,"
                + " value::text, currency from customer_order where site_id = " + site + " and " + range.sql("person")
                + " and coalesce(placed_at, confirmed_at, delivered_at) is not null order by person";
    }

    private String checkpoints(Range range) {
        return "select person, state from person_checkpoint where site_id = " + site + " and " + range.sql("person")
                + " order by person";
    }

    private String contacts(Range range) {
        if (!needs.contacts()) {
            return "select visitor, source, first_seen from identity where false";
        }
        String who = "coalesce(same.visitor, identity.visitor)";
        return "select " + who + ", case kind when 1 then 'EMAIL' else 'PHONE' end, min(first_seen) from identity"
                + " left join person_visitor own on own.site_id = identity.site_id and own.visitor = identity.visitor"
                + " left join person_visitor same on same.site_id = own.site_id and same.person = own.person"
                + " where identity.site_id = " + site + " and kind in (1, 2) and " + range.sql(who)
                + " group by 1, 2 order by 1";
    }

    /** COPY takes no parameters. */
    private static String list(Collection<String> names) {
        return names.isEmpty()
                ? "null"
                : names.stream()
                        .sorted()
                        .map(name -> "'" + name.replace("'", "''") + "'")
                        .collect(Collectors.joining(", "));
    }
}
