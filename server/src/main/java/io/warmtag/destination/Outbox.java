package io.warmtag.destination;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Where whatever is to leave waits. */
public final class Outbox {
    private static final String ADD = """
            insert into outbox (site_id, destination, key, person, firing, event, name, time, data, context)
            select * from unnest($1::int[], $2::int[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[],
                                 $8::timestamptz[], $9::text[], $10::text[])
            on conflict (site_id, destination, key) do nothing
            """;

    /** In the transaction of its cause; what has a key that was there before is left out. */
    public Future<Void> add(SqlConnection transaction, List<Outbound> outbound) {
        if (outbound.isEmpty()) {
            return Future.succeededFuture();
        }
        int count = outbound.size();
        var sites = new Integer[count];
        var destinations = new Integer[count];
        var keys = new String[count];
        var persons = new UUID[count];
        var firings = new UUID[count];
        var events = new UUID[count];
        var names = new String[count];
        var times = new OffsetDateTime[count];
        var data = new String[count];
        var contexts = new String[count];
        for (int i = 0; i < count; i++) {
            Outbound one = outbound.get(i);
            sites[i] = one.site();
            destinations[i] = one.destination();
            keys[i] = one.key();
            persons[i] = one.person();
            firings[i] = one.firing();
            events[i] = one.event().id();
            names[i] = one.event().name();
            times[i] = one.event().time().atOffset(ZoneOffset.UTC);
            data[i] = one.event().data().encode();
            contexts[i] = one.event().context().encode();
        }
        return transaction
                .preparedQuery(ADD)
                .execute(Tuple.from(
                        new Object[] {sites, destinations, keys, persons, firings, events, names, times, data, contexts
                        }))
                .mapEmpty();
    }
}
