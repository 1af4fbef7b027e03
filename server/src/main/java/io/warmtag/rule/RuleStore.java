package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.db.Database;
import io.warmtag.rule.model.Rule;
import io.warmtag.rule.model.RuleJson;
import io.warmtag.rule.model.RuleReader;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Rules and their versions in PostgreSQL. Versions are only ever added. */
public final class RuleStore {
    private static final String SELECT = """
            select rule.site_id, id, state, rule.version, salt, testers, definition, author, changed_at
            from rule
            join rule_version on rule_version.site_id = rule.site_id and rule_version.rule = rule.id
                             and rule_version.version = rule.version
            """;

    // A test person is whoever he is one person with.
    private static final String TESTERS = """
             testers || array(select v.person from person_visitor v
                             where v.site_id = rule.site_id and v.visitor = any(testers)) as testers,""";

    private final Database database;

    public RuleStore(Database database) {
        this.database = database;
    }

    /** Those of all sites that act, for everybody or their testers. */
    Future<List<StoredRule>> acting() {
        return database.query(SELECT.replace(" testers,", TESTERS)
                        + "where state in ('testing', 'on') order by rule.site_id, id")
                .map(RuleStore::rules);
    }

    /** Those of a site that act at this moment, whatever is in memory. */
    static Future<List<StoredRule>> acting(SqlConnection transaction, int site) {
        return transaction
                .preparedQuery(SELECT + "where state in ('testing', 'on') and rule.site_id = $1 order by id")
                .execute(Tuple.of(site))
                .map(RuleStore::rules);
    }

    /** All of a site, the newest first. */
    public Future<List<StoredRule>> of(int site) {
        return database.query(SELECT + "where rule.site_id = $1 order by id desc", site)
                .map(RuleStore::rules);
    }

    public Future<Optional<StoredRule>> find(int site, int id) {
        return database.query(SELECT + "where rule.site_id = $1 and id = $2", site, id)
                .map(rows -> rules(rows).stream().findFirst());
    }

    /** The newest first. */
    public Future<List<RuleVersion>> versions(int site, int id) {
        return database.query("""
                        select version, definition, author, created_at from rule_version
                        where site_id = $1 and rule = $2 order by version desc
                        """, site, id).map(rows -> {
            var versions = new ArrayList<RuleVersion>();
            for (Row row : rows) {
                versions.add(new RuleVersion(
                        row.getInteger("version"),
                        read(row.getString("definition")),
                        row.getString("author"),
                        row.getOffsetDateTime("created_at").toInstant()));
            }
            return versions;
        });
    }

    /** What the rules of a site have come to, by id. */
    public Future<Map<Integer, RuleTotals>> totals(int site) {
        return database.query("""
                        select rule, sum(fired)::bigint as fired, sum(held_out)::bigint as held_out,
                               sum(limited)::bigint as limited, max(last) filter (where fired + held_out > 0) as last
                        from rule_count where site_id = $1 group by rule
                        """, site).map(rows -> {
            var totals = new HashMap<Integer, RuleTotals>();
            for (Row row : rows) {
                OffsetDateTime last = row.getOffsetDateTime("last");
                totals.put(
                        row.getInteger("rule"),
                        new RuleTotals(
                                row.getLong("fired"),
                                row.getLong("held_out"),
                                row.getLong("limited"),
                                last == null ? null : last.toInstant()));
            }
            return totals;
        });
    }

    Future<List<String>> dates(int site) {
        return database.query("""
                        select distinct name from person_property where site_id = $1 and day is not null
                        order by name limit 50""", site).map(rows -> {
            var names = new ArrayList<String>();
            rows.forEach(row -> names.add(row.getString("name")));
            return names;
        });
    }

    /** Adds a draft and returns its id. */
    Future<Integer> add(SqlConnection transaction, int site, Rule rule, long salt, String author) {
        // The site's row is locked: two at once would take the same id.
        return transaction
                .preparedQuery("select id from site where id = $1 for no key update")
                .execute(Tuple.of(site))
                .compose(locked -> transaction.preparedQuery("""
                                insert into rule (site_id, id, version, salt)
                                select $1, coalesce(max(id), 0) + 1, 1, $2 from rule where site_id = $1
                                returning id
                                """).execute(Tuple.of(site, salt)))
                .map(rows -> rows.iterator().next().getInteger(0))
                .compose(
                        id -> addVersion(transaction, site, id, 1, rule, author).map(id));
    }

    private static Future<Void> addVersion(
            SqlConnection transaction, int site, int id, int version, Rule rule, String author) {
        return transaction
                .preparedQuery("""
                        insert into rule_version (site_id, rule, version, definition, author)
                        values ($1, $2, $3, $4, $5)
                        """)
                .execute(Tuple.of(site, id, version, ValueJson.write(RuleJson.write(rule)), author))
                .mapEmpty();
    }

    /** Makes the next version; false when {@code seen} is no longer the one in use. */
    Future<Boolean> change(SqlConnection transaction, int site, int id, int seen, Rule rule, String author) {
        return transaction
                .preparedQuery("""
                        update rule set version = version + 1, changed_at = now()
                        where site_id = $1 and id = $2 and version = $3
                        """)
                .execute(Tuple.of(site, id, seen))
                .compose(changed -> changed.rowCount() == 0
                        ? Future.succeededFuture(false)
                        : addVersion(transaction, site, id, seen + 1, rule, author)
                                .map(true));
    }

    Future<Void> setState(SqlConnection transaction, int site, int id, RuleState state, Set<UUID> testers) {
        return transaction
                .preparedQuery("""
                        update rule set state = $3, testers = $4, changed_at = now() where site_id = $1 and id = $2
                        """)
                .execute(Tuple.of(site, id, state.word()).addArrayOfUUID(testers.toArray(UUID[]::new)))
                .mapEmpty();
    }

    static Rule read(String definition) {
        // It was checked before it was stored.
        return RuleReader.read((Value.Fields) ValueJson.read(definition), new ArrayList<>());
    }

    private static List<StoredRule> rules(RowSet<Row> rows) {
        var rules = new ArrayList<StoredRule>(rows.size());
        for (Row row : rows) {
            rules.add(new StoredRule(
                    row.getInteger("site_id"),
                    row.getInteger("id"),
                    RuleState.ofWord(row.getString("state")).orElseThrow(),
                    row.getInteger("version"),
                    row.getLong("salt"),
                    Set.of(row.getArrayOfUUIDs("testers")),
                    read(row.getString("definition")),
                    row.getString("author"),
                    row.getOffsetDateTime("changed_at").toInstant()));
        }
        return rules;
    }
}
