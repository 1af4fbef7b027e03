package io.warmtag.db;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells failures that pass, like a database that is away or two transactions in each other's way, from those that stay. */
public final class Passing {
    // SQLSTATE classes: connection, transaction rolled back (deadlock), resources, object in use, operator, system.
    private static final List<String> CLASSES = List.of("08", "40", "53", "55", "57", "58");
    // The transaction was ended because nothing was heard of it for too long.
    private static final String IDLE = "25P03";

    private Passing() {}

    /** Whether the same may succeed when it is tried again a little later. */
    public static boolean is(@Nullable Throwable cause) {
        if (cause instanceof PgException pg) {
            String state = pg.getSqlState();
            return state != null && (CLASSES.contains(state.substring(0, 2)) || state.equals(IDLE));
        }
        // The client says so in words only when a connection went away between two statements.
        String said = cause == null ? null : cause.getMessage();
        if (said != null && (said.startsWith("Connection is not active") || said.equals("Pool closed"))) {
            return true;
        }
        return cause instanceof IOException
                || cause instanceof TimeoutException
                || cause instanceof ClosedConnectionException;
    }
}
