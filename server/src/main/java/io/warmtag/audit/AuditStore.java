package io.warmtag.audit;

import io.vertx.core.Future;
import io.warmtag.db.Database;
import org.jspecify.annotations.Nullable;

/** The record of who changed what; only ever appended to. Never holds a secret. */
public final class AuditStore {
    private final Database database;

    public AuditStore(Database database) {
        this.database = database;
    }

    /**
     * Writes down what has been done.
     *
     * @param actor an e-mail address, {@code key:<name>}, or {@code environment}
     * @param action like {@code site.create}
     * @param siteId the site it was done to, if it was one
     * @param subject what exactly, like a version or a name
     */
    public Future<Void> add(String actor, String action, @Nullable Integer siteId, @Nullable String subject) {
        return database.query(
                        "insert into audit (actor, action, site_id, subject) values ($1, $2, $3, $4)",
                        actor,
                        action,
                        siteId,
                        subject)
                .mapEmpty();
    }
}
