package io.warmtag.product;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.occasion.Flood;
import io.warmtag.product.ProductWriter.Written;
import io.warmtag.product.model.HeardItems;
import io.warmtag.product.model.HeardItems.Item;
import io.warmtag.product.model.Merging;
import io.warmtag.product.model.Merging.Merged;
import io.warmtag.product.model.Product;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import io.warmtag.visitor.StoredUntil;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Learns from events what products there are and who is interested in them (leader). Events are read behind the collector, in
 * the order in which they came in, up to where every node has brought in all that it received; how far that is stands in the
 * transaction that writes what was learnt. At most some thousand a second: in a rush it falls behind, and catches up after it.
 */
final class Learning {
    private static final long TURN_EVERY_MS = 1_000;
    private static final int EVENTS_AT_ONCE = 2_000;
    private static final int TURNS_AT_ONCE = 3;
    /** A site's first event may be received before the clock that noted its creation says so. */
    private static final Duration MARGIN = Duration.ofSeconds(3);

    private static final UUID LAST = new UUID(-1, -1);

    private static final String MARKS = "select site_id, learnt_until, learnt_id from product_learning";

    // An hour's counts say whether anything of interest came in at all.
    private static final String FRESH = """
            select asked.site_id from unnest($1::int[], $2::timestamptz[]) as asked (site_id, since)
            where exists (select from event_count known
                          where known.site_id = asked.site_id and hour >= date_trunc('hour', since)
                            and name = any($3) and last > since)""";

    private static final String READ = """
            select id, visitor, name, time, received, data from event
            where site_id = $1 and received >= $2 and received <= $4 and (received, id) > ($2, $3)
              and name = any($5) and mark = 0 and visitor is not null
            order by received, id limit $6""";

    // Who looks at a product again within the hour says nothing that rules, which count in days, would hear: most do.
    private static final String INTEREST = """
            insert into product_interest as known (site_id, item_id, person, first_view, last_view, first_cart, last_cart,
                                                   bought_at)
            select $1, new.item_id, new.person, new.first_view, new.last_view, new.first_cart, new.last_cart, new.bought_at
            from unnest($2::text[], $3::uuid[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[],
                        $7::timestamptz[], $8::timestamptz[])
                 as new (item_id, person, first_view, last_view, first_cart, last_cart, bought_at)
                 left join lateral (select * from product_interest stands
                                    where stands.site_id = $1 and stands.item_id = new.item_id
                                      and stands.person = new.person offset 0) stands on true
            where stands.person is null
               or new.first_view < coalesce(stands.first_view, 'infinity')
               or new.last_view > coalesce(stands.last_view, '-infinity') + interval '1 hour'
               or new.first_cart < coalesce(stands.first_cart, 'infinity')
               or new.last_cart > coalesce(stands.last_cart, '-infinity')
               or new.bought_at > coalesce(stands.bought_at, '-infinity')
            on conflict (site_id, item_id, person) do update set
                first_view = least(known.first_view, excluded.first_view),
                last_view = greatest(known.last_view, excluded.last_view),
                first_cart = least(known.first_cart, excluded.first_cart),
                last_cart = greatest(known.last_cart, excluded.last_cart),
                bought_at = greatest(known.bought_at, excluded.bought_at)""";

    private static final String LEARNT = """
            insert into product_learning (site_id, learnt_until, learnt_id)
            select site_id, $2, $3 from unnest($1::int[]) as done (site_id)
            on conflict (site_id) do update set learnt_until = excluded.learnt_until, learnt_id = excluded.learnt_id
            where (product_learning.learnt_until, product_learning.learnt_id) < ($2, $3)""";

    private final Database database;
    private final SiteDirectory sites;
    private final ProductWriter writer;
    private final LongSupplier clock;

    /** How far a site's events have been learnt from. */
    private record Mark(Instant until, UUID id) {}

    private record Heard(UUID id, UUID person, String name, Instant time, Instant received, List<Item> items) {}

    private record Key(String item, UUID person) {}

    /** What somebody did with a product, in a batch. */
    private static final class Interest {
        private @Nullable Instant firstView;
        private @Nullable Instant lastView;
        private @Nullable Instant firstCart;
        private @Nullable Instant lastCart;
        private @Nullable Instant bought;

        private void take(String name, Instant at) {
            switch (name) {
                case "add_to_cart", "add_to_wishlist" -> {
                    firstCart = firstCart == null || at.isBefore(firstCart) ? at : firstCart;
                    lastCart = lastCart == null || at.isAfter(lastCart) ? at : lastCart;
                }
                case "purchase" -> bought = bought == null || at.isAfter(bought) ? at : bought;
                default -> {
                    firstView = firstView == null || at.isBefore(firstView) ? at : firstView;
                    lastView = lastView == null || at.isAfter(lastView) ? at : lastView;
                }
            }
        }
    }

    Learning(Database database, SiteDirectory sites, ProductWriter writer, LongSupplier clock) {
        this.database = database;
        this.sites = sites;
        this.writer = writer;
        this.clock = clock;
    }

    /** @param flood while it is on, only one round is made at a time: what was stored can wait, whoever sends an event can't */
    void start(Leadership leadership, Flood flood) {
        leadership.every(
                TURN_EVERY_MS, TURN_EVERY_MS, "learning of products", () -> turn(flood.isOn() ? 1 : TURNS_AT_ONCE));
    }

    /** Learns from what has come in; done when there is nothing left, or after some rounds. */
    Future<Void> turn(int rounds) {
        Instant now = Instant.ofEpochMilli(clock.getAsLong());
        return StoredUntil.read(database, now)
                .compose(until -> marks().compose(marks -> {
                    List<Site> all = sites.all().stream()
                            .filter(site -> mark(marks, site).until.isBefore(until))
                            .toList();
                    return all.isEmpty() ? Future.succeededFuture(false) : sites(all, marks, until);
                }))
                .compose(more -> more && rounds > 1 ? turn(rounds - 1) : Future.succeededFuture());
    }

    private Future<Map<Integer, Mark>> marks() {
        return database.query(MARKS).map(rows -> {
            Map<Integer, Mark> marks = new TreeMap<>();
            for (Row row : rows) {
                marks.put(row.getInteger(0), new Mark(row.getOffsetDateTime(1).toInstant(), row.getUUID(2)));
            }
            return marks;
        });
    }

    private static Mark mark(Map<Integer, Mark> marks, Site site) {
        return marks.getOrDefault(site.id(), new Mark(site.createdAt().minus(MARGIN), LAST));
    }

    /** True when there may be more. */
    private Future<Boolean> sites(List<Site> all, Map<Integer, Mark> marks, Instant until) {
        return database.query(
                        FRESH,
                        all.stream().map(Site::id).toArray(Integer[]::new),
                        all.stream().map(site -> utc(mark(marks, site).until)).toArray(OffsetDateTime[]::new),
                        HeardItems.EVENTS.toArray(String[]::new))
                .compose(rows -> {
                    var fresh = new HashSet<Integer>();
                    rows.forEach(row -> fresh.add(row.getInteger(0)));
                    List<Site> quiet = all.stream()
                            .filter(site -> !fresh.contains(site.id()))
                            .toList();
                    Future<Boolean> done = database.inTransaction(
                                    transaction -> learnt(transaction, quiet, new Mark(until, LAST)))
                            .map(false);
                    for (Site site : all) {
                        if (fresh.contains(site.id())) {
                            done = done.compose(more ->
                                    learn(site, mark(marks, site), until).map(left -> left || more));
                        }
                    }
                    return done;
                });
    }

    private Future<Void> learnt(SqlConnection transaction, List<Site> done, Mark mark) {
        if (done.isEmpty()) {
            return Future.succeededFuture();
        }
        return transaction
                .preparedQuery(LEARNT)
                .execute(Tuple.tuple()
                        .addArrayOfInteger(done.stream().map(Site::id).toArray(Integer[]::new))
                        .addOffsetDateTime(utc(mark.until))
                        .addUUID(mark.id))
                .mapEmpty();
    }

    private Future<Boolean> learn(Site site, Mark from, Instant until) {
        return database.inTransaction(transaction -> ProductWriter.hold(transaction, site.id())
                .compose(held -> transaction
                        .preparedQuery(READ)
                        .execute(Tuple.of(site.id(), utc(from.until), from.id, utc(until))
                                .addArrayOfString(HeardItems.EVENTS.toArray(String[]::new))
                                .addInteger(EVENTS_AT_ONCE)))
                .compose(rows -> {
                    List<Heard> heard = new ArrayList<>();
                    rows.forEach(row -> heard.add(heard(row)));
                    boolean more = heard.size() == EVENTS_AT_ONCE;
                    Heard last = more ? heard.get(heard.size() - 1) : null;
                    Mark mark = last == null ? new Mark(until, LAST) : new Mark(last.received, last.id);
                    return interests(transaction, site, heard)
                            .compose(noted -> products(transaction, site, heard))
                            .compose(written -> learnt(transaction, List.of(site), mark))
                            .map(more);
                }));
    }

    private static Heard heard(Row row) {
        String name = row.getString("name");
        Value data = ValueJson.read(row.getString("data"));
        return new Heard(
                row.getUUID("id"),
                row.getUUID("visitor"),
                name,
                row.getOffsetDateTime("time").toInstant(),
                row.getOffsetDateTime("received").toInstant(),
                HeardItems.of(data));
    }

    private static Future<Void> interests(SqlConnection transaction, Site site, List<Heard> heard) {
        Map<Key, Interest> all = new TreeMap<>(Comparator.comparing(Key::item).thenComparing(Key::person));
        for (Heard each : heard) {
            for (Item item : each.items) {
                all.computeIfAbsent(new Key(item.itemId(), each.person), key -> new Interest())
                        .take(each.name, each.time);
            }
        }
        if (all.isEmpty()) {
            return Future.succeededFuture();
        }
        return transaction
                .preparedQuery(INTEREST)
                .execute(Tuple.of(site.id())
                        .addArrayOfString(all.keySet().stream().map(Key::item).toArray(String[]::new))
                        .addArrayOfUUID(all.keySet().stream().map(Key::person).toArray(UUID[]::new))
                        .addArrayOfOffsetDateTime(times(all, each -> each.firstView))
                        .addArrayOfOffsetDateTime(times(all, each -> each.lastView))
                        .addArrayOfOffsetDateTime(times(all, each -> each.firstCart))
                        .addArrayOfOffsetDateTime(times(all, each -> each.lastCart))
                        .addArrayOfOffsetDateTime(times(all, each -> each.bought)))
                .mapEmpty();
    }

    private static OffsetDateTime[] times(Map<Key, Interest> all, Function<Interest, @Nullable Instant> each) {
        return all.values().stream().map(each).map(ProductWriter::utc).toArray(OffsetDateTime[]::new);
    }

    /** An order taken by phone has names of its own for what was bought: it describes nothing. */
    private Future<Void> products(SqlConnection transaction, Site site, List<Heard> heard) {
        List<Heard> showing =
                heard.stream().filter(each -> !each.name.equals("purchase")).toList();
        var ids = new HashSet<String>();
        showing.forEach(each -> each.items.forEach(item -> ids.add(item.itemId())));
        if (ids.isEmpty()) {
            return Future.succeededFuture();
        }
        return ProductWriter.known(transaction, site.id(), ids).compose(known -> {
            Map<String, Merged> merged = new LinkedHashMap<>();
            for (Heard each : showing) {
                for (Item item : each.items) {
                    Merged before = merged.get(item.itemId());
                    Product product = before == null ? known.get(item.itemId()) : before.product();
                    Merged after = Merging.event(product, item.draft(site.currency()), each.person, each.time);
                    var changes = new ArrayList<>(after.changes());
                    changes.addAll(0, before == null ? List.of() : before.changes());
                    merged.put(item.itemId(), new Merged(after.product(), changes));
                }
            }
            List<Written> all = merged.entrySet().stream()
                    .map(each -> new Written(known.get(each.getKey()), each.getValue()))
                    .toList();
            Instant now = Instant.ofEpochMilli(clock.getAsLong());
            return writer.write(transaction, site.id(), all, null, new HashSet<>(), now);
        });
    }

    private static OffsetDateTime utc(Instant instant) {
        return Objects.requireNonNull(ProductWriter.utc(instant));
    }
}
