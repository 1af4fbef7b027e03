package io.warmtag.container;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.catalog.ValueJson;
import io.warmtag.container.model.Content;
import io.warmtag.container.model.EntityJson;
import io.warmtag.container.model.EntityReader;
import io.warmtag.db.Database;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.site.Site;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Optional;

/** The sites' versions in PostgreSQL; only ever added. */
public final class VersionStore {
    private static final String COLUMNS = "number, name, notes, author, sha256, created_at";

    private final Database database;

    /** A version, and whether it was made now or is the newest one with the same content. */
    public record Made(Version version, boolean isNew) {}

    public VersionStore(Database database) {
        this.database = database;
    }

    /** Makes a version, unless the newest has the same content: whoever clicks twice gets the same one twice. */
    public Future<Made> add(Site site, Content content, String name, String notes, String author) {
        String json = ValueJson.write(EntityJson.write(content));
        String sha256 = sha256(json);
        return database.inTransaction(connection -> connection
                // Of two who publish at once the second waits, and finds the first one's version.
                .preparedQuery("select from site where id = $1 for update")
                .execute(Tuple.of(site.id()))
                .compose(locked -> newest(connection, site))
                .compose(newest -> newest.filter(version -> version.sha256().equals(sha256))
                        .map(same -> Future.succeededFuture(new Made(same, false)))
                        .orElseGet(() -> insert(
                                connection,
                                Tuple.of(
                                        site.id(),
                                        newest.map(Version::number).orElse(0) + 1,
                                        name,
                                        notes,
                                        author,
                                        sha256,
                                        json)))));
    }

    private static Future<Optional<Version>> newest(SqlConnection connection, Site site) {
        return connection
                .preparedQuery("select " + COLUMNS + " from version where site_id = $1 order by number desc limit 1")
                .execute(Tuple.of(site.id()))
                .map(VersionStore::first);
    }

    private static Future<Made> insert(SqlConnection connection, Tuple values) {
        return connection
                .preparedQuery("insert into version (site_id, number, name, notes, author, sha256, content)"
                        + " values ($1, $2, $3, $4, $5, $6, $7::text::jsonb) returning " + COLUMNS)
                .execute(values)
                .map(rows -> new Made(first(rows).orElseThrow(), true));
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public Future<Optional<Version>> newest(Site site) {
        return database.query(
                        "select " + COLUMNS + " from version where site_id = $1 order by number desc limit 1",
                        site.id())
                .map(VersionStore::first);
    }

    public Future<Optional<Version>> find(Site site, int number) {
        return database.query(
                        "select " + COLUMNS + " from version where site_id = $1 and number = $2", site.id(), number)
                .map(VersionStore::first);
    }

    /** Newest first. */
    public Future<Page<Version>> list(Site site, Keyset after, int limit) {
        return database.query(
                        "select " + COLUMNS
                                + " from version where site_id = $1 and number < $2 order by number desc limit $3",
                        site.id(),
                        (int) Math.min(after.number(), Integer.MAX_VALUE),
                        limit + 1)
                .map(rows -> {
                    var versions = new ArrayList<Version>();
                    rows.forEach(row -> versions.add(version(row)));
                    return Page.of(versions, limit, version -> Keyset.of(version.number()));
                });
    }

    /** What is in a version; empty when there is none. Takes an event loop's time where there are hundreds of entities. */
    public Future<Optional<Content>> content(int site, int number) {
        return text(site, number).map(text -> text.map(json -> EntityReader.content(ValueJson.read(json))));
    }

    /** What is in a version, as JSON; empty when there is none. */
    public Future<Optional<String>> text(int site, int number) {
        return database.query(
                        "select content::text as content from version where site_id = $1 and number = $2", site, number)
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(row.getString("content"));
                    }
                    return Optional.empty();
                });
    }

    private static Optional<Version> first(Iterable<Row> rows) {
        for (Row row : rows) {
            return Optional.of(version(row));
        }
        return Optional.empty();
    }

    private static Version version(Row row) {
        return new Version(
                row.getInteger("number"),
                row.getString("name"),
                row.getString("notes"),
                row.getString("author"),
                row.getString("sha256"),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
