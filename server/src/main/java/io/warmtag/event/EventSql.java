package io.warmtag.event;

import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * The text of the statements that store a group of events with what follows from them, each of them one transaction.
 *
 * <p>Parameters: eleven of the events themselves, five with the counts when all are new, seven of orders if there are
 * any, and whose occasions they are if anybody's.
 */
final class EventSql {
    private static final int OF_EVENTS = 11;
    private static final int OF_COUNTS = 5;
    private static final int OF_ORDERS = 7;

    // Arrays, because at some hundred rows they are as fast as COPY and know ON CONFLICT; unnested in the select list,
    // because in the from clause each row would be copied twice more (docs/decisions.md).
    private static final String EVENTS = """
            with stored as (
                insert into event (site_id, id, visitor, name, time, received, mark, remarks, data, context)
                select site_id, id, visitor, name, to_timestamp(time / 1000.0::float8),
                       to_timestamp(received / 1000.0::float8), mark, string_to_array(remarks, '|'), data, context
                from (select unnest($1::int[]) as site_id, unnest($2::uuid[]) as id, unnest($3::uuid[]) as visitor,
                             unnest($4::text[]) as name, unnest($5::bigint[]) as time, unnest($6::bigint[]) as received,
                             unnest($7::smallint[]) as mark, unnest($8::text[]) as remarks, unnest($9::text[]) as data,
                             unnest($10::text[]) as context) as new""";

    // What comes out of the first insert costs: for whom events are occasions only where somebody wants to hear of it.
    private static final String ONLY_NEW_ONES = """

                on conflict do nothing
                returning site_id, id, name, received%s""";

    private static final String COUNTED = """

            ), counted as (
                insert into event_count as known (site_id, hour, name, shard, count, last)
                %s
                on conflict (site_id, hour, name, shard) do update
                    set count = known.count + excluded.count, last = greatest(known.last, excluded.last)
            )""";

    private static final String COUNTED_HERE = """
            select site_id, date_trunc('hour', received), name, $11::smallint, count(*), max(received)
                from stored group by 1, 2, 3 order by 1, 2, 3""";

    private static final String COUNTED_BEFORE = """
            select site_id, to_timestamp(hour / 1000.0::float8), name, $11::smallint, count,
                       to_timestamp(last / 1000.0::float8)
                from unnest($12::int[], $13::bigint[], $14::text[], $15::bigint[], $16::bigint[])
                     as new (site_id, hour, name, count, last) order by 1, 2, 3""";

    private static final String ORDERS = """
            , ordered as (
                insert into customer_order as known (site_id, transaction_id, person, placed_at, confirmed_at, delivered_at,
                                                     cancelled_at, returned_at, refunded_at, value, currency)
                select site_id, transaction_id, (array_agg(person order by time))[1],
                       min(time) filter (where stage = 0), min(time) filter (where stage = 1),
                       min(time) filter (where stage = 2), min(time) filter (where stage >= 3),
                       min(time) filter (where stage = 4), min(time) filter (where stage = 5),
                       (array_agg(value order by stage, time))[1], (array_agg(currency order by stage, time))[1]
                from (select site_id, transaction_id, stage, person, to_timestamp(time / 1000.0::float8) as time,
                             value::numeric, currency
                      from unnest($%d::int[], $%d::text[], $%d::smallint[], $%d::uuid[], $%d::bigint[],
                                  $%d::text[], $%d::text[]) as new (site_id, transaction_id, stage, person, time, value, currency)) report
                group by 1, 2 order by 1, 2
                on conflict (site_id, transaction_id) do update
                    set placed_at = least(known.placed_at, excluded.placed_at),
                        confirmed_at = least(known.confirmed_at, excluded.confirmed_at),
                        delivered_at = least(known.delivered_at, excluded.delivered_at),
                        cancelled_at = least(known.cancelled_at, excluded.cancelled_at),
                        returned_at = least(known.returned_at, excluded.returned_at),
                        refunded_at = least(known.refunded_at, excluded.refunded_at),
                        value = coalesce(known.value, excluded.value),
                        currency = coalesce(known.currency, excluded.currency)
                    where known.person = excluded.person
                       or exists (select from person_visitor owner
                                  join person_visitor other on other.site_id = owner.site_id and other.person = owner.person
                                  where owner.site_id = known.site_id and owner.visitor = known.person
                                    and other.visitor = excluded.person)
            )""";

    // They are numbered in the order in which they come out of the first insert, which is that of the group: a
    // comparison with each of a hash table keeps it, a join or sort would cost as much as the insert.
    private static final String OCCASIONS_OF_STORED = """
            , wanted as (
                insert into occasion (site_id, person, kind, event)
                select site_id, visitor, 0, id from stored where id = any($%d::uuid[])
            )""";

    private static final String OCCASIONS = """
            , wanted as (
                insert into occasion (site_id, person, kind, event)
                select site_id, visitor, 0, id
                from (select unnest($%d::int[]) as site_id, unnest($%d::uuid[]) as id, unnest($%d::uuid[]) as visitor) as new
            )""";

    // Often all are new: then one row says so, instead of one for each.
    private static final String WHICH = """
             select null::uuid as id where (select count(*) from stored) = cardinality($2::uuid[])
            union all
            select id from stored where (select count(*) from stored) <> cardinality($2::uuid[])""";

    private static final String ALL = " select null::uuid as id";

    private static final Kinds CAREFUL = new Kinds(EventSql::careful);
    private static final Kinds AT_ONCE = new Kinds(EventSql::atOnce);

    /** By what follows from the events; each a constant, by which the driver finds its prepared statement. */
    private record Kinds(String plain, String ordered, String wanted, String both) {
        Kinds(BiFunction<Boolean, Boolean, String> sql) {
            this(sql.apply(false, false), sql.apply(true, false), sql.apply(false, true), sql.apply(true, true));
        }

        String of(boolean orders, boolean occasions) {
            if (orders) {
                return occasions ? both : ordered;
            }
            return occasions ? wanted : plain;
        }
    }

    private EventSql() {}

    /** Stores those that aren't stored yet; answers with their ids, or with one null when that is all. */
    static String ofAny(boolean orders, boolean occasions) {
        return CAREFUL.of(orders, occasions);
    }

    /** Stores all or, if one is stored already, fails; answers with one null. */
    static String ofNew(boolean orders, boolean occasions) {
        return AT_ONCE.of(orders, occasions);
    }

    private static String careful(boolean orders, boolean occasions) {
        String returning = ONLY_NEW_ONES.formatted(occasions ? ", visitor" : "");
        String sql = EVENTS + returning + COUNTED.formatted(COUNTED_HERE);
        int next = OF_EVENTS + 1;
        if (orders) {
            sql += numbered(ORDERS, next);
            next += OF_ORDERS;
        }
        return (occasions ? sql + numbered(OCCASIONS_OF_STORED, next) : sql) + WHICH;
    }

    private static String atOnce(boolean orders, boolean occasions) {
        String sql = EVENTS + COUNTED.formatted(COUNTED_BEFORE);
        int next = OF_EVENTS + OF_COUNTS + 1;
        if (orders) {
            sql += numbered(ORDERS, next);
            next += OF_ORDERS;
        }
        return (occasions ? sql + numbered(OCCASIONS, next) : sql) + ALL;
    }

    private static String numbered(String sql, int first) {
        return sql.formatted(IntStream.range(first, first + OF_ORDERS).boxed().toArray());
    }
}
