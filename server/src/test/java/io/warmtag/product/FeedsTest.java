package io.warmtag.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.warmtag.db.Keyset;
import io.warmtag.product.Feed.Reading;
import io.warmtag.product.ProductFilter.State;
import io.warmtag.product.model.RowProblem;
import io.warmtag.testkit.TestSite;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedsTest {
    private final AtomicLong now = new AtomicLong(System.currentTimeMillis());
    private final AtomicInteger fetched = new AtomicInteger();
    private TestSite site;
    private ProductServices products;
    private HttpServer shop;
    private volatile String file = "";
    private volatile int status = 200;

    @BeforeEach
    void start() {
        site = new TestSite();
        products = services(host -> true);
        shop = site.vertx()
                .createHttpServer()
                .requestHandler(this::serve)
                .listen(0, "127.0.0.1")
                .await();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private ProductServices services(java.util.function.Predicate<java.net.URI> local) {
        return new ProductServices(
                site.vertx(),
                site.database(),
                site.sites(),
                (transaction, of, changes) -> Future.succeededFuture(),
                local,
                now::get);
    }

    private void serve(HttpServerRequest request) {
        fetched.incrementAndGet();
        String etag = "\"" + file.hashCode() + "\"";
        if (request.path().equals("/moved")) {
            request.response()
                    .setStatusCode(302)
                    .putHeader("Location", "/feed.csv")
                    .end()
                    .onFailure(Throwable::printStackTrace);
        } else if (etag.equals(request.getHeader("If-None-Match"))) {
            request.response().setStatusCode(304).end().onFailure(Throwable::printStackTrace);
        } else {
            request.response()
                    .setStatusCode(status)
                    .putHeader("ETag", etag)
                    .end(file)
                    .onFailure(Throwable::printStackTrace);
        }
    }

    private static String table(int products) {
        return "id,title,price\n"
                + IntStream.range(0, products)
                        .mapToObj(i -> "p" + i + ",Product " + i + "," + (100 + i) + " BDT\n")
                        .collect(Collectors.joining());
    }

    private Feed feed(String path) {
        return products.feeds()
                .add(site.bakery(), new Feeds.Wish("Shop", "http://127.0.0.1:" + shop.actualPort() + path, 60), "ada")
                .await();
    }

    private Reading read(Feed feed) {
        now.addAndGet(3_600_000);
        products.readDue().await();
        return Objects.requireNonNull(now(feed).last());
    }

    private Feed now(Feed feed) {
        return products.feeds().find(site.bakery(), feed.id()).await().orElseThrow();
    }

    private long count(State state) {
        var filter = new ProductFilter("", "", Optional.of(state), 0);
        return products.store()
                .list(site.bakery(), filter, Keyset.NEWEST, 500)
                .await()
                .items()
                .size();
    }

    @Test
    void readsItsAddressWhenItIsDueAndOnlyWhatIsNew() {
        file = table(1_203);
        Feed feed = feed("/moved");
        Reading first = read(feed);
        assertEquals("done", first.result());
        assertEquals(1_203, first.taken());
        assertEquals(1_203, site.ask("select count(*) from product where price_now >= 10000"));
        assertEquals("unchanged", read(feed).result());
        file = table(1_203).replace("p7,Product 7,107", "p7,Product 7,90");
        assertEquals(1, read(feed).changed());
        assertEquals(1, site.ask("select count(*) from product_change where old_price = 10700 and price = 9000"));
        int before = fetched.get();
        products.readDue().await();
        assertEquals(before, fetched.get(), "it isn't due");
    }

    @Test
    void holdsBackWhatHasLostHalfUntilSomebodySaysSo() {
        file = table(20);
        Feed feed = feed("/feed.csv");
        assertEquals("done", read(feed).result());
        file = table(9);
        assertTrue(read(feed).isHeld());
        assertEquals(0, count(State.GONE));
        assertTrue(read(feed).isHeld(), "it stays held back");
        products.feeds().readNow(now(feed), true).await();
        Reading taken = read(feed);
        assertEquals("done", taken.result());
        assertEquals(11, taken.gone());
        assertEquals(11, count(State.GONE));
        file = table(20);
        assertEquals(11, read(feed).changed());
        assertEquals(0, count(State.GONE));
        assertEquals(11, site.ask("select count(*) from product_change where kind = 1"));
    }

    @Test
    void saysWhatIsWrongWithRowsAndTakesTheOthers() {
        file = "id,title,price,availability\n1,One,100,in stock\n,Nobody,5,\n3,Three,cheap,maybe\n1,Again,1,\n";
        Feed feed = feed("/feed.csv");
        Reading reading = read(feed);
        assertEquals(1, reading.taken());
        assertEquals(3, reading.wrong());
        assertEquals(
                List.of(
                        new RowProblem(3, "", "id", "id_missing", ""),
                        new RowProblem(4, "3", "price", "price", "cheap"),
                        new RowProblem(4, "3", "availability", "availability", "maybe"),
                        new RowProblem(5, "1", "id", "id_twice", "1")),
                products.feeds().wrong(now(feed), 100).await());
    }

    @Test
    void keepsWhatItKnowsWhenTheShopAnswersSomethingElse() {
        file = table(3);
        Feed feed = feed("/feed.csv");
        assertEquals("done", read(feed).result());
        status = 500;
        file = "sorry";
        Reading failed = read(feed);
        assertEquals("status", failed.result());
        assertEquals("500", failed.detail());
        status = 200;
        file = "<html>Welcome</html>";
        assertEquals("empty", read(feed).result());
        file = "<!DOCTYPE html><html>Welcome</html>";
        assertEquals("unreadable_doctype", read(feed).result());
        assertEquals(3, count(State.AVAILABLE));
    }

    @Test
    void goesOnlyWhereAStrangerCouldGo() {
        products = services(host -> false);
        Feed feed = feed("/feed.csv");
        assertEquals("address_private", read(feed).result());
        assertEquals(0, fetched.get());
    }

    @Test
    void changesByAnUploadOnlyWhatStandsInIt() {
        Feed feed = products.feeds()
                .add(site.bakery(), new Feeds.Wish("By hand", "", 60), "ada")
                .await();
        assertNull(feed.due());
        assertEquals("done", upload(feed, table(3), false).result());
        assertEquals("done", upload(feed, "id,price\np1,5\n", false).result());
        assertEquals(1, site.ask("select count(*) from product where name = 'Product 1' and price_now = 500"));
        assertEquals(3, count(State.AVAILABLE));
        assertEquals(2, upload(feed, "id,price\np1,5\n", true).gone());
        assertEquals(1, count(State.AVAILABLE));
    }

    private Reading upload(Feed feed, String content, boolean whole) {
        now.addAndGet(1_000);
        return products.feeds()
                .upload(site.bakery(), now(feed), Buffer.buffer(content), whole, false)
                .await();
    }
}
