package io.warmtag;

import io.vertx.core.Future;
import io.warmtag.account.ApiKeys;
import io.warmtag.account.Caller;
import io.warmtag.account.Scope;
import io.warmtag.collect.KeyedCallers;
import java.util.Optional;

/** The API's keys, as those by which events are written. */
record KeyedByApi(ApiKeys keys) implements KeyedCallers {
    @Override
    public Future<Answer> ask(String bearer, int site) {
        return keys.authenticate(bearer).map(caller -> answer(caller, site));
    }

    @Override
    public boolean isKnown(String bearer) {
        return keys.isKnown(bearer);
    }

    private static Answer answer(Optional<Caller> caller, int site) {
        if (caller.isEmpty()) {
            return Answer.UNKNOWN_KEY;
        }
        boolean may = caller.get().may(Scope.EVENTS_WRITE) && caller.get().sees(site);
        return may ? Answer.MAY_WRITE : Answer.MISSING_SCOPE;
    }
}
