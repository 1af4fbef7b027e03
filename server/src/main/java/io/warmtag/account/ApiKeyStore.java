package io.warmtag.account;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.warmtag.db.Database;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The API keys in PostgreSQL; of a key itself only the hash. */
final class ApiKeyStore {
    private static final String COLUMNS =
            "id, site_id, name, prefix, scopes, created_by, created_at, last_used_at, revoked_at";

    private final Database database;

    ApiKeyStore(Database database) {
        this.database = database;
    }

    Future<ApiKey> add(
            String name, Optional<Integer> site, Set<Scope> scopes, String createdBy, String prefix, byte[] hash) {
        return database.query(
                        """
                        insert into api_key (site_id, name, prefix, key_hash, scopes, created_by)
                        values ($1, $2, $3, $4, $5, $6)
                        returning\s""" + COLUMNS,
                        site.orElse(null),
                        name,
                        prefix,
                        Buffer.buffer(hash),
                        scopes.stream().map(Scope::code).sorted().toArray(String[]::new),
                        createdBy)
                .map(rows -> keys(rows).get(0));
    }

    /** Newest first, the revoked ones too. */
    Future<Page<ApiKey>> list(Optional<Integer> site, Keyset after, int limit) {
        return database.query(
                        "select " + COLUMNS + """
                         from api_key where id < $1 and ($2::integer is null or site_id = $2)
                        order by id desc limit $3
                        """,
                        (int) Math.min(after.number(), Integer.MAX_VALUE),
                        site.orElse(null),
                        limit + 1)
                .map(rows -> Page.of(keys(rows), limit, key -> Keyset.of(key.id())));
    }

    /** Revokes a key that is not yet revoked; empty when there is none by that id that this caller may see. */
    Future<Optional<ApiKey>> revoke(int id, Optional<Integer> site) {
        return database.query("""
                        update api_key set revoked_at = coalesce(revoked_at, now())
                        where id = $1 and ($2::integer is null or site_id = $2)
                        returning\s""" + COLUMNS, id, site.orElse(null))
                .map(rows -> keys(rows).stream().findFirst());
    }

    Future<Optional<ApiKey>> findValid(byte[] hash) {
        return database.query(
                        "select " + COLUMNS + " from api_key where key_hash = $1 and revoked_at is null",
                        Buffer.buffer(hash))
                .map(rows -> keys(rows).stream().findFirst());
    }

    Future<Void> used(ApiKey key) {
        return database.query("""
                        update api_key set last_used_at = now()
                        where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')
                        """, key.id()).mapEmpty();
    }

    private static List<ApiKey> keys(RowSet<Row> rows) {
        var keys = new ArrayList<ApiKey>();
        for (Row row : rows) {
            Set<Scope> scopes = EnumSet.noneOf(Scope.class);
            for (String code : row.getArrayOfStrings("scopes")) {
                // A scope of a newer version gives no right here.
                Scope.ofCode(code).ifPresent(scopes::add);
            }
            keys.add(new ApiKey(
                    row.getInteger("id"),
                    Optional.ofNullable(row.getInteger("site_id")),
                    row.getString("name"),
                    row.getString("prefix"),
                    scopes,
                    row.getString("created_by"),
                    row.getOffsetDateTime("created_at").toInstant(),
                    instant(row.getOffsetDateTime("last_used_at")),
                    instant(row.getOffsetDateTime("revoked_at"))));
        }
        return keys;
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
