package io.warmtag.collect;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.collect.BatchParser.Unreadable;
import io.warmtag.event.Mark;
import io.warmtag.event.NewEvent;
import io.warmtag.event.VisitorId;
import io.warmtag.people.EventSink;
import io.warmtag.site.Site;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of events that come through the console and the API: the same text, parser, checks and writer as those of a keyed
 * caller, on an event loop of its own.
 */
public final class OwnEvents implements EventSink {
    private final Vertx vertx;
    private final Context context;
    private final LongSupplier clock;
    private @Nullable Intake intake;

    public OwnEvents(Vertx vertx, LongSupplier clock) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.clock = clock;
    }

    /** @param making makes an intake whose writer is connected; called on the loop that will use it */
    public Future<Void> start(Supplier<Future<Intake>> making) {
        Promise<Void> started = Promise.promise();
        context.runOnContext(go -> making.get().onComplete(made -> {
            if (made.succeeded()) {
                intake = made.result();
                started.complete();
            } else {
                started.fail(made.cause());
            }
        }));
        return started.future();
    }

    @Override
    public Future<Void> store(Site site, List<Told> events, boolean imported) {
        Context caller = vertx.getOrCreateContext();
        Promise<Void> stored = Promise.promise();
        context.runOnContext(go -> take(site, events, imported)
                .onComplete(done -> caller.runOnContext(back -> {
                    if (done.succeeded()) {
                        stored.complete();
                    } else {
                        stored.fail(done.cause());
                    }
                })));
        return stored.future();
    }

    private Future<Void> take(Site site, List<Told> events, boolean imported) {
        if (intake == null) {
            return Future.failedFuture("not started");
        }
        try {
            var sender = new Sender(null, true, false, Map.of(), Map.of());
            Batch batch = BatchParser.parse(text(site, events));
            var made = new EventMaker(
                    site,
                    batch,
                    sender,
                    true,
                    Mark.PERSON,
                    clock.getAsLong(),
                    imported ? NewEvent.IMPORTED : ContextJson.ENTERED);
            if (!made.refused().isEmpty()) {
                return Future.failedFuture(new IllegalArgumentException(
                        "refused: " + made.refused().get(0).why()));
            }
            return intake.take(made, false, Intake.Wants.NOTHING, site).mapEmpty();
        } catch (Unreadable e) {
            return Future.failedFuture(e);
        }
    }

    private static String text(Site site, List<Told> events) {
        var list = new JsonArray();
        for (Told event : events) {
            list.add(new JsonObject()
                    .put("id", event.id().toString())
                    .put("name", event.name())
                    .put("time", event.time())
                    .put("visitor", VisitorId.text(event.visitor()))
                    .put("data", event.data()));
        }
        return new JsonObject().put("site", site.publicId()).put("events", list).encode();
    }

    /** Stops taking events; what was taken is stored. */
    public Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        context.runOnContext(go -> {
            Intake last = intake;
            intake = null;
            (last == null ? Future.<Void>succeededFuture() : last.close()).onComplete(closed);
        });
        return closed.future();
    }
}
