package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/** Nobody is weighed by an audience of a site while what it means is being changed. Held until the transaction ends. */
final class AudienceLock {
    private static final int CLASS = 0x61756469; // "audi"

    private AudienceLock() {}

    /** For weighing: together with others. */
    static Future<Void> shared(SqlConnection transaction, int site) {
        return lock(transaction, "select pg_advisory_xact_lock_shared($1, $2)", site);
    }

    /** For changing: alone. */
    static Future<Void> exclusive(SqlConnection transaction, int site) {
        return lock(transaction, "select pg_advisory_xact_lock($1, $2)", site);
    }

    private static Future<Void> lock(SqlConnection transaction, String sql, int site) {
        return transaction.preparedQuery(sql).execute(Tuple.of(CLASS, site)).mapEmpty();
    }
}
