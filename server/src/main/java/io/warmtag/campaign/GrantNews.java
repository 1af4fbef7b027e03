package io.warmtag.campaign;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import io.warmtag.event.VisitorId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells every node that somebody was given an offer: {@code NOTIFY}, with the names of all his visitors. A hint that may be missed while the
 * connection is away; who listens looks at everybody again when it is back, and a page view's answer has the offers anyway.
 */
public final class GrantNews {
    private static final Logger LOG = LoggerFactory.getLogger(GrantNews.class);
    private static final String CHANNEL = "warmtag_grant";
    private static final long CONNECT_AGAIN_MS = 1_000;

    private final Vertx vertx;
    private final Database database;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /** Called on some event loop. */
    public interface Listener {
        void granted(int site, UUID person);

        /** Grants may have been missed. */
        void missed();
    }

    public GrantNews(Vertx vertx, Database database) {
        this.vertx = vertx;
        this.database = database;
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    static Future<Void> tell(SqlConnection transaction, int site, UUID person) {
        return transaction.preparedQuery("""
                        select $2::uuid union
                        select v.visitor from person_visitor own
                        join person_visitor v on v.site_id = $1 and v.person = own.person
                        where own.site_id = $1 and own.visitor = $2""").execute(Tuple.of(site, person)).compose(visitors -> {
            List<String> told = new ArrayList<>();
            visitors.forEach(row -> told.add(site + " " + VisitorId.text(row.getUUID(0))));
            return transaction
                    .preparedQuery("select pg_notify('" + CHANNEL + "', text) from unnest($1::text[]) as text")
                    .execute(Tuple.of(told.toArray(String[]::new)))
                    .mapEmpty();
        });
    }

    /** Listens for as long as the process lives. Done when it first listens. */
    public Future<Void> start() {
        return database.connect().compose(this::listenOn).onFailure(cause -> again());
    }

    private Future<Void> listenOn(PgConnection connection) {
        connection.notificationHandler(notification -> heard(notification.getPayload()));
        connection.closeHandler(gone -> again());
        return connection.query("listen " + CHANNEL).execute().mapEmpty();
    }

    private void again() {
        if (!closed) {
            vertx.setTimer(
                    CONNECT_AGAIN_MS,
                    timer -> start().onSuccess(back -> listeners.forEach(Listener::missed))
                            .onFailure(cause -> LOG.debug("no news of grants: {}", cause.getMessage())));
        }
    }

    private void heard(String payload) {
        int space = payload.indexOf(' ');
        UUID person = space < 0 ? null : VisitorId.parse(payload.substring(space + 1));
        if (person == null || !payload.substring(0, space).matches("\\d{1,9}")) {
            LOG.warn("news of a grant that can't be read: {} characters", payload.length());
            return;
        }
        int site = Integer.parseInt(payload.substring(0, space));
        listeners.forEach(listener -> listener.granted(site, person));
    }

    /** It connects no more. */
    public void close() {
        closed = true;
    }
}
