package io.warmtag.testkit;

import io.vertx.core.Vertx;
import io.warmtag.db.Database;
import java.io.IOException;

/** A running server with a database of its own, and a look into that. */
public record OpenShop(Vertx vertx, Shop shop, Database database) implements AutoCloseable {

    public static OpenShop open() throws IOException {
        TestDatabase fresh = TestDatabase.create();
        Shop shop = Shop.open(fresh.address());
        Vertx vertx = Vertx.vertx();
        return new OpenShop(vertx, shop, new Database(vertx, fresh.address()));
    }

    @Override
    public void close() {
        shop.close();
        vertx.close().await();
    }
}
