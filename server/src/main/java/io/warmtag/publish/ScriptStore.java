package io.warmtag.publish;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.warmtag.db.Database;
import io.warmtag.site.Site;
import java.util.Optional;

/** Every script that a site has served, so that the address with its hash answers for ever. */
final class ScriptStore {
    private final Database database;

    ScriptStore(Database database) {
        this.database = database;
    }

    Future<Void> keep(Site site, Script script) {
        return database.query(
                        "insert into script (site_id, hash, body) values ($1, $2, $3) on conflict do nothing",
                        site.id(),
                        script.hash(),
                        script.body().toString())
                .mapEmpty();
    }

    Future<Optional<String>> find(Site site, String hash) {
        return database.query("select body from script where site_id = $1 and hash = $2", site.id(), hash)
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(row.getString("body"));
                    }
                    return Optional.empty();
                });
    }
}
