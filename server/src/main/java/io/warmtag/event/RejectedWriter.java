package io.warmtag.event;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps rejected events with their reason, in groups. One per event loop, used on that loop only. */
public final class RejectedWriter {
    private static final int MOST_QUEUED = 5_000;
    private static final int MOST_IN_A_GROUP = 500;

    private static final String INSERT = """
            with new as (
                select site_id, timestamptz 'epoch' + received * interval '1 millisecond' as received, name, field, reason, code,
                       arguments::json, body, count
                from unnest($1::int[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                            $9::int[])
                     as row (site_id, received, name, field, reason, code, arguments, body, count)
            ), kept as (
                insert into rejected_event (site_id, received, name, field, reason, code, arguments, body)
                select site_id, received, name, field, reason, code, arguments, body from new where body is not null
            )
            insert into rejected_count as known (site_id, hour, reason, code, count)
            select site_id, date_trunc('hour', received), reason, max(code), sum(count)
            from new group by 1, 2, 3 order by 1, 2, 3
            on conflict (site_id, hour, reason)
            do update set count = known.count + excluded.count, code = excluded.code""";

    private final Database database;
    private final EventMeters meters;
    private final ArrayDeque<Pending> queue = new ArrayDeque<>();
    private int queued;
    private boolean writing;

    private record Pending(List<Rejected> events, Promise<Void> promise) {}

    public RejectedWriter(Database database, EventMeters meters) {
        this.database = database;
        this.meters = meters;
    }

    /** Succeeds once they are stored; fails with {@link StorageUnavailable} when they can't be now. */
    public Future<Void> write(List<Rejected> events) {
        if (queued + events.size() > MOST_QUEUED) {
            return Future.failedFuture(new StorageUnavailable("too many rejected events are waiting to be stored"));
        }
        meters.rejected(events.stream().mapToInt(Rejected::count).sum());
        Promise<Void> promise = Promise.promise();
        queue.add(new Pending(events, promise));
        queued += events.size();
        next();
        return promise.future();
    }

    private void next() {
        if (writing || queue.isEmpty()) {
            return;
        }
        writing = true;
        List<Pending> group = new ArrayList<>();
        List<Rejected> events = new ArrayList<>();
        while (!queue.isEmpty() && events.size() < MOST_IN_A_GROUP) {
            Pending pending = queue.poll();
            group.add(pending);
            events.addAll(pending.events);
        }
        queued -= events.size();
        insert(events).onComplete(result -> {
            writing = false;
            group.forEach(pending -> {
                if (result.succeeded()) {
                    pending.promise.complete();
                } else {
                    pending.promise.fail(new StorageUnavailable("the database refused or went away"));
                }
            });
            next();
        });
    }

    private Future<Void> insert(List<Rejected> events) {
        int size = events.size();
        var sites = new Integer[size];
        var received = new Long[size];
        var names = new @Nullable String[size];
        var fields = new String[size];
        var reasons = new String[size];
        var codes = new String[size];
        var arguments = new String[size];
        var bodies = new @Nullable String[size];
        var counts = new Integer[size];
        for (int i = 0; i < size; i++) {
            Rejected event = events.get(i);
            sites[i] = event.site();
            received[i] = event.received();
            names[i] = clean(event.name());
            fields[i] = event.why().field();
            reasons[i] = event.reason();
            codes[i] = event.why().code().code();
            arguments[i] = new JsonObject(event.why().arguments()).encode();
            String body = event.body();
            bodies[i] = body == null ? null : clean(body.substring(0, Math.min(body.length(), Rejected.MOST_BODY)));
            counts[i] = event.count();
        }
        Tuple parameters = Tuple.of(sites, received, names, fields, reasons, codes, arguments, bodies, counts);
        return database.onOneConnection(connection ->
                connection.preparedQuery(INSERT).execute(parameters).mapEmpty());
    }

    /** PostgreSQL's text takes everything but the character zero. */
    private static @Nullable String clean(@Nullable String text) {
        return text == null ? null : text.replace('\0', '\uFFFD');
    }
}
