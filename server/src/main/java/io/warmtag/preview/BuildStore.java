package io.warmtag.preview;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.db.Database;
import java.util.Optional;
import java.util.UUID;

/** Events that are being built, in PostgreSQL beside their previews. */
final class BuildStore {
    private final Database database;

    BuildStore(Database database) {
        this.database = database;
    }

    Future<Void> write(Build build) {
        return database.query(
                        """
                        insert into event_build (session_id, event_id, seen, definition, aim, picked, heard)
                        values ($1, $2, $3, $4, $5, $6, $7)
                        on conflict (session_id) do update set seen = excluded.seen, definition = excluded.definition,
                            aim = excluded.aim, picked = excluded.picked, heard = excluded.heard
                        """,
                        build.session(),
                        build.event().orElse(null),
                        build.seen(),
                        ValueJson.write(build.definition()),
                        build.aim(),
                        ValueJson.write(build.picked()),
                        build.heard())
                .mapEmpty();
    }

    Future<Optional<Build>> find(UUID session) {
        return database.query("select * from event_build where session_id = $1", session)
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(build(row));
                    }
                    return Optional.empty();
                });
    }

    private static Build build(Row row) {
        return new Build(
                row.getUUID("session_id"),
                Optional.ofNullable(row.getInteger("event_id")),
                row.getLong("seen"),
                (Value.Fields) ValueJson.read(row.getString("definition")),
                row.getString("aim"),
                (Value.Fields) ValueJson.read(row.getString("picked")),
                row.getLong("heard"));
    }
}
