package io.warmtag.container;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.catalog.Kind;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.container.model.Content;
import io.warmtag.container.model.Entity;
import io.warmtag.container.model.EntityJson;
import io.warmtag.container.model.EntityReader;
import io.warmtag.container.model.Workspace;
import io.warmtag.db.Database;
import io.warmtag.site.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Drafts in PostgreSQL, an entity a row. */
final class WorkspaceStore {
    private static final String MAIN = "main";

    private static final String WRITE = """
            with changed as (
                select * from unnest($4::int[], $5::text[], $6::text[]) as row (id, kind, content)
            ), logged as (
                insert into workspace_change (workspace_id, revision, entity_id, kind, content, author)
                select $1, $2, id, kind, content::jsonb, $3 from changed
            ), deleted as (
                delete from workspace_entity using changed
                where workspace_id = $1 and workspace_entity.id = changed.id and changed.content is null
            )
            insert into workspace_entity as known (workspace_id, id, kind, content, revision, author)
            select $1, id, kind, content::jsonb, $2, $3 from changed where content is not null
            on conflict (workspace_id, id) do update
                set content = excluded.content, revision = excluded.revision, author = excluded.author, changed_at = now()
            """;

    private final Database database;

    /** A draft's place and how new it is. */
    record Head(int id, int nextId, long revision) {}

    WorkspaceStore(Database database) {
        this.database = database;
    }

    Future<Head> head(Site site) {
        return find(site)
                .compose(found -> found.map(Future::succeededFuture)
                        .orElseGet(() -> database.query(
                                        "insert into workspace (site_id, name) values ($1, $2) on conflict do nothing",
                                        site.id(),
                                        MAIN)
                                .compose(made -> find(site))
                                .map(Optional::orElseThrow)));
    }

    private Future<Optional<Head>> find(Site site) {
        return database.query(
                        "select id, next_id, revision from workspace where site_id = $1 and name = $2", site.id(), MAIN)
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(
                                new Head(row.getInteger("id"), row.getInteger("next_id"), row.getLong("revision")));
                    }
                    return Optional.empty();
                });
    }

    /**
     * What has changed in it since a revision, as rows; {@link #draft} makes sense of them. In one statement, so that it is
     * one state.
     *
     * @param since -1: everything
     */
    Future<List<Row>> rows(Head head, long since) {
        return database.query("""
                        select next_id, workspace.revision as newest, entity.id, kind, content::text as content,
                               entity.revision, author, changed_at,
                               case when row_number() over () = 1
                                    then array(select id from workspace_entity where workspace_id = $1) end as ids
                        from workspace
                        left join workspace_entity entity on workspace_id = workspace.id and entity.revision > $2
                        where workspace.id = $1
                        """, head.id(), since).map(found -> {
            var rows = new ArrayList<Row>();
            found.forEach(rows::add);
            return rows;
        });
    }

    /**
     * Takes some ms where there are hundreds of rows.
     *
     * @param before the draft at the revision that the rows were asked for
     */
    static Draft draft(Head head, Draft before, List<Row> rows) {
        Row any = rows.get(0);
        Set<Integer> ids = rows.stream()
                .flatMap(row -> Stream.ofNullable(row.getArrayOfIntegers("ids")).flatMap(Stream::of))
                .collect(Collectors.toSet());
        Content known = before.workspace().content();
        List<Integer> gone = known.entities().keySet().stream()
                .filter(id -> !ids.contains(id))
                .toList();
        var entities = new ArrayList<Entity>();
        var stamps = new HashMap<>(before.stamps());
        gone.forEach(stamps::remove);
        for (Row row : rows) {
            if (row.getInteger("id") != null) {
                Entity entity = entity(row.getString("kind"), row.getString("content"));
                entities.add(entity);
                stamps.put(
                        entity.id(),
                        new Draft.Stamp(
                                row.getLong("revision"),
                                row.getString("author"),
                                row.getOffsetDateTime("changed_at").toInstant()));
            }
        }
        Content content = known.without(gone).with(entities);
        var workspace = new Workspace(content, any.getInteger("next_id"), any.getLong("newest"));
        return new Draft(head.id(), workspace, stamps);
    }

    private static Entity entity(String kind, String content) {
        return EntityReader.stored(Kind.ofCode(kind).orElseThrow(), (Value.Fields) ValueJson.read(content));
    }

    /** Saves what differs; false when somebody else has saved since {@code before} was read. */
    Future<Boolean> save(Draft before, Workspace after, String author) {
        Workspace known = before.workspace();
        Tuple differences = differences(before.id(), known.revision() + 1, author, known.content(), after.content());
        return database.inTransaction(connection -> connection
                .preparedQuery("""
                        update workspace set revision = revision + 1, next_id = $3 where id = $1 and revision = $2
                        """)
                .execute(Tuple.of(before.id(), known.revision(), after.nextId()))
                .compose(
                        rows -> rows.rowCount() == 0 ? Future.succeededFuture(false) : write(connection, differences)));
    }

    private static Future<Boolean> write(SqlConnection connection, Tuple differences) {
        return connection.preparedQuery(WRITE).execute(differences).map(true);
    }

    private static Tuple differences(int workspace, long revision, String author, Content before, Content after) {
        Map<Integer, Entity> all = new HashMap<>(before.entities());
        all.putAll(after.entities());
        var ids = new ArrayList<Integer>();
        var kinds = new ArrayList<String>();
        var contents = new ArrayList<@Nullable String>();
        all.forEach((id, entity) -> {
            Optional<Entity> young = after.find(id);
            if (!before.find(id).equals(young)) {
                ids.add(id);
                kinds.add(entity.kind().code());
                contents.add(young.map(each -> ValueJson.write(EntityJson.write(each)))
                        .orElse(null));
            }
        });
        return Tuple.of(
                workspace,
                revision,
                author,
                ids.toArray(Integer[]::new),
                kinds.toArray(String[]::new),
                contents.toArray(String[]::new));
    }

    /** What an entity was at a revision; empty when it wasn't there. */
    Future<Optional<Entity>> at(Draft draft, int entity, long revision) {
        return database.query("""
                        select kind, content::text as content from workspace_change
                        where workspace_id = $1 and entity_id = $2 and revision <= $3
                        order by revision desc limit 1
                        """, draft.id(), entity, revision).map(rows -> {
            for (Row row : rows) {
                return Optional.ofNullable(row.getString("content"))
                        .map(content -> entity(row.getString("kind"), content));
            }
            return Optional.empty();
        });
    }
}
