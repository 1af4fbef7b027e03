package io.warmtag.container;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import io.warmtag.db.Keyset;
import io.warmtag.db.News;
import io.warmtag.db.Page;
import io.warmtag.site.Site;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Environments and their releases in PostgreSQL. Every site has a live and a staging one. */
public final class EnvironmentStore {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TOKEN_BYTES = 18;

    private static final String SELECT = """
            select environment.id, environment.site_id, name, token, environment.created_at,
                   newest.id as release_id, newest.version, newest.author, newest.created_at as released_at
            from environment left join lateral (
                select id, version, author, created_at from release
                where environment_id = environment.id order by id desc limit 1) newest on true
            """;

    private final Database database;

    /** A release, and whether it was made now or was already in force. */
    public record Released(Environment environment, boolean isNew) {}

    public EnvironmentStore(Database database) {
        this.database = database;
    }

    /** All environments of all sites that serve something or could be asked for. */
    public Future<List<Environment>> all() {
        return database.query(SELECT).map(EnvironmentStore::environments);
    }

    /** The live one first, then by age. */
    public Future<List<Environment>> of(Site site) {
        return read(site)
                .compose(found ->
                        found.isEmpty() ? addUsual(site).compose(added -> read(site)) : Future.succeededFuture(found));
    }

    private Future<List<Environment>> read(Site site) {
        return database.query(SELECT + " where site_id = $1 order by environment.id", site.id())
                .map(EnvironmentStore::environments);
    }

    private Future<Void> addUsual(Site site) {
        return insert(site, Environment.LIVE)
                .compose(added -> insert(site, Environment.STAGING))
                .mapEmpty();
    }

    public Future<Optional<Environment>> find(Site site, String name) {
        return of(site).map(all ->
                all.stream().filter(each -> each.name().equals(name)).findFirst());
    }

    /** Empty when there is one of this name. */
    public Future<Optional<Environment>> add(Site site, String name) {
        return of(site).compose(usual -> insert(site, name))
                .compose(added -> added ? find(site, name) : Future.succeededFuture(Optional.empty()));
    }

    private Future<Boolean> insert(Site site, String name) {
        return database.query(
                        "insert into environment (site_id, name, token) values ($1, $2, $3) on conflict do nothing",
                        site.id(),
                        name,
                        token())
                .map(rows -> rows.rowCount() > 0);
    }

    private static String token() {
        byte[] random = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** Gives it another token: its old address answers no more. */
    public Future<Optional<Environment>> changeToken(Site site, String name) {
        return database.query(
                        "update environment set token = $3 where site_id = $1 and name = $2", site.id(), name, token())
                .compose(done -> find(site, name));
    }

    /** False when there is none; live and staging stay. */
    public Future<Boolean> remove(Site site, String name) {
        return database.query(
                        "delete from environment where site_id = $1 and name = $2 and name not in ('live', 'staging')",
                        site.id(),
                        name)
                .map(rows -> rows.rowCount() > 0);
    }

    /** Serves a version there, unless it does already: whoever clicks twice releases once. All nodes are told with the commit. */
    public Future<Released> release(Environment environment, int version, String author) {
        return database.inTransaction(connection -> connection
                        .preparedQuery("select from environment where id = $1 for update")
                        .execute(Tuple.of(environment.id()))
                        .compose(locked -> connection
                                .preparedQuery("""
                                        insert into release (environment_id, site_id, version, author)
                                        select $1, $2, $3, $4
                                        where $3 is distinct from
                                            (select version from release where environment_id = $1 order by id desc limit 1)
                                        """)
                                .execute(Tuple.of(environment.id(), environment.site(), version, author)))
                        .compose(rows -> rows.rowCount() > 0
                                ? News.tell(connection, Environments.TOPIC).map(rows)
                                : Future.succeededFuture(rows)))
                .compose(rows -> database.query(SELECT + " where environment.id = $1", environment.id())
                        .map(found -> new Released(environments(found).get(0), rows.rowCount() > 0)));
    }

    /** Newest first. */
    public Future<Page<Environment.Release>> releases(Environment environment, Keyset after, int limit) {
        return database.query("""
                        select id as release_id, version, author, created_at as released_at from release
                        where environment_id = $1 and id < $2 order by id desc limit $3
                        """, environment.id(), after.number(), limit + 1).map(rows -> {
            var releases = new ArrayList<Environment.Release>();
            rows.forEach(row -> releases.add(release(row)));
            return Page.of(releases, limit, release -> Keyset.of(release.id()));
        });
    }

    private static List<Environment> environments(Iterable<Row> rows) {
        var environments = new ArrayList<Environment>();
        for (Row row : rows) {
            environments.add(new Environment(
                    row.getInteger("id"),
                    row.getInteger("site_id"),
                    row.getString("name"),
                    row.getString("token"),
                    row.getOffsetDateTime("created_at").toInstant(),
                    row.getLong("release_id") == null ? Optional.empty() : Optional.of(release(row))));
        }
        return environments;
    }

    private static Environment.Release release(Row row) {
        return new Environment.Release(
                row.getLong("release_id"),
                row.getInteger("version"),
                row.getString("author"),
                row.getOffsetDateTime("released_at").toInstant());
    }
}
