package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;

/** Is told who came into audiences and who went out, in the transaction that notes it. Filling a new or changed one tells nothing. */
public interface MembershipListener {
    /** @param changes a person's in the order in which they happened */
    Future<Void> changed(SqlConnection transaction, List<MembershipChange> changes);
}
