package io.warmtag.visitor;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.warmtag.db.Database;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.site.Site;
import java.time.OffsetDateTime;
import java.util.ArrayList;

/** Reads who changed a site's temperature settings, when and to what. The defaults, version 1, are no change. */
public final class SettingsVersionStore {
    private final Database database;

    public SettingsVersionStore(Database database) {
        this.database = database;
    }

    /** Newest first. */
    public Future<Page<SettingsVersion>> list(Site site, Keyset after, int limit) {
        return database.query("""
                        select version, effective_from, author, created_at, settings from temperature_settings
                        where site_id = $1 and version < $2
                        order by version desc limit $3
                        """, site.id(), (int) Math.min(after.number(), Integer.MAX_VALUE), limit + 1)
                .map(rows -> {
                    var versions = new ArrayList<SettingsVersion>();
                    for (Row row : rows) {
                        OffsetDateTime from = row.getOffsetDateTime("effective_from");
                        versions.add(new SettingsVersion(
                                row.getInteger("version"),
                                from == null ? null : from.toInstant(),
                                row.getString("author"),
                                row.getOffsetDateTime("created_at").toInstant(),
                                row.getJsonObject("settings")));
                    }
                    return Page.of(versions, limit, version -> Keyset.of(version.version()));
                });
    }
}
