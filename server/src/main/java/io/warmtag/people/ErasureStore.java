package io.warmtag.people;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.event.VisitorId;
import io.warmtag.people.PersonTables.Step;
import io.warmtag.people.contact.ContactField;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes down who was erased, and finds of him what no id leads to. */
final class ErasureStore {
    /** For so long something may be on its way that was begun before. */
    private static final int SETTLED_MINUTES = 10;

    private static final int REMEMBERED_DAYS = 30;
    private static final int LEAST_TEXT = 5;
    private static final String COLUMNS = "id, at, actor, visitors, events, orders, outside, finished_at";

    private final Database database;

    /** An erasure that isn't finished. */
    record Open(UUID id, int site, OffsetDateTime at) {}

    ErasureStore(Database database) {
        this.database = database;
    }

    /** All of his person, himself among them. */
    Future<List<UUID>> visitors(SqlConnection transaction, int site, UUID visitor) {
        return transaction
                .preparedQuery("select visitors_of($1, $2) as visitor order by visitor")
                .execute(Tuple.of(site, visitor))
                .map(ErasureStore::ids);
    }

    private static List<UUID> ids(Iterable<Row> rows) {
        List<UUID> ids = new ArrayList<>();
        rows.forEach(row -> ids.add(row.getUUID(0)));
        return ids;
    }

    Future<Boolean> isKnown(SqlConnection transaction, int site, List<UUID> visitors) {
        return transaction
                .preparedQuery("""
                        select exists (select from person where site_id = $1 and id = any($2))
                            or exists (select from event where site_id = $1 and visitor = any($2))
                            or exists (select from customer_order where site_id = $1 and person = any($2))
                            or exists (select from identity where site_id = $1 and visitor = any($2))
                            or exists (select from contact_detail where site_id = $1 and visitor = any($2))
                            or exists (select from person_property where site_id = $1 and visitor = any($2))
                            or exists (select from person_checkpoint where site_id = $1 and person = any($2))
                            or exists (select from offer_grant where site_id = $1 and person = any($2))
                            or exists (select from firing where site_id = $1 and person = any($2))""")
                .execute(tuple(site, visitors))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    private static Tuple tuple(int site, List<UUID> visitors) {
        return Tuple.tuple().addInteger(site).addArrayOfUUID(visitors.toArray(UUID[]::new));
    }

    Future<Optional<Erasure>> earlier(SqlConnection transaction, int site, UUID visitor) {
        return transaction
                .preparedQuery("select " + COLUMNS + " from erasure where id = "
                        + "(select erasure from erased_visitor where site_id = $1 and visitor = $2)")
                .execute(Tuple.of(site, visitor))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(erasure(rows.iterator().next())));
    }

    /** Waits for whoever is taking their occasions, and has him wait from here on. The time from which on all is new. */
    Future<OffsetDateTime> hold(SqlConnection transaction, List<UUID> visitors) {
        return transaction
                .preparedQuery("""
                        select from occasion_shard
                        where shard in (select get_byte(uuid_send(visitor), 15) & 15 from unnest($1::uuid[]) visitor)
                        order by shard for update""")
                .execute(Tuple.tuple().addArrayOfUUID(visitors.toArray(UUID[]::new)))
                .compose(held -> transaction
                        .query("select clock_timestamp()")
                        .execute()
                        .map(rows -> rows.iterator().next().getOffsetDateTime(0)));
    }

    /** From its commit on, whoever has old states of theirs in hand is refused. */
    Future<Void> begin(
            SqlConnection transaction, UUID id, int site, List<UUID> visitors, OffsetDateTime at, String actor) {
        return transaction
                .preparedQuery("""
                        insert into erasure (id, site_id, at, actor, visitors, events, orders, next_look)
                        select $1::uuid, $2::int, $4::timestamptz, $5::text, cardinality($3::uuid[]),
                               (select count(*) from event where site_id = $2 and visitor = any($3)),
                               (select count(*) from customer_order where site_id = $2 and person = any($3)),
                               $4::timestamptz + interval '5 seconds'""")
                .execute(Tuple.of(id, site, visitors.toArray(UUID[]::new), at, actor))
                .compose(done -> transaction.preparedQuery("""
                                select from person where site_id = $1 and id = any($2) order by site_id, id for update""").execute(tuple(site, visitors)))
                .compose(done ->
                        transaction.preparedQuery("""
                                insert into erased_visitor as known (site_id, visitor, erasure, at, joins)
                                select $2::int, visitor, $1::uuid, $4::timestamptz, coalesce(joins, 0) + 1
                                from unnest($3::uuid[]) visitor
                                left join person on person.site_id = $2 and person.id = visitor
                                on conflict (site_id, visitor) do update
                                    set erasure = excluded.erasure, at = excluded.at,
                                        joins = greatest(known.joins + 1, excluded.joins)""").execute(Tuple.of(id, site, visitors.toArray(UUID[]::new), at)))
                .mapEmpty();
    }

    Future<Void> run(
            SqlConnection transaction, Step step, int site, List<UUID> visitors, @Nullable OffsetDateTime until) {
        return transaction
                .preparedQuery(step.sql())
                .execute(Tuple.of(site, visitors.toArray(UUID[]::new), until))
                .recover(cause -> Future.failedFuture(new IllegalStateException(
                        "not erased from " + step.table() + ": " + cause.getMessage(), cause)))
                .mapEmpty();
    }

    /** What names them without an id of its own: refused events, what pages told in previews, and the audit. */
    Future<Void> forgetTexts(SqlConnection transaction, int site, List<UUID> visitors, List<KnownContact> known) {
        String[] texts = texts(visitors, known);
        return transaction
                .preparedQuery("delete from rejected_event where site_id = $1 and lower(body) like any($2::text[])")
                .execute(Tuple.tuple().addInteger(site).addArrayOfString(texts))
                .compose(done -> transaction
                        .preparedQuery("""
                                delete from preview_message using preview_session s
                                where s.id = session_id and s.site_id = $1 and lower(body) like any($2::text[])""")
                        .execute(Tuple.tuple().addInteger(site).addArrayOfString(texts)))
                .compose(done -> transaction.preparedQuery("""
                                update audit set subject = null
                                where site_id = $1 and subject like any(
                                    select '%' || replace(visitor_text(visitor), '_', '\\_') || '%'
                                    from unnest($2::uuid[]) visitor)""").execute(tuple(site, visitors)))
                .mapEmpty();
    }

    private static String[] texts(List<UUID> visitors, List<KnownContact> known) {
        Set<String> texts = new LinkedHashSet<>();
        visitors.forEach(visitor -> texts.add(VisitorId.text(visitor)));
        for (KnownContact contact : known) {
            String text = contact.value().text();
            if (contact.value().field() == ContactField.USER_ID) {
                // A number of few digits stands in anybody's.
                texts.add("\"user\":\"" + text + "\"");
                texts.add("\"user_id\":\"" + text + "\"");
            } else if (contact.value().field().identifies() && text.length() >= LEAST_TEXT) {
                texts.add(text);
            }
        }
        return texts.stream()
                .map(text -> "%"
                        + text.toLowerCase(Locale.ROOT)
                                .replace("\\", "\\\\")
                                .replace("%", "\\%")
                                .replace("_", "\\_")
                        + "%")
                .toArray(String[]::new);
    }

    Future<Erasure> note(SqlConnection transaction, UUID id, int outside) {
        return transaction
                .preparedQuery("update erasure set outside = $2 where id = $1 returning " + COLUMNS)
                .execute(Tuple.of(id, outside))
                .map(rows -> erasure(rows.iterator().next()));
    }

    Future<List<Open>> due(int limit) {
        return database.query("""
                        select id, site_id, at from erasure where finished_at is null and next_look <= now()
                        order by next_look limit $1""", limit).map(rows -> {
            List<Open> due = new ArrayList<>();
            rows.forEach(row -> due.add(new Open(row.getUUID(0), row.getInteger(1), row.getOffsetDateTime(2))));
            return due;
        });
    }

    Future<List<UUID>> visitorsOf(SqlConnection transaction, UUID erasure) {
        return transaction
                .preparedQuery("select visitor from erased_visitor where erasure = $1 order by visitor")
                .execute(Tuple.of(erasure))
                .map(ErasureStore::ids);
    }

    /** Soon again, then every minute; when nothing can be on its way any more, what was sent to take him away goes, too. */
    Future<Void> looked(SqlConnection transaction, Open one, List<UUID> visitors, int outside) {
        return transaction
                .preparedQuery("""
                        update erasure set outside = $2::int, next_look = now() + interval '1 minute',
                               finished_at = case when $2::int = 0 and at < now() - $3 * interval '1 minute' then now() end
                        where id = $1 returning finished_at is not null""")
                .execute(Tuple.of(one.id(), outside, SETTLED_MINUTES))
                .compose(rows -> rows.iterator().next().getBoolean(0)
                        ? forgetRemovals(transaction, one, visitors)
                        : Future.succeededFuture());
    }

    private static Future<Void> forgetRemovals(SqlConnection transaction, Open one, List<UUID> visitors) {
        Tuple asked = tuple(one.site(), visitors);
        String removals = " site_id = $1 and person = any($2) and name = 'list_remove' and state <> 0";
        return transaction
                .preparedQuery(
                        "update attempt set request = '', answer = null, detail = null where (site_id, number) in ("
                                + "select site_id, attempt from attempt_row where (site_id, row) in ("
                                + "select site_id, number from outbox where" + removals + "))")
                .execute(asked)
                .compose(done -> transaction
                        .preparedQuery("delete from outbox where" + removals)
                        .execute(asked))
                .mapEmpty();
    }

    /** By then nobody can have anything of them in hand: the ids go as well. */
    Future<Void> forgetOld() {
        return database.query(
                        "delete from erased_visitor using erasure where erasure.id = erasure and finished_at is not null"
                                + " and erased_visitor.at < now() - $1 * interval '1 day'",
                        REMEMBERED_DAYS)
                .mapEmpty();
    }

    Future<Page<Erasure>> list(int site, Keyset after, int limit) {
        return database.query(
                        "select " + COLUMNS + " from erasure where site_id = $1 and (at, id) < ($2, $3)"
                                + " order by at desc, id desc limit $4",
                        site,
                        after.instant().atOffset(ZoneOffset.UTC),
                        after.id(),
                        limit + 1)
                .map(rows -> {
                    List<Erasure> found = new ArrayList<>();
                    rows.forEach(row -> found.add(erasure(row)));
                    return Page.of(found, limit, one -> Keyset.of(one.at(), one.id()));
                });
    }

    private static Erasure erasure(Row row) {
        OffsetDateTime finished = row.getOffsetDateTime("finished_at");
        return new Erasure(
                row.getUUID("id"),
                instant(row.getOffsetDateTime("at")),
                row.getString("actor"),
                row.getInteger("visitors"),
                row.getLong("events"),
                row.getLong("orders"),
                row.getInteger("outside"),
                finished == null ? null : instant(finished));
    }

    private static Instant instant(OffsetDateTime time) {
        return time.toInstant();
    }
}
