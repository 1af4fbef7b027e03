package io.warmtag.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.db.Database;
import io.warmtag.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of a small shop as the collector would have stored them, for tests and pictures; the same ones every time. */
final class SampleShop {
    private final Database database;
    private final Site site;
    private final Random random = new Random(7);
    private final Instant now;

    SampleShop(Database database, Site site, Instant now) {
        this.database = database;
        this.site = site;
        this.now = now;
    }

    /** A visitor who looked, put something in the cart and ordered. */
    static final UUID BUYER = new UUID(0x0102030405060708L, 0x1112131415161718L);

    /** One who only put something in the cart. */
    static final UUID WANTS = new UUID(0x2122232425262728L, 0x3132333435363738L);

    void fill() {
        buyer();
        wants();
        crowd(120);
        rejected();
        rules();
        run("""
                insert into temperature_count (site_id, temperature, shard, count)
                values ($1, 2, 0, 12), ($1, 1, 0, 340), ($1, 0, 0, 1234567)""", site.id());
        run(
                "insert into temperature_day (site_id, day, hot, warm, cold) values ($1, $2, 9, 372, 1101200)",
                site.id(),
                LocalDate.ofInstant(now, site.timeZone()).minusDays(7));
    }

    private void rules() {
        rule(
                1,
                "on",
                "{\"name\":\"কার্টে ফেলে যাওয়া: দুই ঘণ্টা পর দশ শতাংশ ছাড়\",\"when\":{\"kind\":\"event\",\"event\":\"add_to_cart\","
                        + "\"where\":[{\"path\":\"value\",\"op\":\"least\",\"value\":\"500\"}],\"after\":120,"
                        + "\"unless\":{\"order\":true,\"events\":[\"begin_checkout\"]}},\"if\":{\"kind\":\"audience\","
                        + "\"audience\":4},\"steps\":[{\"kind\":\"offer\",\"offer\":7},{\"kind\":\"wait\",\"minutes\":1440},"
                        + "{\"kind\":\"send\",\"destination\":3,\"event\":\"TempWarm\"}],\"limits\":{\"per_person\":{\"times\":1,"
                        + "\"days\":14},\"overall\":{\"times\":500,\"days\":1},\"quiet\":{\"from\":\"22:00\",\"to\":\"09:00\"}},"
                        + "\"purpose\":\"ad_user_data\"}");
        rule(2, "testing", "{\"name\":\"Win back\",\"when\":{\"kind\":\"temperature\",\"from\":\"hot\"},\"steps\":[]}");
        run("""
                insert into rule_count (site_id, rule, day, shard, fired, held_out, limited, last)
                values ($1, 1, current_date, 0, 12345, 1371, 40210, now())""", site.id());
        run("""
                insert into firing (site_id, rule, person, occasion_key, id, temperature, version, decision, test,
                                    occurred_at, at)
                select $1, 1, case decision when 0 then $2::uuid else gen_random_uuid() end, 'e:' || decision,
                       gen_random_uuid(), 1, 1, decision, decision = 2, now(), now() - decision * interval '7 minutes'
                from generate_series(0, 4) as decision""", site.id(), WANTS);
        run("""
                insert into firing_step (firing, number, state, due, note, ended_at)
                select id, number, state, now(), note, now()
                from firing, (values (0, 'done', null), (2, 'given_up', 'order')) as step (number, state, note)
                where decision = 0 and site_id = $1""", site.id());
    }

    private void rule(int id, String state, String definition) {
        run("insert into rule (site_id, id, state, version, salt) values ($1, $2, $3, 1, 1)", site.id(), id, state);
        run("""
                insert into rule_version (site_id, rule, version, definition, author)
                values ($1, $2, 1, $3, 'ada@example.com')""", site.id(), id, definition);
    }

    private void buyer() {
        event(BUYER, "page_view", Duration.ofDays(20), page("/"), 0);
        event(BUYER, "view_item", Duration.ofDays(20).minusMinutes(2), product("জামদানি শাড়ি", 4590), 0);
        event(BUYER, "add_to_cart", Duration.ofDays(20).minusMinutes(3), product("জামদানি শাড়ি", 4590), 0);
        event(BUYER, "begin_checkout", Duration.ofDays(3), product("জামদানি শাড়ি", 4590), 0);
        event(BUYER, "purchase", Duration.ofDays(3).minusMinutes(4), product("জামদানি শাড়ি", 4590), 0);
        event(BUYER, "page_view", Duration.ofMinutes(50), page("/"), 0);
        run("""
                insert into customer_order (site_id, transaction_id, person, placed_at, value, currency)
                values ($1, 'T-1042', $2, $3, 4590, 'BDT')""", site.id(), BUYER, at(Duration.ofDays(3)));
        person(BUYER, 2, Duration.ofDays(3), 15.5, Duration.ofDays(20), Duration.ofMinutes(50));
        transition(BUYER, 1, 0, 1, Duration.ofDays(20), "event");
        transition(BUYER, 2, 1, 0, Duration.ofDays(6), "time");
        transition(BUYER, 3, 0, 2, Duration.ofDays(3), "order");
    }

    private void wants() {
        for (int i = 0; i < 7; i++) {
            event(WANTS, "view_item", Duration.ofDays(2).minusMinutes(i), product("Nakshi Kantha", 2850), 0);
        }
        event(WANTS, "add_to_wishlist", Duration.ofDays(2).minusMinutes(9), product("Nakshi Kantha", 2850), 0);
        event(WANTS, "add_to_cart", Duration.ofDays(1), product("Nakshi Kantha", 2850), 0);
        event(WANTS, "remove_from_cart", Duration.ofHours(3), product("Nakshi Kantha", 2850), 0);
        event(WANTS, "search", Duration.ofHours(2), new JsonObject().put("search_term", "মাটির গয়না"), 0);
        person(WANTS, 1, Duration.ofDays(2), 12.8, Duration.ofDays(2), Duration.ofHours(2));
        transition(WANTS, 1, 0, 1, Duration.ofDays(2), "event");
    }

    private void crowd(int people) {
        for (int i = 0; i < people; i++) {
            UUID one = new UUID(random.nextLong(), random.nextLong());
            Duration ago = Duration.ofSeconds(20 + random.nextInt(36_000));
            int mark = i % 17 == 0 ? 1 : i % 23 == 0 ? 2 : 0;
            event(one, "page_view", ago, page("/collections/winter-sale-with-a-very-long-address-" + i), mark);
            if (i % 3 == 0) {
                event(one, "view_item", ago.minusSeconds(9), product("হাতে বোনা শীতের শাল", 1290 + i), mark);
            }
            if (i % 7 == 0) {
                event(one, "shop_newsletter_opened_in_the_footer_of_the_page", ago.minusSeconds(12), page("/"), mark);
            }
            if (mark == 0) {
                person(one, i % 11 == 0 ? 1 : 0, ago, i % 11 == 0 ? 10.2 : 1, ago, ago);
            }
        }
        // Half of it came without a visitor: pixels in mails.
        event(null, "page_view", Duration.ofSeconds(15), page("/mail"), 0);
    }

    private static JsonObject page(String path) {
        return new JsonObject().put("page_location", "https://shop.example" + path);
    }

    private static JsonObject product(String name, int price) {
        return new JsonObject()
                .put("currency", "BDT")
                .put("value", price)
                .put(
                        "items",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("item_id", "SKU_" + price)
                                        .put("item_name", name)
                                        .put("price", price)
                                        .put("quantity", 1)));
    }

    private OffsetDateTime at(Duration ago) {
        return now.minus(ago).atOffset(ZoneOffset.UTC);
    }

    void event(@Nullable UUID visitor, String name, Duration ago, JsonObject data, int mark) {
        OffsetDateTime time = at(ago);
        long ms = time.toInstant().toEpochMilli();
        UUID id = new UUID(ms << 16 | 0x7000L | random.nextInt(0x1000), 0x8000000000000000L | random.nextLong() >>> 2);
        run(
                """
                insert into event (site_id, id, visitor, name, time, received, mark, remarks, data, context)
                values ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9)""",
                site.id(),
                id,
                visitor,
                name,
                time,
                (short) mark,
                name.equals("search") ? new String[] {"clock_corrected"} : null,
                data.encode(),
                new JsonObject()
                        .put("url", data.getString("page_location", "https://shop.example/products/x"))
                        .put("browser", "Chrome")
                        .put("system", "Android")
                        .encode());
        run("""
                insert into event_count as c (site_id, hour, name, shard, count, last)
                values ($1, date_trunc('hour', $2::timestamptz), $3, 0, 1, $2)
                on conflict (site_id, hour, name, shard) do update
                set count = c.count + 1, last = greatest(c.last, excluded.last)""", site.id(), time, name);
    }

    void person(UUID id, int temperature, Duration since, double score, Duration first, Duration last) {
        run("""
                insert into person (site_id, id, temperature, since, score, first_seen, last_seen, changes)
                values ($1, $2, $3, $4, $5, $6, $7, 0)""", site.id(), id, (short) temperature, at(since), (float) score, at(first), at(last));
    }

    private void transition(UUID person, int number, int from, int to, Duration ago, String cause) {
        run("""
                insert into transition (site_id, person, number, from_state, to_state, at, cause, model_version)
                values ($1, $2, $3, $4, $5, $6, $7, 1)""", site.id(), person, number, (short) from, (short) to, at(ago), cause);
    }

    private void rejected() {
        for (int i = 0; i < 4; i++) {
            run(
                    """
                    insert into rejected_event (site_id, received, name, field, reason, code, arguments, body)
                    values ($1, $2, $3, $4, $5, $6, $7, $8)""",
                    site.id(),
                    at(Duration.ofMinutes(7 + i)),
                    i == 2 ? null : "add_to_cart",
                    i == 2 ? "event" : i == 1 ? "data.value" : "data.items[0].price",
                    i == 2
                            ? "an event must be a JSON object with id and name"
                            : i == 1
                                    ? "data.value must be of type number, as the event is defined"
                                    // As it was kept before there were codes.
                                    : "price must be a number without a currency sign",
                    i == 2 ? "event_form" : i == 1 ? "parameter_type" : null,
                    i == 1 ? new JsonObject().put("type", "number") : null,
                    "{\"id\":\"019ab\",\"name\":\"add_to_cart\",\"data\":{\"items\":[{\"price\":\"৳1,290\"}]}}");
        }
        run("""
                insert into rejected_count (site_id, hour, reason, count)
                values ($1, date_trunc('hour', $2::timestamptz), 'price', 4)""", site.id(), at(Duration.ofMinutes(7)));
    }

    private void run(String sql, @Nullable Object... parameters) {
        if (database.query(sql, parameters).await().size() > 0) {
            throw new IllegalArgumentException("this is a question: " + sql);
        }
    }
}
