package io.warmtag.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.event.Mark;
import io.warmtag.people.ContactVault;
import io.warmtag.people.Heard;
import io.warmtag.people.Learning;
import io.warmtag.product.Feed;
import io.warmtag.product.Feeds;
import io.warmtag.product.ProductServices;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that wait for what no event says, changes of products and dates in profiles: run over the day they name the same people. */
class RecordedAgreementTest {
    private static final int PERSONS = 12;
    private static final List<String> NAMES =
            List.of("view_item", "view_item", "add_to_cart", "add_to_wishlist", "purchase", "page_view");
    private static final List<String> ITEMS =
            List.of("bread", "rolls", "cup", "plate", "cake", "cake-red", "cake-blue");

    private final TrafficDay day = new TrafficDay();

    @AfterEach
    void stop() {
        day.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void changesOfProducts(long seed) {
        var random = new Random(seed);
        String notBought = "'if':{'kind':'none','of':[{'kind':'bought','what':'product'}]}";
        day.begin(List.of(
                "{'name':'cheaper','holdout':20,'when':{'kind':'price_drop','did':'carted','days':1,'percent':10},"
                        + notBought + "}",
                "{'name':'much cheaper','holdout':0,'when':{'kind':'price_drop','did':'viewed','days':60,'percent':15,"
                        + "'category':'Food'},'limits':{'per_person':{'times':1,'days':1}}}",
                "{'name':'later','holdout':0,'when':{'kind':'price_drop','did':'viewed','days':60,'percent':5,'after':60,"
                        + "'unless':{'order':true}}}",
                "{'name':'back','holdout':10,'when':{'kind':'back_in_stock','did':'viewed','days':60}," + notBought
                        + "}",
                "{'name':'new','holdout':0,'when':{'kind':'new_product','did':'bought','days':60}}",
                "{'name':'new in food','holdout':0,'when':{'kind':'new_product','did':'viewed','days':60,'category':'food'},"
                        + "'purpose':'ad_storage'}"));
        var shop = new Products();
        shop.upload();
        for (int i = 0; i < 150; i++) {
            day.timePasses(Duration.ofMillis(
                    1 + random.nextInt((int) Duration.ofHours(48).toMillis() / 170)));
            if (i % 15 == 14) {
                shop.change(random);
            } else {
                var item = new JsonObject().put("item_id", ITEMS.get(random.nextInt(ITEMS.size())));
                happens(random, new JsonObject().put("items", new JsonArray().add(item)));
            }
            joins(random, i);
        }
        day.agrees(1);
    }

    /** The shop's feed. */
    private final class Products {
        private final ProductServices products = new ProductServices(
                day.shop.world.vertx(),
                day.shop.world.database(),
                day.shop.world.sites(),
                new ProductChanges(),
                host -> true,
                day.shop.now::get);
        private final Feed feed = products.feeds()
                .add(day.shop.world.bakery(), new Feeds.Wish("Shop", "", 60), "ada")
                .await();
        private final Map<String, Integer> prices = new TreeMap<>();
        private final Map<String, Boolean> out = new TreeMap<>();

        Products() {
            // All is learnt from the beginning of the day on, whatever the database's own clock says.
            day.shop.world.run(
                    "insert into product_learning (site_id, learnt_until, learnt_id) values ($1, $2, gen_random_uuid())",
                    day.shop.site,
                    Instant.ofEpochMilli(day.shop.now.get()).atOffset(ZoneOffset.UTC));
            day.shop.world.run("""
                    insert into event_count (site_id, hour, name, shard, count, last)
                    values ($1, now(), 'view_item', 0, 1, now() + interval '1 day')""", day.shop.site);
            ITEMS.forEach(item -> prices.put(item, 100));
        }

        private void change(Random random) {
            prices.replaceAll((item, price) -> random.nextInt(3) == 0 ? 20 + random.nextInt(100) : price);
            prices.keySet().forEach(item -> out.put(item, random.nextInt(3) == 0));
            prices.put((prices.size() % 2 == 0 ? "cake-" : "new-") + prices.size(), 100);
            upload();
        }

        private void upload() {
            var table = new StringBuilder("id,item_group_id,price,availability,product_type\n");
            prices.forEach((item, price) -> table.append(item)
                    .append(',')
                    .append(item.split("-")[0])
                    .append(',')
                    .append(price)
                    .append(',')
                    .append(out.getOrDefault(item, false) ? "out of stock" : "in stock")
                    .append(',')
                    .append(item.matches("[bc].*") ? "Food > Bread" : "Home")
                    .append('\n'));
            Feed now = products.feeds()
                    .find(day.shop.world.bakery(), feed.id())
                    .await()
                    .orElseThrow();
            Feed.Reading reading = products.feeds()
                    .upload(day.shop.world.bakery(), now, Buffer.buffer(table.toString()), false, false)
                    .await();
            assertEquals("done", reading.result());
            day.shop.pass(Duration.ofSeconds(10));
            products.learn().await();
            day.timePasses(Duration.ZERO);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void datesInProfiles(long seed) {
        var random = new Random(seed);
        ZoneId zone = day.shop.world.bakery().timeZone();
        day.begin(List.of(
                "{'name':'birthday','holdout':10,'when':{'kind':'date','property':'born','time':'10:00'}}",
                "{'name':'before','holdout':0,'when':{'kind':'date','property':'born','offset':-1,'time':'18:30'},"
                        + "'if':{'kind':'event','name':'view_item','least':1}}",
                "{'name':'ends','holdout':0,'when':{'kind':'date','property':'ends','time':'00:10','yearly':false},"
                        + "'purpose':'ad_storage'}"));
        var learning = new Learning(day.shop.world.database(), new ContactVault(Optional::empty));
        for (int i = 0; i < 200; i++) {
            day.timePasses(Duration.ofMillis(
                    1 + random.nextInt((int) Duration.ofHours(48).toMillis() / 100)));
            happens(random, new JsonObject());
            joins(random, i);
            // Some take it back, or say another one.
            LocalDate said = LocalDate.ofInstant(Instant.ofEpochMilli(day.shop.now.get()), zone)
                    .plusDays(random.nextInt(4) - 1);
            Map<String, String> properties = new TreeMap<>();
            properties.put(
                    "born", random.nextInt(10) == 0 ? "" : said.minusYears(30).toString());
            properties.put("ends", random.nextInt(10) == 0 ? "no idea" : said.toString());
            UUID visitor = TrafficDay.visitor(random.nextInt(PERSONS));
            learning.learn(
                            day.shop.site,
                            List.of(new Heard(visitor, List.of(), properties, day.shop.now.get(), "page_view")))
                    .await();
        }
        day.timePasses(Duration.ZERO);
        day.agrees(1);
    }

    private void joins(Random random, int step) {
        UUID older = TrafficDay.visitor(random.nextInt(PERSONS));
        UUID younger = TrafficDay.visitor(random.nextInt(PERSONS));
        if (step % 40 == 20 && !older.equals(younger) && day.isAlone(older) && day.isAlone(younger)) {
            day.shop.pass(Duration.ofMillis(1));
            day.join(older, younger);
        }
    }

    private void happens(Random random, JsonObject data) {
        var context = new JsonObject();
        if (random.nextInt(3) > 0) {
            context.put("consent", TrafficDay.consent(random));
        }
        if (random.nextInt(6) == 0) {
            context = TrafficDay.KEYED.copy();
        }
        day.happens(
                TrafficDay.visitor(random.nextInt(PERSONS)),
                NAMES.get(random.nextInt(NAMES.size())),
                Duration.ofMillis(random.nextInt(4) == 0 ? random.nextInt(3_000_000) : 0),
                random.nextInt(25) == 0 ? Mark.BOT : Mark.PERSON,
                data,
                context);
    }
}
