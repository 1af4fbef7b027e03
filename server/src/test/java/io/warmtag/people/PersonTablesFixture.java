package io.warmtag.people;

import io.warmtag.db.Database;
import io.warmtag.event.VisitorId;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.StateCodec;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Something of a person in every table that may hold something of persons. */
public final class PersonTablesFixture {
    private PersonTablesFixture() {}

    /** All such tables. */
    public static Set<String> tables() {
        var tables = new TreeSet<>(PersonTables.BY_OTHERS);
        PersonTables.FOLLOWING.forEach(step -> tables.add(step.table()));
        PersonTables.KNOWN.forEach(step -> tables.add(step.table()));
        return tables;
    }

    /** Puts it there; tables that what he did has filled are left. */
    public static void fill(Database database, int site, UUID person, String email) {
        String id = VisitorId.text(person);
        UUID other = UUID.randomUUID();
        for (String sql : """
                insert into occasion_parked (number, site_id, person, kind, event, recorded_at, reason) values (:site * 1000, :site, :person, 0, :other, now(), 'r')
                insert into rule (site_id, id, version, salt, testers) values (:site, 90, 1, 1, array[:person])
                insert into rule_version (site_id, rule, version, definition, author) values (:site, 90, 1, '{"name":"Welcome"}', 'a')
                insert into rule_wait (site_id, rule, person, occasion_key, version, due, occurred_at, test) values (:site, 90, :person, 'k', 1, now() + interval '1 day', now(), false)
                insert into audience (site_id, id, name, notes, condition, author, settings, filling, deleted_at) values (:site, 90, 'Old', '', '{}', 'a', 1, false, now())
                insert into audience_member (site_id, audience, person, version, since, changes, seen_at) values (:site, 90, :person, 1, now(), 1, now())
                insert into rule_person (site_id, rule, person, held_out) values (:site, 90, :person, false)
                insert into rule_message (site_id, person, sent) values (:site, :person, array[now()])
                insert into firing (site_id, rule, person, occasion_key, id, temperature, version, decision, test, occurred_at, at) values (:site, 90, :person, 'f', :other, 2, 1, 0, false, now(), now())
                insert into firing_step (firing, number, state) values (:other, 1, 'done')
                insert into destination (site_id, id, kind, name, state, settings) values (:site, 90, 'webhook', 'Old', 3, '{"values":{}}')
                insert into outbox (site_id, destination, key, person, event, name, time, data, context, state) values (:site, 90, 'k', :person, :other, 'purchase', now(), '{"email":":email"}', '{}', 1)
                insert into attempt (site_id, destination, at, ms, sandbox, events, request, outcome) values (:site, 90, now(), 1, true, 1, 'POST :email', 0)
                insert into attempt_row (site_id, row, attempt) select :site, (select max(number) from outbox where site_id = :site), (select max(number) from attempt where site_id = :site)
                insert into raw_device (site_id, visitor, sealed, seen_at) values (:site, :person, ''::bytea, now())
                insert into product_interest (site_id, item_id, person, first_view, last_view) values (:site, 'SKU_1', :person, now(), now()) on conflict do nothing
                insert into campaign_touch (site_id, visitor, source, medium, campaign, day, at, last_at) values (:site, :person, 'facebook', 'cpc', 'winter', current_date, now(), now()) on conflict do nothing
                insert into join_conflict (site_id, one, other, kind, hash, reason) values (:site, :person, :other, 1, ''::bytea, 'two_people')
                insert into join_decision (site_id, one, other, together, by) values (:site, :person, :other, false, 'a')
                insert into person_checkpoint (site_id, person, taken_at, state) values (:site, :person, '2020-01-01', ':state')
                insert into backtest (id, site_id, subject, days, author, state) values (:other, :site, 'rules/90', 7, 'a', 'done')
                insert into backtest_person (backtest, at, person, held_out, bought) values (:other, now(), :person, false, true)
                insert into product (site_id, item_id, item_group, name, heard_by, first_seen, last_seen) values (:site, 'SKU_9', 'SKU_9', 'n', array[:person], now(), now())
                insert into list_member (site_id, destination, person, member) values (:site, 90, :person, true)
                insert into offer (site_id, id, definition, author) values (:site, 90, '{"name":"Ten"}', 'a')
                insert into offer_grant (id, site_id, person, offer, firing, variant, outcome, granted_at, expires_at) values (:other, :site, :person, 90, :other, 1, 0, now(), now())
                insert into rejected_event (site_id, reason, body) values (:site, 'r', '{"visitor":":text"}')
                insert into preview_session (id, site_id, subject, author, expires_at) values (:other, :site, 'draft', 'a', now())
                insert into preview_message (session_id, body) values (:other, '{"email":":email"}')
                insert into audit (actor, action, site_id, subject) values ('a', 'contact.show', :site, ':text')
                """.lines().toList()) {
            database.query(sql.replace(":site", String.valueOf(site))
                            .replace(":person", "'" + person + "'::uuid")
                            .replace(":other", "'" + other + "'::uuid")
                            .replace(":state", "\\x" + HexFormat.of().formatHex(StateCodec.encode(PersonState.EMPTY)))
                            .replace(":text", id)
                            .replace(":email", email))
                    .await();
        }
    }
}
