package io.warmtag.tools.fill;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.config.DatabaseAddress;
import io.warmtag.tools.Api;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Gives a filled site what a large shop has besides events: products and who looked at them, a rule with a past, an
 * offer, a destination with deliveries. Blocks.
 */
public final class ShopFilling {
    private static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";
    private static final List<String> ROWS = List.of(
            """
            create temp table someone as
                select id, row_number() over () as n from person where site_id = {site} limit 200000""",
            """
            insert into product (site_id, item_id, item_group, name, brand, category, price, currency, availability, link, feed,
                                 first_seen, last_seen, listed_at)
            select {site}, 'SKU-' || n, 'GROUP-' || n / 4, (array['Cotton','Silk','Jute','Clay','Brass'])[1 + n % 5] || ' '
                   || (array['saree','panjabi','bag','teapot','lamp'])[1 + n / 5 % 5] || ' no. ' || n, 'Rongin',
                   (array['Clothing > Sarees','Clothing > Panjabi','Home > Kitchen','Crafts'])[1 + n % 4], 10000 + n * 7,
                   'BDT', case when n % 9 = 0 then 1 else 0 end, 'https://shop.example/p/' || n, 1,
                   now() - n * interval '1 minute', now(), now()
            from generate_series(1, 50000) n""",
            """
            insert into product_interest (site_id, item_id, person, first_view, last_view, first_cart, last_cart)
            select {site}, 'SKU-' || 1 + (n * 7919 + look * 104729) % 50000, id, now() - look * interval '1 day', now(),
                   case when n % 3 = 0 then now() end, case when n % 3 = 0 then now() end
            from someone, generate_series(1, 3) look on conflict do nothing""",
            """
            insert into product_price (site_id, item_id, at, price, currency, availability)
            select {site}, 'SKU-' || n, now() - ago * interval '9 days', 10000 + n * 7 + ago * 100, 'BDT', 0
            from generate_series(1, 50000) n, generate_series(1, 3) ago""",
            """
            insert into outbox (site_id, destination, key, person, event, name, time, data, context, state, attempts, code,
                                created_at, since, done_at)
            select {site}, 1, 'e:' || n || ':' || m, id, gen_random_uuid(), 'purchase', at, '{"value":1290,"currency":"BDT"}', '{}',
                   case when n % 500 = 0 then 2 else 1 end, 1, case when n % 500 = 0 then 'refused' end, at, at, at
            from someone, generate_series(1, 2) m, lateral (select now() - n * interval '10 seconds' as at) then_
            where n <= 150000""",
            """
            insert into attempt (site_id, destination, at, ms, sandbox, events, request, status, answer, outcome)
            select {site}, 1, now() - n * interval '10 seconds', 120, true, 1, '{"url":"https://hooks.example/"}', 200, '{}', 0
            from generate_series(1, 100000) n""",
            """
            insert into firing (site_id, rule, person, occasion_key, id, temperature, version, decision, test, occurred_at, at)
            select {site}, 1, id, 'e:' || n, gen_random_uuid(), 1, 1, case when n % 10 = 0 then 1 else 0 end, false, at, at
            from someone, lateral (select now() - n * interval '20 seconds' as at) then_""",
            // Or each step looks for its firing by a plan of when there was none, which reads all of them.
            "analyze firing",
            "insert into firing_step (firing, number, state, ended_at) select id, 0, 'done', at from firing"
                    + " where site_id = {site} and decision = 0",
            """
            insert into rule_count (site_id, rule, day, shard, fired, held_out, limited, last)
            select {site}, 1, at::date, 0, count(*) filter (where decision = 0), count(*) filter (where decision = 1), 0, max(at)
            from firing where site_id = {site} group by at::date""",
            """
            insert into offer_grant (id, site_id, person, offer, firing, variant, outcome, granted_at, expires_at, shown_at,
                                     clicked_at)
            select gen_random_uuid(), {site}, person, 1, id, 0, 0, at, at + interval '7 days',
                   case when abs(hashtext(id::text)) % 3 > 0 then at end, case when abs(hashtext(id::text)) % 9 = 0 then at end
            from firing where site_id = {site} and decision = 0""",
            // Nobody came by a campaign: to find that out would go on for minutes beside what is measured.
            """
            insert into campaign_mark (site_id, received) values ({site}, now())
            on conflict (site_id) do update set received = excluded.received""",
            "vacuum (analyze) product, product_interest, product_price, outbox, attempt, firing, firing_step, rule_count,"
                    + " offer_grant");

    private final DatabaseAddress address;
    private final Api api;
    private final String site;

    /** @param site its public id */
    public ShopFilling(DatabaseAddress address, Api api, String site) {
        this.address = address;
        this.api = api;
        this.site = site;
    }

    public void run() throws SQLException, IOException, InterruptedException {
        post(
                "/destinations",
                new JsonObject()
                        .put("kind", "webhook")
                        .put("name", "Warehouse")
                        .put("sandbox", true)
                        .put("settings", new JsonObject().put("url", "https://hooks.example/"))
                        .put("secrets", new JsonObject().put("secret", SECRET)));
        var words = new JsonObject().put("title", "Ten percent").put("body", "Today.");
        post(
                "/offers",
                new JsonObject()
                        .put("name", "Ten percent")
                        .put("kind", "corner")
                        .put("variants", new JsonArray().add(new JsonObject().put("en", words))));
        var when = new JsonObject().put("kind", "event").put("event", "add_to_cart");
        var steps = new JsonArray().add(new JsonObject().put("kind", "offer").put("offer", 1));
        var rule = new JsonObject().put("name", "Left a cart").put("when", when).put("steps", steps);
        post("/rules", new JsonObject().put("definition", rule));
        try (Connection connection = DriverManager.getConnection(
                        address.jdbcUrl(), address.user(), address.password().value());
                Statement statement = connection.createStatement()) {
            for (String rows : ROWS) {
                statement.execute(rows.replace("{site}", "(select id from site where public_id = '" + site + "')"));
            }
        }
    }

    private void post(String path, JsonObject body) {
        api.post("/api/v1/sites/" + site + path, body);
    }
}
