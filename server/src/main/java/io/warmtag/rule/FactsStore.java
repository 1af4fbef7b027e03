package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import io.warmtag.rule.audience.model.Condition.Channel;
import io.warmtag.rule.audience.model.FactEvent;
import io.warmtag.rule.audience.model.FactOrder;
import io.warmtag.rule.audience.model.Facts;
import io.warmtag.rule.audience.model.Life;
import io.warmtag.rule.audience.model.Needs;
import io.warmtag.visitor.ModelSettingsStore;
import io.warmtag.visitor.model.OrderFacts;
import io.warmtag.visitor.model.PersonEvent;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.SettingsHistory;
import io.warmtag.visitor.model.StateCodec;
import io.warmtag.visitor.model.TemperatureModel;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is known of persons, by all of their visitors, in one query for all of them. Of one visitor the newest
 * {@value #MOST_EVENTS} events count among those that the conditions look at; nobody but machines has more.
 */
public final class FactsStore {
    public static final int MOST_EVENTS = 2_000;

    // The sub-select is bounded per person and has the index (site_id, visitor, id) in each partition. What came in
    // later is
    // read as far as it tells of orders: their rows are there with it, and would else be taken for known before.
    private static final String LOAD = """
            with wanted as (
                select asked.person, coalesce(v.visitor, asked.person) as visitor
                from unnest($2::uuid[]) as asked (person)
                left join lateral (select visitor from person_visitor
                                   where site_id = $1 and person_visitor.person = asked.person offset 0) v on true)
            select 'e' as kind, wanted.person, event.id, name, at, received, data, context, null::bytea as state,
                   null::bigint as delivered, null::bigint as cancelled, null::numeric as value, null::text as currency
            from wanted cross join lateral (
                select id, name, (extract(epoch from time) * 1000)::bigint as at,
                       (extract(epoch from received) * 1000)::bigint as received,
                       case when name = any($5) then data end as data, case when $7 or context = '{"imported":true}' then context end as context
                from event
                where site_id = $1 and event.visitor = wanted.visitor and (mark = 0 or name = 'consent_withdrawn')
                  and (received <= $3 and ($6 or name = any($4)) or received > $3 and name = any($10))
                order by id desc limit $8) event
            union all
            select 'o', wanted.person, null, transaction_id,
                   (extract(epoch from coalesce(placed_at, confirmed_at, delivered_at)) * 1000)::bigint, null, null, null, null,
                   (extract(epoch from delivered_at) * 1000)::bigint, (extract(epoch from cancelled_at) * 1000)::bigint,
                   value, currency
            from wanted join customer_order on site_id = $1 and customer_order.person = wanted.visitor
            where coalesce(placed_at, confirmed_at, delivered_at) is not null
            union all
            select 'c', wanted.person, wanted.visitor, null, null, null, null, null, state, null, null, null, null
            from wanted join person_checkpoint on site_id = $1 and person_checkpoint.person = wanted.visitor
            union all
            select 'i', wanted.person, null, null, kind::bigint, (extract(epoch from min(first_seen)) * 1000)::bigint,
                   null, null, null, null, null, null, null
            from wanted cross join lateral visitors_of($1, wanted.person) as his (visitor)
            join identity on site_id = $1 and identity.visitor = his.visitor and kind in (1, 2)
            where $9 group by wanted.person, kind
            union all
            select 's', null, null, consent, null, null, null, null, null, null, null, null, null from site where id = $1""";

    private final ModelSettingsStore models;

    public FactsStore(ModelSettingsStore models) {
        this.models = models;
    }

    /** What had arrived by an instant, of each of the persons, also those of whom nothing is known. */
    public Future<Map<UUID, Facts>> load(
            SqlClient client, int site, Collection<UUID> persons, Instant upTo, Needs needs) {
        return lives(client, site, persons, upTo, needs).map(lives -> {
            Map<UUID, Facts> facts = new HashMap<>();
            lives.forEach((person, life) -> facts.put(person, life.whole()));
            return facts;
        });
    }

    /** The same with the order of arrival. */
    public Future<Map<UUID, Life>> lives(
            SqlClient client, int site, Collection<UUID> persons, Instant upTo, Needs needs) {
        if (persons.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        Tuple parameters = Tuple.of(site, persons.toArray(UUID[]::new), upTo.atOffset(ZoneOffset.UTC));
        parameters.addArrayOfString(needs.names().toArray(String[]::new));
        parameters.addArrayOfString(needs.data().toArray(String[]::new));
        parameters.addBoolean(needs.everyName());
        parameters.addBoolean(needs.context());
        parameters.addInteger(MOST_EVENTS);
        parameters.addBoolean(needs.contacts());
        parameters.addArrayOfString(Needs.ABOUT_ORDERS.toArray(String[]::new));
        return client.preparedQuery(LOAD)
                .execute(parameters)
                .map(rows -> lives(rows, persons, models.history(site), upTo.toEpochMilli()));
    }

    private static final class Parts {
        private final List<FactEvent> events = new ArrayList<>();
        private final List<FactOrder> orders = new ArrayList<>();
        private final Map<Channel, Long> reachable = new EnumMap<>(Channel.class);
        private final Map<UUID, PersonState> checkpoints = new TreeMap<>();
    }

    private static Map<UUID, Life> lives(
            RowSet<Row> rows, Collection<UUID> persons, SettingsHistory history, long until) {
        Map<UUID, Parts> byPerson = new HashMap<>();
        persons.forEach(person -> byPerson.put(person, new Parts()));
        boolean asksConsent = true;
        for (Row row : rows) {
            switch (row.getString(0)) {
                case "e" -> part(byPerson, row).events.add(event(row));
                case "o" -> part(byPerson, row).orders.add(order(row));
                case "i" -> part(byPerson, row).reachable.put(channel(row.getLong(4)), row.getLong(5));
                case "c" ->
                    part(byPerson, row)
                            .checkpoints
                            .put(
                                    row.getUUID(2),
                                    StateCodec.decode(row.getBuffer(8).getBytes()));
                default -> asksConsent = row.getString(3).equals("ask");
            }
        }
        Map<UUID, Life> lives = new HashMap<>();
        for (var known : byPerson.entrySet()) {
            Parts parts = known.getValue();
            PersonState checkpoint = TemperatureModel.together(List.copyOf(parts.checkpoints.values()), history);
            lives.put(
                    known.getKey(),
                    new Life(checkpoint, parts.events, parts.orders, history, asksConsent, parts.reachable, until));
        }
        return lives;
    }

    /** @param kind of the identity: 1 e-mail, 2 phone */
    static Channel channel(long kind) {
        return kind == 1 ? Channel.EMAIL : Channel.PHONE;
    }

    private static Parts part(Map<UUID, Parts> byPerson, Row row) {
        return byPerson.computeIfAbsent(row.getUUID(1), person -> new Parts());
    }

    private static FactEvent event(Row row) {
        var event = new PersonEvent(row.getUUID(2), row.getString(3), row.getLong(4));
        return new FactEvent(event, row.getLong(5), row.getString(6), row.getString(7));
    }

    static FactOrder order(Row row) {
        @Nullable Long delivered = row.getLong(9);
        @Nullable Long cancelled = row.getLong(10);
        var facts = new OrderFacts(row.getString(3), row.getLong(4), delivered, cancelled);
        return new FactOrder(facts, row.getBigDecimal(11), row.getString(12));
    }
}
