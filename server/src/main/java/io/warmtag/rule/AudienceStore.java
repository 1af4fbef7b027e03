package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.ValueJson;
import io.warmtag.db.Database;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.rule.audience.model.ConditionJson;
import io.warmtag.rule.audience.model.ConditionReader;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Audiences and their members in PostgreSQL. */
public final class AudienceStore implements AudienceMembers {
    private static final String COLUMNS =
            "site_id, id, name, notes, condition, version, filling, settings, author, changed_at";

    private final Database database;

    /**
     * How far the weighing of everybody is.
     *
     * @param of all persons of the site
     */
    public record Progress(long filled, long of) {}

    /** How many are in an audience; the progress while not everybody has been weighed. */
    public record Size(long members, Optional<Progress> filling) {}

    public AudienceStore(Database database) {
        this.database = database;
    }

    Future<List<Audience>> all() {
        return database.query("select " + COLUMNS + " from audience where deleted_at is null")
                .map(AudienceStore::audiences);
    }

    Future<List<Audience>> of(SqlConnection transaction, int site) {
        return transaction
                .preparedQuery(
                        "select " + COLUMNS + " from audience where site_id = $1 and deleted_at is null order by id")
                .execute(Tuple.of(site))
                .map(AudienceStore::audiences);
    }

    Future<Integer> insert(SqlConnection transaction, int site, AudienceDraft draft, int settings, String author) {
        return transaction
                .preparedQuery("""
                        insert into audience (site_id, id, name, notes, condition, settings, author)
                        select $1, coalesce(max(id), 0) + 1, $2, $3, $4, $5, $6 from audience where site_id = $1
                        returning id""")
                .execute(Tuple.of(site, draft.name(), draft.notes(), json(draft), settings, author))
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    Future<Void> update(SqlConnection transaction, int site, int id, AudienceDraft draft, String author) {
        return transaction
                .preparedQuery("""
                        update audience set name = $3, notes = $4, condition = $5, author = $6, changed_at = now()
                        where site_id = $1 and id = $2""")
                .execute(Tuple.of(site, id, draft.name(), draft.notes(), json(draft), author))
                .mapEmpty();
    }

    /** Everybody is weighed anew, by what these mean from now on. */
    static Future<Void> refill(SqlConnection transaction, int site, Collection<Integer> ids, int settings) {
        return transaction
                .preparedQuery("""
                        update audience set version = version + 1, filling = true, filled = 0, settings = $3,
                               fill_after = '00000000-0000-0000-0000-000000000000', changed_at = now()
                        where site_id = $1 and id = any($2)""")
                .execute(Tuple.of(site, ids.toArray(Integer[]::new), settings))
                .mapEmpty();
    }

    /** Its members are forgotten little by little; nobody is looked at again because of it. */
    static Future<Void> delete(SqlConnection transaction, int site, int id) {
        return transaction
                .preparedQuery("update audience set deleted_at = now(), filling = false where site_id = $1 and id = $2")
                .execute(Tuple.of(site, id))
                .compose(marked -> transaction.preparedQuery("""
                                update audience_member set next_check = null
                                where site_id = $1 and audience = $2 and next_check is not null""").execute(Tuple.of(site, id)))
                .mapEmpty();
    }

    /** By audience. */
    public Future<Map<Integer, Size>> sizes(int site) {
        return database.query("""
                        select id, filling, filled,
                               coalesce((select sum(members) from audience_count
                                         where audience_count.site_id = $1 and audience = id), 0)::bigint as members,
                               case when filling then coalesce((select sum(count) from temperature_count
                                                                where temperature_count.site_id = $1), 0) end::bigint as persons
                        from audience where site_id = $1 and deleted_at is null""", site).map(rows -> {
            Map<Integer, Size> sizes = new HashMap<>();
            for (Row row : rows) {
                Optional<Progress> filling = row.getBoolean("filling")
                        ? Optional.of(new Progress(row.getLong("filled"), row.getLong("persons")))
                        : Optional.empty();
                sizes.put(row.getInteger("id"), new Size(row.getLong("members"), filling));
            }
            return sizes;
        });
    }

    @Override
    public Future<List<UUID>> page(SqlConnection transaction, int site, int audience, @Nullable UUID after, int limit) {
        return transaction
                .preparedQuery("""
                        select person from audience_member
                        where site_id = $1 and audience = $2 and since is not null and ($3::uuid is null or person > $3)
                        order by person limit $4""")
                .execute(Tuple.of(site, audience, after, limit))
                .map(rows -> {
                    List<UUID> persons = new ArrayList<>();
                    rows.forEach(row -> persons.add(row.getUUID(0)));
                    return persons;
                });
    }

    /** Who came last first. */
    public Future<Page<Member>> members(int site, int audience, Keyset after, int limit) {
        return database.query("""
                        select person, since from audience_member
                        where site_id = $1 and audience = $2 and since is not null and since <= $3 and (since, person) < ($3, $4)
                        order by since desc, person desc limit $5""", site, audience, after.instant().atOffset(ZoneOffset.UTC), after.id(), limit + 1)
                .map(rows -> {
                    var members = new ArrayList<Member>();
                    rows.forEach(row -> members.add(new Member(row.getUUID(0), instant(row, 1))));
                    return Page.of(members, limit, member -> Keyset.of(member.since(), member.person()));
                });
    }

    /** The audiences that somebody is in, and since when. */
    public Future<Map<Integer, Instant>> audiencesOf(int site, UUID person) {
        return database.query(
                        "select audience, since from audience_member where site_id = $1 and person = $2 and since is not null",
                        site,
                        person)
                .map(rows -> {
                    Map<Integer, Instant> since = new HashMap<>();
                    rows.forEach(row -> since.put(row.getInteger(0), instant(row, 1)));
                    return since;
                });
    }

    /** Those who were seen last. */
    Future<List<UUID>> newest(int site, int limit) {
        return database.query(
                        "select id from person where site_id = $1 and joined_to is null order by last_seen desc limit $2",
                        site,
                        limit)
                .map(AudienceStore::persons);
    }

    /** How many persons the site has. */
    Future<Long> persons(int site) {
        return database.query("select coalesce(sum(count), 0)::bigint from temperature_count where site_id = $1", site)
                .map(rows -> rows.iterator().next().getLong(0));
    }

    static List<UUID> persons(RowSet<Row> rows) {
        var persons = new ArrayList<UUID>(rows.size());
        rows.forEach(row -> persons.add(row.getUUID(0)));
        return persons;
    }

    private static String json(AudienceDraft draft) {
        return ValueJson.write(ConditionJson.write(draft.condition()));
    }

    private static Instant instant(Row row, int column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time.toInstant();
    }

    static List<Audience> audiences(RowSet<Row> rows) {
        var audiences = new ArrayList<Audience>(rows.size());
        rows.forEach(row -> audiences.add(audience(row)));
        return audiences;
    }

    private static Audience audience(Row row) {
        var problems = new ArrayList<Problem>();
        String json = row.getString("condition");
        return new Audience(
                row.getInteger("site_id"),
                row.getInteger("id"),
                row.getString("name"),
                row.getString("notes"),
                ConditionReader.read(ValueJson.read(json), "condition", problems)
                        .orElseThrow(() -> new IllegalStateException("audience " + row.getInteger("id") + " of site "
                                + row.getInteger("site_id") + " can't be read: " + problems)),
                row.getInteger("version"),
                row.getBoolean("filling"),
                row.getInteger("settings"),
                row.getString("author"),
                row.getOffsetDateTime("changed_at").toInstant());
    }

    static @Nullable OffsetDateTime time(long ms) {
        return ms == Long.MAX_VALUE ? null : Instant.ofEpochMilli(ms).atOffset(ZoneOffset.UTC);
    }
}
