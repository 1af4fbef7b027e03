package io.warmtag.destination;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.db.Database;
import io.warmtag.people.ContactVault;
import io.warmtag.people.Contacts;
import io.warmtag.site.Site;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Destinations of a small shop in each of their states, with what a sandbox really answered; for pictures. */
public final class SampleDeliveries {
    private final Vertx vertx;
    private final Database database;
    private final DestinationServices services;
    private final Site shop;

    public SampleDeliveries(Vertx vertx, Database database, DestinationServices services, Site shop) {
        this.vertx = vertx;
        this.database = database;
        this.services = services;
        this.shop = shop;
    }

    public void fill() {
        Target meta = add(
                "meta",
                "Meta বিজ্ঞাপন (Eid campaign)",
                Map.of("pixel", "123456789012345"),
                Map.of("token", "EAAtoken0123456789abcdefghij"));
        Target ga4 = add(
                "ga4",
                "Google Analytics",
                Map.of("measurement_id", "G-AB12CD34EF"),
                Map.of("api_secret", "s3cret-12345"));
        Target hook = add(
                "webhook",
                "Courier",
                Map.of("url", "https://courier.example/hooks/warmtag"),
                Map.of("secret", "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="));
        for (int i = 1; i <= 4; i++) {
            send(meta, 1290 * i);
            send(ga4, 450 * i);
            send(hook, 990 * i);
        }
        for (Target target : List.of(meta, ga4, hook)) {
            deliver(target);
        }
        run("update outbox set state = 2, code = 'purchase_without_value', detail = '' where number = 4");
        run(
                "update outbox set state = 0, due = now() + interval '5 minutes', code = 'unavailable', detail = 'HTTP 503' where number in (5, 8)");
        run("update destination_health set failing_since = now() - interval '20 minutes', failure_code = 'unavailable',"
                + " failure_detail = 'HTTP 503', next_try = now() + interval '2 minutes' where destination = 2");
        run("update destination set state = 0 where id in (1, 2)");
        run("update destination set sandbox = false where id = 2");
        run("update destination set state = 2, stop_code = 'gone', stop_detail = '' where id = 3");
        services.targets().start().await();
    }

    private Target add(String kind, String name, Map<String, String> values, Map<String, String> secrets) {
        TargetSettings usual = TargetSettings.of(services.kinds().get(kind).destination());
        var all = new TreeMap<>(usual.values());
        all.putAll(values);
        var settings = new TargetSettings(all, usual.mapping(), usual.purpose(), usual.pace());
        var draft = new Target(
                shop.id(), 0, kind, name, Target.State.PAUSED, Optional.empty(), true, settings, Optional.empty(), 1);
        int id = services.targets().add(draft, secrets).await();
        return services.targets().find(shop.id(), id).orElseThrow();
    }

    private void send(Target target, int value) {
        var item = new JsonObject()
                .put("item_id", "SKU-" + value)
                .put("item_name", "জামদানি শাড়ি")
                .put("price", value);
        var data = new JsonObject()
                .put("transaction_id", "T-" + value)
                .put("value", value)
                .put("currency", "BDT")
                .put("page_id", "112233")
                .put("page_scoped_user_id", "445566")
                .put("items", new JsonArray().add(item));
        var consent = new JsonObject().put("ad_user_data", "granted").put("analytics_storage", "granted");
        var context = new JsonObject().put("url", "https://shop.example/thanks").put("consent", consent);
        var event = new Outgoing(UUID.randomUUID(), "purchase", Instant.now(), data, context);
        TestServices.put(
                database, new Outbound(target.site(), target.id(), "e:" + event.id(), UUID.randomUUID(), null, event));
    }

    /** As the engine would: prepared, sent to the double, written down. */
    private void deliver(Target target) {
        var outbox = new OutboxStore(database);
        var tools = new Sending.Tools(
                vertx,
                outbox,
                // Nobody of these is called anything.
                new Preparing(
                        new FactsStore(database, new Contacts(database, new ContactVault(Optional::empty))),
                        new ListStore(database)),
                new Transport(
                        services.kinds(),
                        new io.warmtag.web.Outside(vertx, false),
                        host -> false,
                        System::currentTimeMillis),
                services.kinds(),
                services.targets(),
                Times.USUAL,
                System::currentTimeMillis);
        UUID claim = UUID.randomUUID();
        List<Claimed> rows = outbox.claim(target, 20, 60_000, claim).await();
        var config = new Config(target.settings().values(), services.targets().secrets(target), "BDT", true);
        new Sending(tools, new Lane(target, Times.USUAL), config, claim)
                .run(rows, new io.warmtag.secret.Seal(new byte[32]))
                .await();
    }

    private void run(String sql) {
        database.query(sql).await();
    }
}
