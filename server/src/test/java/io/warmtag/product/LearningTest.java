package io.warmtag.product;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.warmtag.product.ProductStore.Interested;
import io.warmtag.testkit.TestSite;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LearningTest {
    private final Instant morning = Instant.now().minus(Duration.ofHours(8)).truncatedTo(ChronoUnit.SECONDS);
    private final AtomicLong now = new AtomicLong();
    private final UUID rina = new UUID(7, 7);
    private TestSite site;
    private ProductServices products;

    @BeforeEach
    void start() {
        site = new TestSite();
        now.set(System.currentTimeMillis());
        products = new ProductServices(
                site.vertx(),
                site.database(),
                site.sites(),
                (transaction, of, changes) -> Future.succeededFuture(),
                host -> true,
                now::get);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void notesALookAgainOncePerHour() {
        learn("view_item", 0);
        learn("view_item", 50);
        assertEquals(morning, interest("last_view"));
        learn("view_item", 61);
        assertEquals(minute(61), interest("last_view"));
        assertEquals(morning, interest("first_view"));
    }

    @Test
    void notesEveryCartAndPurchaseExactly() {
        learn("add_to_cart", 0);
        learn("purchase", 10);
        learn("add_to_cart", 20);
        assertEquals(morning, interest("first_cart"));
        assertEquals(minute(20), interest("last_cart"));
        assertEquals(minute(10), interest("bought_at"));
    }

    @Test
    void notesWhatCameLate() {
        learn("view_item", 30);
        learn("add_to_cart", 30);
        learn("view_item", 0);
        learn("add_to_cart", 0);
        assertEquals(morning, interest("first_view"));
        assertEquals(morning, interest("first_cart"));
        assertEquals(minute(30), interest("last_view"));
        assertEquals(minute(30), interest("last_cart"));
    }

    @Test
    void countsAPersonOnceWhoeverOfHisVisitorsWasInterested() {
        UUID laptop = new UUID(7, 8);
        learn(rina, "add_to_cart", 0);
        learn(laptop, "view_item", 5);
        learn(laptop, "purchase", 10);
        assertEquals(new Interested(1, 1, 1, 1), interested());
        for (UUID visitor : List.of(rina, laptop)) {
            site.run(
                    "insert into person_visitor (site_id, visitor, person) values ($1, $2, $3)",
                    site.bakery().id(),
                    visitor,
                    rina);
        }
        learn(rina, "view_item", 20);
        assertEquals(new Interested(1, 1, 1, 0), interested());
        site.run("delete from person_visitor");
        assertEquals(new Interested(2, 1, 1, 1), interested());
    }

    private Interested interested() {
        return products.store().interested(site.bakery(), "bread", morning).await();
    }

    private void learn(String name, int minute) {
        learn(rina, name, minute);
    }

    private void learn(UUID visitor, String name, int minute) {
        now.addAndGet(10);
        UUID event = site.addEvent(site.bakery(), visitor, name, Instant.ofEpochMilli(now.get()));
        site.run(
                "update event set time = $1, data = $2 where id = $3",
                OffsetDateTime.parse(minute(minute).toString()),
                "{\"currency\":\"BDT\",\"items\":[{\"item_id\":\"bread\",\"price\":100}]}",
                event);
        now.addAndGet(Duration.ofSeconds(10).toMillis());
        products.learn().await();
    }

    private Instant minute(int minute) {
        return morning.plus(Duration.ofMinutes(minute));
    }

    private @Nullable Instant interest(String column) {
        Row row = site.database()
                .query("select " + column + " from product_interest where person = $1", rina)
                .await()
                .iterator()
                .next();
        OffsetDateTime at = row.getOffsetDateTime(0);
        return at == null ? null : at.toInstant();
    }
}
