package io.warmtag.people;

import java.util.List;

/** What a person's export tells, part by part: queries of a site ($1) and visitors ($2) that give a JSON object a row. */
final class ExportSections {
    /** @param name as it stands in the document */
    record Section(String name, String sql) {}

    static final List<Section> ALL = List.of(
            new Section("standing", """
                    select json_build_object('visitor', visitor_text(id),
                        'temperature', (array['cold', 'warm', 'hot'])[temperature + 1], 'since', since, 'score', score,
                        'first_seen', first_seen, 'last_seen', last_seen)
                    from person where site_id = $1 and id = any($2) and joined_to is null"""),
            new Section("summaries_of_older_events", """
                    select json_build_object('visitor', visitor_text(person), 'until', taken_at)
                    from person_checkpoint where site_id = $1 and person = any($2)"""),
            new Section("events", """
                    select json_build_object('id', id, 'visitor', visitor_text(visitor), 'name', name, 'time', time,
                        'received', received, 'mark', (array['person', 'bot', 'staff'])[mark + 1], 'remarks', remarks,
                        'data', data::json, 'context', context::json)
                    from event where site_id = $1 and visitor = any($2) order by time, id"""),
            new Section("orders", """
                    select json_build_object('transaction_id', transaction_id, 'value', value, 'currency', currency,
                        'placed', placed_at, 'confirmed', confirmed_at, 'delivered', delivered_at, 'cancelled', cancelled_at,
                        'returned', returned_at, 'refunded', refunded_at)
                    from customer_order where site_id = $1 and person = any($2) order by first_seen, transaction_id"""),
            new Section("properties", """
                    select json_build_object('visitor', visitor_text(visitor), 'name', name, 'value', value,
                        'day', to_char(day, 'MM-DD'), 'heard', heard_at)
                    from person_property where site_id = $1 and visitor = any($2) order by name, visitor"""),
            new Section("profile_days", """
                    select json_build_object('visitor', visitor_text(visitor), 'name', name, 'day', to_char(day, 'MM-DD'),
                        'heard', heard_at)
                    from profile_day where site_id = $1 and visitor = any($2) order by name, visitor, heard_at"""),
            new Section("temperature_changes", """
                    select json_build_object('visitor', visitor_text(person), 'number', number,
                        'from', (array['cold', 'warm', 'hot'])[from_state + 1], 'to', (array['cold', 'warm', 'hot'])[to_state + 1],
                        'at', at, 'cause', cause)
                    from transition where site_id = $1 and person = any($2) order by at, number"""),
            // Of others only that there was somebody.
            new Section("joins", """
                    select json_build_object('visitor', visitor_text(visitor), 'at', at, 'joined', after <> visitor,
                        'by', split_part(cause, ' ', 1))
                    from join_log where site_id = $1 and visitor = any($2) order by number"""),
            new Section("decisions", """
                    select json_build_object('together', together, 'at', at)
                    from join_decision where site_id = $1 and (one = any($2) or other = any($2)) order by number"""),
            new Section("undecided", """
                    select json_build_object('reason', reason, 'found', found_at)
                    from join_conflict where site_id = $1 and (one = any($2) or other = any($2)) order by id"""),
            new Section("audiences", """
                    select json_build_object('audience', m.audience, 'name', a.name, 'since', since)
                    from audience_member m join audience a on a.site_id = m.site_id and a.id = m.audience
                    where m.site_id = $1 and person = any($2) and since is not null order by m.audience"""),
            new Section("lists_outside", """
                    select json_build_object('destination', d.name, 'wanted', wanted, 'told', told is not null, 'at', told_at)
                    from list_member m join destination d on d.site_id = m.site_id and d.id = m.destination
                    where m.site_id = $1 and person = any($2) order by m.destination"""),
            new Section("rules", """
                    select json_build_object('rule', f.rule, 'name', v.definition::json ->> 'name', 'happened', f.occurred_at,
                        'at', f.at, 'temperature', (array['cold', 'warm', 'hot'])[f.temperature + 1],
                        'decision', (array['fired', 'held_out', 'limited', 'limited_for_all', 'no_consent'])[f.decision + 1],
                        'steps', (select json_agg(json_build_object('number', number, 'state', state, 'ended', ended_at)
                                                  order by number) from firing_step where firing = f.id))
                    from firing f
                    left join rule_version v on v.site_id = f.site_id and v.rule = f.rule and v.version = f.version
                    where f.site_id = $1 and person = any($2) order by f.at"""),
            new Section("rules_that_wait", """
                    select json_build_object('rule', rule, 'happened', occurred_at, 'due', due)
                    from rule_wait where site_id = $1 and person = any($2) order by due"""),
            new Section("rule_groups", """
                    select json_build_object('rule', rule, 'held_out', held_out, 'at', assigned_at)
                    from rule_person where site_id = $1 and person = any($2) order by rule"""),
            new Section("messages", """
                    select json_build_object('at', at) from rule_message, unnest(sent) at
                    where site_id = $1 and person = any($2) order by at"""),
            new Section("offers", """
                    select json_build_object('offer', g.offer, 'name', o.definition::json ->> 'name', 'code', code,
                        'granted', granted_at, 'expires', expires_at, 'shown', shown_at, 'clicked', clicked_at,
                        'dismissed', dismissed_at, 'redeemed', redeemed_at)
                    from offer_grant g join offer o on o.site_id = g.site_id and o.id = g.offer
                    where g.site_id = $1 and person = any($2) order by granted_at, g.id"""),
            new Section("deliveries", """
                    select json_build_object('destination', d.name, 'kind', d.kind, 'name', o.name, 'time', time,
                        'state', (array['waiting', 'delivered', 'dead', 'withheld'])[o.state + 1], 'reason', code,
                        'done', done_at, 'data', data::json, 'context', context::json)
                    from outbox o join destination d on d.site_id = o.site_id and d.id = o.destination
                    where o.site_id = $1 and person = any($2) order by number"""),
            new Section("campaigns", """
                    select json_build_object('source', source, 'medium', medium, 'campaign', campaign, 'first', at,
                        'last', last_at)
                    from campaign_touch where site_id = $1 and visitor = any($2) order by at"""),
            new Section("products", """
                    select json_build_object('item_id', item_id, 'first_view', first_view, 'last_view', last_view,
                        'first_cart', first_cart, 'last_cart', last_cart, 'bought', bought_at)
                    from product_interest where site_id = $1 and person = any($2) order by item_id"""),
            new Section("backtests", """
                    select json_build_object('subject', subject, 'at', at, 'held_out', held_out, 'bought', bought)
                    from backtest_person p join backtest b on b.id = p.backtest
                    where b.site_id = $1 and person = any($2) order by at"""),
            // Whoever looked is not his.
            new Section("looked_at", """
                    select json_build_object('action', action, 'at', at) from audit
                    where site_id = $1 and subject like any(
                        select '%' || replace(visitor_text(visitor), '_', '\\_') || '%' from unnest($2::uuid[]) visitor)
                    order by id"""));

    private ExportSections() {}
}
