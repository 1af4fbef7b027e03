package io.warmtag.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.warmtag.product.Feed;
import io.warmtag.product.Feeds;
import io.warmtag.product.ProductServices;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProductRulesTest {
    private static final String DROP =
            "{'name':'Drop','holdout':0,'when':{'kind':'price_drop','did':'carted','days':30,"
                    + "'percent':10},'steps':[{'kind':'offer','offer':7},{'kind':'send','destination':3,'event':'PriceDrop'}]}";

    private final UUID rina = new UUID(7, 7);
    private final UUID karim = new UUID(8, 8);
    private RuleWorld world;
    private ProductServices products;
    private Feed feed;

    @BeforeEach
    void start() {
        world = new RuleWorld();
        world.engine();
        products = new ProductServices(
                world.site.vertx(),
                world.site.database(),
                world.site.sites(),
                new ProductChanges(),
                host -> true,
                world.now::get);
        feed = products.feeds()
                .add(world.site.bakery(), new Feeds.Wish("Shop", "", 60), "ada")
                .await();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void tellsThoseOnceWhoCartedWhatBecameCheaper() throws InterruptedException {
        world.on(DROP);
        does(rina, "add_to_cart", "bread");
        does(karim, "view_item", "bread");
        upload("id,title,price\nbread,Bread,100 BDT\nrolls,Rolls,50 BDT\n");
        upload("id,title,price\nbread,Bread,80 BDT\nrolls,Rolls,50 BDT\n");
        learn();
        world.until("select count(*) from sent", 1);
        assertEquals(1, world.ask("select count(*) from granted where person = $1", rina));
        assertEquals(1, world.ask("select count(*) from sent where person = $1", rina));
        JsonObject data = new JsonObject(world.site
                .database()
                .query("select data from sent")
                .await()
                .iterator()
                .next()
                .getString(0));
        assertEquals(100.0, data.getDouble("old_price"));
        assertEquals(80.0, data.getJsonArray("items").getJsonObject(0).getDouble("price"));

        // The same file again, by somebody else, changes nothing.
        upload("id,title,price\nbread,Bread,80 BDT\n");
        learn();
        world.until("select count(*) from rule_product_run where done_at is null", 0);
        assertEquals(1, world.ask("select count(*) from firing"));
    }

    @Test
    void tellsEachOfManyOnceOnTwoNodes() throws InterruptedException {
        world.engine();
        world.on(DROP);
        world.site.run("""
                insert into product_interest (site_id, item_id, person, first_cart, last_cart)
                select $1, 'bread', ('00000000-0000-0000-0001-' || lpad(n::text, 12, '0'))::uuid, now() - interval '1 day',
                       now() - interval '1 day'
                from generate_series(1, 1200) n
                """, world.id());
        upload("id,price\nbread,100\n");
        upload("id,price\nbread,90\n");
        learn();
        world.until("select count(*) from sent", 1_200);
        assertEquals(1_200, world.ask("select count(distinct person) from granted"));
        assertEquals(1_200, world.ask("select count(*) from granted"));
    }

    @Test
    void leavesOutSmallerDropsOtherProductsAndWhoCartedLongAgo() throws InterruptedException {
        world.on(DROP);
        does(rina, "add_to_cart", "bread");
        does(karim, "add_to_cart", "rolls");
        learn();
        world.site.run("update product_interest set last_cart = now() - interval '31 days' where person = $1", karim);
        upload("id,price\nbread,100\nrolls,100\n");
        upload("id,price\nbread,91\nrolls,50\n");
        learn();
        world.until("select count(*) from rule_product_run where done_at is null", 0);
        assertEquals(1, world.ask("select count(*) from rule_product_run"));
        assertEquals(0, world.ask("select count(*) from firing"));
    }

    @Test
    void tellsWhoWaitsForWhatIsBack() throws InterruptedException {
        world.on("{'name':'Back','holdout':0,'when':{'kind':'back_in_stock','did':'viewed','days':60},"
                + "'steps':[{'kind':'offer','offer':7}]}");
        does(rina, "view_item", "bread");
        upload("id,price,availability\nbread,100,in stock\n");
        upload("id,price,availability\nbread,100,out of stock\n");
        upload("id,price,availability\nbread,100,in stock\n");
        learn();
        world.until("select count(*) from granted", 1);
        assertEquals(1, world.ask("select count(*) from product_change where kind = 1"));
    }

    @Test
    void tellsBuyersOfACategoryWhatIsNewInIt() throws InterruptedException {
        world.on("{'name':'New','holdout':0,'when':{'kind':'new_product','did':'bought','days':90},"
                + "'steps':[{'kind':'offer','offer':7}]}");
        upload("id,price,product_type\nbread,100,Food > Bread\ncup,300,Home\n");
        does(rina, "purchase", "bread");
        does(karim, "purchase", "cup");
        upload("id,price,product_type\nrolls,50,food > bread\n");
        learn();
        world.until("select count(*) from granted", 1);
        assertEquals(1, world.ask("select count(*) from granted where person = $1", rina));
    }

    @Test
    void actsOnTestersOnlyWhileItIsTried() throws InterruptedException {
        StoredRule rule = world.rule(DROP);
        world.set(rule, RuleState.TESTING, Set.of(karim));
        does(rina, "add_to_cart", "bread");
        does(karim, "add_to_cart", "bread");
        upload("id,price\nbread,100\n");
        upload("id,price\nbread,10\n");
        learn();
        world.until("select count(*) from granted", 1);
        assertEquals(1, world.ask("select count(*) from granted where person = $1", karim));
    }

    @Test
    void learnsAPriceFromPagesWhenThreePersonsCameWithIt() {
        does(rina, "view_item", "bread");
        learn();
        assertEquals(1, world.ask("select count(*) from product where price_now = 10000"));
        IntStream.range(0, 5).forEach(visit -> shows(new UUID(3, 1), 90));
        shows(new UUID(3, 2), 90);
        learn();
        assertEquals(0, world.ask("select count(*) from product_change"));
        shows(new UUID(3, 3), 90);
        learn();
        assertEquals(1, world.ask("select count(*) from product_change where kind = 0 and price = 9000"));
    }

    private void shows(UUID person, int price) {
        event(person, "view_item", "bread", price);
    }

    private void does(UUID person, String name, String item) {
        event(person, name, item, 100);
    }

    private void event(UUID person, String name, String item, int price) {
        world.now.addAndGet(10);
        UUID event = world.site.addEvent(world.site.bakery(), person, name, Instant.ofEpochMilli(world.now.get()));
        world.site.run(
                "update event set data = $1 where id = $2",
                "{\"currency\":\"BDT\",\"items\":[{\"item_id\":\"" + item + "\",\"price\":" + price + "}]}",
                event);
    }

    private void upload(String table) {
        world.now.addAndGet(10);
        Feed now = products.feeds().find(world.site.bakery(), feed.id()).await().orElseThrow();
        Feed.Reading reading = products.feeds()
                .upload(world.site.bakery(), now, Buffer.buffer(table), false, false)
                .await();
        assertEquals("done", reading.result());
    }

    private void learn() {
        world.now.addAndGet(Duration.ofSeconds(10).toMillis());
        products.learn().await();
    }
}
