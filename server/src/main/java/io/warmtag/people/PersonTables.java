package io.warmtag.people;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What becomes of each table of the database when a person is erased. Every table stands here, also those that say nothing of
 * anybody: a test holds this against the database's own catalogue.
 */
public final class PersonTables {
    /**
     * One statement, of a site ($1) and visitors ($2). Run when they are erased, and again a while later for what was on its way:
     * then $3 is the time of the erasure, and nothing newer is touched. At first $3 is null.
     */
    record Step(String table, String sql) {}

    /** Was told before the erasure ($3), and stored behind its back; who tells of a past order only now tells of somebody new. */
    static final String LATE_ORDER = """
            first_seen <= $3 + interval '10 seconds'
            and least(placed_at, confirmed_at, delivered_at, cancelled_at) <= $3""";

    private static final String ONCE = " and $3::timestamptz is null";

    /**
     * What follows from what he did, in the order in which one follows from the other: whoever works on the one before is waited
     * for, and what he makes of it is there for the next.
     */
    static final List<Step> FOLLOWING = List.of(
            of("occasion", "person", "recorded_at"),
            of("occasion_parked", "person", "recorded_at"),
            of("rule_wait", "person", "occurred_at"),
            new Step("audience_member", """
                    with gone as (
                        delete from audience_member where site_id = $1 and person = any($2)
                        and ($3::timestamptz is null or seen_at <= $3) returning audience, person, since)
                    insert into audience_count as known (site_id, audience, shard, members)
                    select $1, audience, get_byte(uuid_send(person), 15) & 15, -count(*) from gone where since is not null
                    group by 2, 3 order by 2, 3
                    on conflict (site_id, audience, shard) do update set members = known.members + excluded.members"""),
            of("rule_person", "person", "assigned_at"),
            of("rule_message", "person", "(select max(one) from unnest(sent) one)"),
            new Step("firing_step", """
                    delete from firing_step using firing
                    where firing.id = firing_step.firing and site_id = $1 and person = any($2)
                      and ($3::timestamptz is null or occurred_at <= $3)"""),
            of("firing", "person", "occurred_at"),
            // A request may have told of others too; what it said of him can't be cut out.
            new Step("attempt", """
                    update attempt set request = '', answer = null, detail = null
                    from outbox o join attempt_row r on r.site_id = o.site_id and r.row = o.number
                    where o.site_id = $1 and o.person = any($2)
                      and ($3::timestamptz is null or o.time <= $3 and o.name <> 'list_remove')
                      and attempt.site_id = r.site_id and attempt.number = r.attempt"""),
            new Step("outbox", """
                    delete from outbox where site_id = $1 and person = any($2)
                      and ($3::timestamptz is null or time <= $3 and name <> 'list_remove')"""));

    /** What is known of him. */
    static final List<Step> KNOWN = List.of(
            of("raw_device", "visitor", "seen_at"),
            of("product_interest", "person", "greatest(first_view, last_view, first_cart, last_cart, bought_at)"),
            of("campaign_touch", "visitor", "last_at"),
            of("person_property", "visitor", "heard_at"),
            of("profile_day", "visitor", "heard_at"),
            of("contact_detail", "visitor", "seen"),
            // What they had in common with others may join these now.
            new Step("identity", """
                    update identity other set weighed_at = null
                    from identity his
                    where his.site_id = $1 and his.visitor = any($2) and other.site_id = $1 and other.kind = his.kind
                      and other.hash = his.hash and other.visitor <> all($2)""" + ONCE),
            of("identity", "visitor", "last_seen"),
            new Step(
                    "join_conflict",
                    "delete from join_conflict where site_id = $1 and (one = any($2) or other = any($2))" + ONCE),
            new Step(
                    "join_decision",
                    "delete from join_decision where site_id = $1 and (one = any($2) or other = any($2))" + ONCE),
            // The logs of those whom he was taken for once.
            new Step("transition", """
                    update transition set cause_id = null
                    where site_id = $1 and cause in ('joined', 'parted') and cause_id = any($2::uuid[]::text[])
                      and person in (select unnest(array[before, after]) from join_log
                                     where site_id = $1 and visitor = any($2))""" + ONCE),
            new Step("join_log", """
                    delete from join_log
                    where site_id = $1 and (visitor = any($2) or before = any($2) or after = any($2))""" + ONCE),
            new Step("person_visitor", """
                    delete from person_visitor where site_id = $1 and (visitor = any($2) or person = any($2))""" + ONCE),
            of("person_checkpoint", "person", "taken_at"),
            // Only what was written by who had not heard of the erasure; and counted where its log ends.
            new Step("person", """
                    with gone as (
                        delete from person using erased_visitor e
                        where person.site_id = $1 and id = any($2) and e.site_id = $1 and e.visitor = id and person.joins < e.joins
                          and ($3::timestamptz is null or true)
                        returning id, joined_to)
                    insert into temperature_count as known (site_id, temperature, shard, count)
                    select $1, temperature, 0, -count(*)
                    from (select coalesce((select to_state from transition where site_id = $1 and person = gone.id
                                           order by number desc limit 1), 0)::smallint as temperature
                          from gone where joined_to is null) counted
                    group by temperature order by temperature
                    on conflict (site_id, temperature, shard) do update set count = known.count + excluded.count"""),
            new Step("transition", """
                    delete from transition where site_id = $1 and person = any($2)
                      and ($3::timestamptz is null or at <= $3 and logged_at <= $3 + interval '10 seconds')"""),
            of("backtest_person", "person", "at", "backtest in (select id from backtest where site_id = $1)"),
            new Step("product", """
                    update product set heard_by = array(select one from unnest(heard_by) one where one <> all($2))
                    where site_id = $1 and heard_by && $2""" + ONCE),
            new Step("rule", """
                    update rule set testers = array(select one from unnest(testers) one where one <> all($2))
                    where site_id = $1 and testers && $2""" + ONCE),
            // Their places are kept, so that an event that comes once more is none: of whom and of what nobody can
            // tell.
            new Step("event", """
                    update event set visitor = null, data = '{}', context = '{}', remarks = array['erased']
                    where site_id = $1 and visitor = any($2) and ($3::timestamptz is null or received <= $3)"""),
            new Step("customer_order", """
                    update customer_order set person = gen_random_uuid(), erased = true
                    where site_id = $1 and person = any($2)
                      and ($3::timestamptz is null or %s)""".formatted(LATE_ORDER)),
            // Has the states taken out of the grid, and whatever is folded of them looked at again.
            new Step("person_regroup", """
                    insert into person_regroup (site_id, person) select $1, unnest($2::uuid[])
                    where $3::timestamptz is null"""));

    /** Whose rows others erase, who know what hangs on them. */
    static final Set<String> BY_OTHERS = Set.of(
            // Stays until the lists outside have let him go.
            "list_member",
            // What was given is added up first.
            "offer_grant",
            // Searched for his ids and what he is called.
            "rejected_event",
            "preview_message",
            "audit",
            // The erasure itself.
            "erasure",
            "erased_visitor",
            // Goes with its row of the outbox.
            "attempt_row");

    /** Tables that say nothing of a visitor, with the columns that look as if they did. */
    static final Map<String, Set<String>> OF_NOBODY = new TreeMap<>();

    static {
        for (String table : """
                site temperature_settings script news event_count rejected_count temperature_count temperature_day account
                login_failure api_key workspace workspace_entity workspace_change version environment release event_strictness
                rule_version rule_count destination destination_health destination_hour secret_key occasion_shard offer offer_past
                offer_day offer_day_state product_feed product_feed_wrong product_price product_change people_list heartbeat rule_frequency
                rule_report rule_day rule_day_done rule_day_met temperature_move campaign_mark campaign_day
                campaign_day_state campaign_cost order_import flyway_schema_history""".split("\\s+")) {
            OF_NOBODY.put(table, Set.of());
        }
        // Of nodes, of staff and of keys.
        OF_NOBODY.put("node", Set.of("id"));
        OF_NOBODY.put("console_session", Set.of("token_hash"));
        OF_NOBODY.put("one_time_link", Set.of("token_hash"));
        OF_NOBODY.put("secret_key", Set.of("fingerprint"));
        OF_NOBODY.put("server_secret", Set.of("value"));
        OF_NOBODY.put("destination", Set.of("secrets"));
        OF_NOBODY.put("preview_session", Set.of("id"));
        OF_NOBODY.put("event_build", Set.of("session_id"));
        OF_NOBODY.put("backtest", Set.of("id"));
        // How far somebody has got who goes through all persons: a place between ids.
        OF_NOBODY.put("audience", Set.of("fill_after"));
        OF_NOBODY.put("rule_run", Set.of("reached"));
        OF_NOBODY.put("rule_product_run", Set.of("reached"));
        OF_NOBODY.put("rule_date_run", Set.of("reached"));
        // The id of an event.
        OF_NOBODY.put("product_learning", Set.of("learnt_id"));
        // The grant that it was given for: with a grant that is gone it stays given.
        OF_NOBODY.put("offer_code", Set.of("grant_id"));
        // Counts, changed with what they count.
        OF_NOBODY.put("audience_count", Set.of());
        // Lists of words and networks; staff.
        OF_NOBODY.put("site", Set.of("domains", "staff_networks"));
        OF_NOBODY.put("api_key", Set.of("key_hash", "scopes"));
        OF_NOBODY.put("product_change", Set.of("categories"));
        OF_NOBODY.put("account", Set.of("email"));
    }

    private PersonTables() {}

    private static Step of(String table, String column, String time) {
        return of(table, column, time, "site_id = $1");
    }

    private static Step of(String table, String column, String time, String site) {
        return new Step(
                table,
                "delete from " + table + " where " + site + " and " + column
                        + " = any($2) and ($3::timestamptz is null or " + time + " <= $3)");
    }
}
