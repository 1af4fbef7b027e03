package io.warmtag.product;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.warmtag.testkit.TestSite;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProductRetentionTest {
    private final Instant now = Instant.now();
    private TestSite site;

    @BeforeEach
    void start() {
        site = new TestSite();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void letsGoWhatNobodyHasSpokenOfForAsLongAsEventsAreKept() {
        int days = site.bakery().retentionDays();
        OffsetDateTime old = ago(days + 1);
        OffsetDateTime young = ago(days - 1);
        for (int i = 0; i < 450; i++) {
            interested("S-" + i, old, i % 2 == 0 ? young : old);
        }
        product("page-old", null, old, null);
        product("page-young", null, young, null);
        product("feed-there", 1, old, null);
        product("feed-gone", 1, old, old);
        for (String item : new String[] {"page-old", "feed-there"}) {
            price(item, ago(days + 9));
            price(item, ago(days + 5));
        }
        long open = change(old);
        long over = change(old);
        run(change(young), young);
        run(open, null);
        run(over, old);

        new ProductRetention(site.database(), site.sites(), now::toEpochMilli)
                .run()
                .await();

        assertEquals(225, site.ask("select count(*) from product_interest"));
        assertEquals(2, site.ask("select count(*) from product where item_id in ('page-young', 'feed-there')"));
        assertEquals(2, site.ask("select count(*) from product"));
        assertEquals(1, site.ask("select count(*) from product_price"));
        assertEquals(2, site.ask("select count(*) from product_change"));
        assertEquals(2, site.ask("select count(*) from rule_product_run"));
    }

    private OffsetDateTime ago(int days) {
        return now.minus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC);
    }

    private void interested(String item, OffsetDateTime first, OffsetDateTime last) {
        site.run(
                "insert into product_interest (site_id, item_id, person, first_view, last_view) values ($1, $2, $3, $4, $5)",
                site.bakery().id(),
                item,
                UUID.randomUUID(),
                first,
                last);
    }

    private void product(String item, @Nullable Integer feed, OffsetDateTime seen, @Nullable OffsetDateTime gone) {
        site.run("""
                insert into product (site_id, item_id, item_group, name, feed, first_seen, last_seen, gone_at)
                values ($1, $2, $2, $2, $3, $4, $4, $5)""", site.bakery().id(), item, feed, seen, gone);
    }

    private void price(String item, OffsetDateTime at) {
        site.run(
                "insert into product_price (site_id, item_id, at, price) values ($1, $2, $3, 100)",
                site.bakery().id(),
                item,
                at);
    }

    private long change(OffsetDateTime at) {
        return site.ask("""
                insert into product_change (site_id, item_id, item_group, kind, lead, data, at)
                values ($1, 'S-1', 'S-1', 0, true, '{}', $2) returning number""", site.bakery().id(), at);
    }

    private void run(long change, @Nullable OffsetDateTime done) {
        site.run(
                "insert into rule_product_run (site_id, rule, change, due, done_at) values ($1, 1, $2, now(), $3)",
                site.bakery().id(),
                change,
                done);
    }
}
