package io.warmtag.preview;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.site.Site;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/** Who previews what, for two hours at most. */
public final class Previews {
    /** How long a preview lasts. */
    public static final Duration LIFETIME = Duration.ofHours(2);

    private static final String SECRET = "preview";
    private static final int SECRET_BYTES = 32;
    private static final long PURGE_EVERY_MS = 60_000;

    private final PreviewStore store;
    private final PassSigner signer;
    private final LongSupplier clock;

    private Previews(PreviewStore store, PassSigner signer, LongSupplier clock) {
        this.store = store;
        this.signer = signer;
        this.clock = clock;
    }

    /** Reads the secret that all nodes share; the first of them makes it. */
    public static Future<Previews> open(Database database, LongSupplier clock) {
        var store = new PreviewStore(database);
        byte[] fresh = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(fresh);
        return store.secret(SECRET, Buffer.buffer(fresh))
                .map(secret -> new Previews(store, new PassSigner(secret.getBytes()), clock));
    }

    /** Lets the leader throw away what is over. */
    public void purgeOn(Leadership leadership) {
        leadership.every(PURGE_EVERY_MS, PURGE_EVERY_MS, "purging previews", store::purge);
    }

    public Future<PreviewSession> begin(Site site, Subject subject, boolean picking, String author) {
        Instant now = Instant.ofEpochMilli(clock.getAsLong());
        return store.add(new PreviewSession(
                UUID.randomUUID(), site.id(), subject, picking, author, now, now.plus(LIFETIME), false));
    }

    /** What the link carries that brings a browser into the preview. */
    public String token(Site site, PreviewSession session) {
        return signer.write(new Pass(
                session.id(),
                site.publicId(),
                session.subject(),
                session.picking(),
                session.author(),
                session.expiresAt().toEpochMilli()));
    }

    /** Empty when it was not signed here or has expired. */
    public Optional<Pass> read(String token) {
        return signer.read(token, clock.getAsLong());
    }

    /** The site's that still hold, newest first. */
    public Future<List<PreviewSession>> of(Site site) {
        return store.of(site);
    }

    public Future<Optional<PreviewSession>> find(Site site, UUID session) {
        return store.find(site, session);
    }

    /** Ends it for everybody; what it told is forgotten. */
    public Future<Boolean> end(Site site, UUID session) {
        return store.remove(site, session);
    }

    /** Keeps what pages told; false when the preview is over or full. */
    public Future<Boolean> tell(UUID session, List<String> bodies) {
        return store.write(session, bodies);
    }

    /** What was told after a message (0: all), oldest first. */
    public Future<List<Told>> told(UUID session, long after, int limit) {
        return store.read(session, after, limit);
    }

    /** What was told of some kinds after a message (0: all), oldest first. */
    public Future<List<Told>> told(UUID session, long after, List<String> kinds, int limit) {
        return store.read(session, after, kinds, limit);
    }
}
