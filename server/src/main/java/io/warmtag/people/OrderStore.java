package io.warmtag.people;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.warmtag.db.Database;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.event.OrderReport.Stage;
import io.warmtag.people.contact.ContactField;
import io.warmtag.people.contact.ContactValue;
import io.warmtag.site.Site;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads orders. What is written of them is written with the events that report them. */
public final class OrderStore {
    private static final String COLUMNS = """
            transaction_id, person, placed_at, confirmed_at, delivered_at, cancelled_at, returned_at, refunded_at, value,
            currency, first_seen, erased, md5(transaction_id)::uuid as place""";

    private static final String STAGE = """
            case when refunded_at is not null then 5 when returned_at is not null then 4 when cancelled_at is not null then 3
                 when delivered_at is not null then 2 when confirmed_at is not null then 1 else 0 end""";

    private static final String IMPORTING = """
            insert into order_import (site_id, last_at) values ($1, now())
            on conflict (site_id) do update set last_at = excluded.last_at""";

    private final Database database;
    private final ContactVault vault;
    private final BoughtStore bought;

    /**
     * One event that reported on an order.
     *
     * @param value null when it said none
     */
    public record Report(
            UUID event,
            Stage stage,
            Instant time,
            Instant received,
            @Nullable String value) {}

    private record Placed(Order order, UUID place) {}

    public OrderStore(Database database, ContactVault vault) {
        this.database = database;
        this.vault = vault;
        this.bought = new BoughtStore(database);
    }

    BoughtStore bought() {
        return bought;
    }

    /** To be called before orders of a site are imported, at most an hour or two before the last of them. */
    Future<Void> importing(Site site) {
        return database.query(IMPORTING, site.id()).mapEmpty();
    }

    /** First heard of last, first in the list. */
    public Future<Page<Order>> list(Site site, OrderFilter filter, Keyset after, int limit) {
        List<Buffer> hashes = hashes(site, filter.search());
        String search = filter.search().isEmpty() ? " and $6::text is null and $7::bytea[] is null" : """
                 and (starts_with(transaction_id, $6) or person in (
                          select coalesce(together.visitor, identity.visitor) from identity
                          left join person_visitor own on own.site_id = $1 and own.visitor = identity.visitor
                          left join person_visitor together on together.site_id = $1 and together.person = own.person
                          where identity.site_id = $1 and identity.kind in (1, 2) and identity.hash = any($7)))""";
        return database.query(
                        "select " + COLUMNS + " from customer_order where site_id = $1 and first_seen <= $2"
                                + " and (first_seen, md5(transaction_id)::uuid) < ($2, $3)"
                                + " and ($5::int is null or "
                                + STAGE + " = $5)" + search
                                + " order by first_seen desc, md5(transaction_id)::uuid desc limit $4",
                        site.id(),
                        after.instant().atOffset(ZoneOffset.UTC),
                        after.id(),
                        limit + 1,
                        filter.stage().map(Stage::ordinal).orElse(null),
                        filter.search().isEmpty() ? null : filter.search(),
                        filter.search().isEmpty() ? null : hashes.toArray(Buffer[]::new))
                .map(rows -> {
                    List<Placed> found = new ArrayList<>();
                    rows.forEach(row -> found.add(new Placed(order(row), row.getUUID("place"))));
                    return Page.of(found, limit, one -> Keyset.of(one.order.firstSeen(), one.place))
                            .map(Placed::order);
                });
    }

    private List<Buffer> hashes(Site site, String search) {
        return Stream.of(ContactField.EMAIL, ContactField.PHONE)
                .flatMap(field -> ContactValue.of(field, search, Regions.of(site)).stream())
                .map(value -> Buffer.buffer(vault.hash(site.id(), value)))
                .toList();
    }

    public Future<Optional<Order>> find(Site site, String number) {
        return find(site, List.of(number)).map(found -> Optional.ofNullable(found.get(number)));
    }

    /** The orders by their numbers; those that nobody heard of are not in it. */
    public Future<Map<String, Order>> find(Site site, Collection<String> numbers) {
        return database.query(
                        "select " + COLUMNS + " from customer_order where site_id = $1 and transaction_id = any($2)",
                        site.id(),
                        numbers.toArray(String[]::new))
                .map(rows -> {
                    Map<String, Order> found = new HashMap<>();
                    rows.forEach(row -> found.put(row.getString("transaction_id"), order(row)));
                    return found;
                });
    }

    /** The orders of one visitor, newest first. */
    public Future<List<Order>> of(Site site, UUID visitor, int limit) {
        return database.query(
                        "select " + COLUMNS + " from customer_order where site_id = $1 and person = $2"
                                + " order by first_seen desc, transaction_id limit $3",
                        site.id(),
                        visitor,
                        limit)
                .map(rows -> {
                    List<Order> orders = new ArrayList<>();
                    rows.forEach(row -> orders.add(order(row)));
                    return orders;
                });
    }

    /** What was heard of an order, as far as the events are still stored; oldest first. */
    public Future<List<Report>> history(Site site, Order order) {
        String[] names = Stream.of(Stage.values()).map(Stage::eventName).toArray(String[]::new);
        return database.query("""
                        select id, name, time, received, data from event
                        where site_id = $1 and visitor = $2 and name = any($3) and mark = 0
                        order by time, id limit 2000
                        """, site.id(), order.person(), names).map(rows -> {
            List<Report> reports = new ArrayList<>();
            for (Row row : rows) {
                var data = new JsonObject(row.getString("data"));
                Object number = data.getValue("transaction_id", row.getUUID("id"));
                Stage stage = Stage.of(row.getString("name"));
                if (stage != null && String.valueOf(number).trim().equals(order.number())) {
                    reports.add(new Report(
                            row.getUUID("id"),
                            stage,
                            instant(row.getOffsetDateTime("time")),
                            instant(row.getOffsetDateTime("received")),
                            data.getValue("value") == null ? null : String.valueOf(data.getValue("value"))));
                }
            }
            // Those of one instant in the order in which an order goes.
            reports.sort(Comparator.comparing(Report::time).thenComparing(Report::stage));
            return reports;
        });
    }

    /** Notes how an order went on that is nobody's any more: no event tells of it. */
    Future<Void> reached(Site site, String number, Stage stage, Instant at) {
        String column = stage.name().toLowerCase(Locale.ROOT) + "_at";
        String ended =
                stage == Stage.RETURNED || stage == Stage.REFUNDED ? ", cancelled_at = least(cancelled_at, $3)" : "";
        return database.query(
                        "update customer_order set " + column + " = least(" + column + ", $3)" + ended
                                + " where site_id = $1 and transaction_id = $2 and erased",
                        site.id(),
                        number,
                        at.atOffset(ZoneOffset.UTC))
                .mapEmpty();
    }

    private static Order order(Row row) {
        Map<Stage, Instant> stages = new EnumMap<>(Stage.class);
        put(stages, Stage.PLACED, row.getOffsetDateTime("placed_at"));
        put(stages, Stage.CONFIRMED, row.getOffsetDateTime("confirmed_at"));
        put(stages, Stage.DELIVERED, row.getOffsetDateTime("delivered_at"));
        put(stages, Stage.RETURNED, row.getOffsetDateTime("returned_at"));
        put(stages, Stage.REFUNDED, row.getOffsetDateTime("refunded_at"));
        OffsetDateTime ended = row.getOffsetDateTime("cancelled_at");
        // It is the earliest of the three ends: one of its own where none of the others is that early.
        if (ended != null && !stages.containsValue(ended.toInstant())) {
            put(stages, Stage.CANCELLED, ended);
        }
        return new Order(
                row.getString("transaction_id"),
                row.getBoolean("erased") ? null : row.getUUID("person"),
                stages,
                row.getBigDecimal("value"),
                row.getString("currency"),
                instant(row.getOffsetDateTime("first_seen")));
    }

    private static void put(Map<Stage, Instant> stages, Stage stage, @Nullable OffsetDateTime at) {
        if (at != null) {
            stages.put(stage, at.toInstant());
        }
    }

    private static Instant instant(OffsetDateTime time) {
        return time.toInstant();
    }
}
