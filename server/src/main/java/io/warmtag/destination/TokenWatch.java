package io.warmtag.destination;

import io.vertx.core.Future;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.destination.TokenHolder.Token;
import io.warmtag.secret.Seal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a few times a day how long tokens hold, so that nobody learns it from what was not delivered. The leader does it. */
final class TokenWatch {
    private static final Logger LOG = LoggerFactory.getLogger(TokenWatch.class);
    private static final long LOOK_EVERY_MS = 20_000;
    private static final String DUE = """
            insert into destination_health as h (site_id, destination, token_checked) values ($1, $2, now())
            on conflict (site_id, destination) do update set token_checked = now()
            where h.token_checked is null or h.token_checked < now() - interval '6 hours'
               or h.token_checked < $3
            returning token_checked
            """;

    private final Database database;
    private final Targets targets;
    private final Kinds kinds;
    private final Transport transport;

    TokenWatch(Database database, Targets targets, Kinds kinds, Transport transport) {
        this.database = database;
        this.targets = targets;
        this.kinds = kinds;
        this.transport = transport;
    }

    void start(Leadership leadership) {
        leadership.every(LOOK_EVERY_MS, LOOK_EVERY_MS, "looking after tokens", this::run);
    }

    Future<Void> run() {
        Future<Void> done = Future.succeededFuture();
        for (Target target : targets.all()) {
            if (target.isOn() && kinds.get(target.kind()).destination() instanceof TokenHolder holder) {
                done = done.compose(before -> look(target, holder));
            }
        }
        return done;
    }

    /** Also right after its settings were changed: with another token everything may be otherwise. */
    private Future<Void> look(Target target, TokenHolder holder) {
        return database.query(
                        "select changed_at from destination where site_id = $1 and id = $2", target.site(), target.id())
                .compose(rows -> database.query(
                        DUE, target.site(), target.id(), rows.iterator().next().getOffsetDateTime(0)))
                .compose(due -> due.size() == 0 ? Future.succeededFuture() : ask(target, holder));
    }

    private Future<Void> ask(Target target, TokenHolder holder) {
        Config config;
        try {
            config = new Config(target.settings().values(), targets.secrets(target), "", true);
        } catch (Targets.KeyMissing | Seal.CannotOpen e) {
            // The engine says so, and stops where it has to.
            return Future.succeededFuture();
        }
        return transport
                .send(target, config, holder.tokenQuestion(config))
                .map(reply -> holder.token(reply, Instant.now()))
                .recover(cause -> {
                    LOG.debug("token of destination {} not looked at: {}", target.id(), cause.getMessage());
                    return Future.succeededFuture(Optional.empty());
                })
                .compose(said -> said.map(token -> note(target, config, token)).orElseGet(Future::succeededFuture));
    }

    private Future<Void> note(Target target, Config config, Token token) {
        Future<?> noted = database.query(
                "update destination_health set token_expires = $3 where site_id = $1 and destination = $2",
                target.site(),
                target.id(),
                token.expires().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null));
        return noted.compose(done -> token.dead().isPresent()
                ? targets.stop(
                        target,
                        new Masking(config.secrets(), Set.of())
                                .reason(token.dead().get()))
                : Future.succeededFuture());
    }
}
