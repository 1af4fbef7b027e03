package io.warmtag.console;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.warmtag.db.Database;
import io.warmtag.event.EventMeters;
import io.warmtag.event.EventWriter;
import io.warmtag.event.Interest;
import io.warmtag.event.Mark;
import io.warmtag.event.NewEvent;
import io.warmtag.event.OrderReport;
import io.warmtag.event.OrderReport.Stage;
import io.warmtag.people.EventSink;
import io.warmtag.site.Site;
import java.util.List;
import java.util.Objects;

/** Writes what pages tell of orders, without anybody's temperature: these worlds have no grid. */
final class WrittenEvents implements EventSink {
    private final Context loop;
    private final Future<EventWriter> writer;

    WrittenEvents(Vertx vertx, Database database) {
        loop = vertx.getOrCreateContext();
        Promise<EventWriter> made = Promise.promise();
        loop.runOnContext(go -> {
            var created = new EventWriter(vertx, database, new EventMeters(new SimpleMeterRegistry()), Interest.NONE);
            created.start().map(created).onComplete(made);
        });
        writer = made.future();
    }

    @Override
    public Future<Void> store(Site site, List<Told> events, boolean imported) {
        Promise<Void> stored = Promise.promise();
        writer.onComplete(ready -> loop.runOnContext(go -> ready.result()
                .write(events.stream().map(one -> event(site, one)).toList())
                .<Void>mapEmpty()
                .onComplete(stored)));
        return stored.future();
    }

    private static NewEvent event(Site site, Told told) {
        var order = new OrderReport(
                told.data().getString("transaction_id"),
                Objects.requireNonNull(Stage.of(told.name())),
                told.visitor(),
                null,
                null);
        return new NewEvent(
                site.id(),
                told.id(),
                told.visitor(),
                told.name(),
                told.time(),
                told.time(),
                Mark.PERSON,
                null,
                told.data().encode(),
                "{}",
                order);
    }
}
