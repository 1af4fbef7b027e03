package io.warmtag.account;

import io.vertx.core.Future;
import io.warmtag.config.Secret;
import io.warmtag.db.Database;
import io.warmtag.db.Keyset;
import io.warmtag.db.News;
import io.warmtag.db.Page;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * API keys: {@code wt_} and 256 random bits in base64url, shown once and kept as a SHA-256 hash. A revoked key is refused on
 * every node within about a second, at the latest after {@value #REMEMBERED_SECONDS}.
 */
public final class ApiKeys {
    private static final Logger LOG = LoggerFactory.getLogger(ApiKeys.class);
    private static final String TOPIC = "api_keys";
    private static final String BEGINNING = "wt_";
    private static final int SHOWN_CHARACTERS = 10;
    private static final int LONGEST = 512;
    private static final int REMEMBERED_SECONDS = 5;
    private static final int MOST_REMEMBERED = 10_000;

    private final ApiKeyStore store;
    private final News news;
    private final byte @Nullable [] environmentHash;
    private final LongSupplier nanoClock;
    private final Map<ByteBuffer, Remembered> remembered = new ConcurrentHashMap<>();

    /** What a key was found to be, until {@code expires} (nanoseconds of the clock). */
    private record Remembered(Optional<Caller> caller, long expires) {}

    /** A key that was just made; nobody can read {@code secret} again. */
    public record Created(ApiKey key, Secret secret) {}

    /** @param environmentKey a key with all scopes that stands in the environment */
    public ApiKeys(Database database, News news, Optional<Secret> environmentKey) {
        this(database, news, environmentKey, System::nanoTime);
    }

    ApiKeys(Database database, News news, Optional<Secret> environmentKey, LongSupplier nanoClock) {
        this.store = new ApiKeyStore(database);
        this.news = news;
        this.environmentHash =
                environmentKey.map(key -> Token.sha256(key.value())).orElse(null);
        this.nanoClock = nanoClock;
        news.listen(TOPIC, remembered::clear);
    }

    /** Who calls with this key; empty when it is unknown or revoked. Answers at once for a key that was seen lately. */
    public Future<Optional<Caller>> authenticate(String bearer) {
        if (bearer.isEmpty() || bearer.length() > LONGEST) {
            return Future.succeededFuture(Optional.empty());
        }
        // Hashes are compared, so that how long it takes tells nothing of a key.
        byte[] hash = Token.sha256(bearer);
        if (environmentHash != null && MessageDigest.isEqual(environmentHash, hash)) {
            return Future.succeededFuture(Optional.of(Caller.ENVIRONMENT));
        }
        ByteBuffer place = ByteBuffer.wrap(hash);
        Remembered known = remembered.get(place);
        if (known != null && known.expires - nanoClock.getAsLong() > 0) {
            return Future.succeededFuture(known.caller);
        }
        return store.findValid(hash).map(key -> {
            Optional<Caller> caller = key.map(ApiKeys::caller);
            remember(place, caller);
            key.ifPresent(
                    used -> store.used(used).onFailure(cause -> LOG.debug("use not noted: {}", cause.getMessage())));
            return caller;
        });
    }

    /**
     * Whether it was a key when it was last looked up, at once. Longer than it may be used by that: who is being looked up again
     * is no stranger.
     */
    public boolean isKnown(String bearer) {
        if (bearer.isEmpty() || bearer.length() > LONGEST) {
            return false;
        }
        byte[] hash = Token.sha256(bearer);
        if (environmentHash != null && MessageDigest.isEqual(environmentHash, hash)) {
            return true;
        }
        Remembered known = remembered.get(ByteBuffer.wrap(hash));
        return known != null && known.caller.isPresent();
    }

    private static Caller caller(ApiKey key) {
        return new Caller("key:" + key.name(), key.site(), key.scopes());
    }

    private void remember(ByteBuffer place, Optional<Caller> caller) {
        if (remembered.size() >= MOST_REMEMBERED) {
            // Only reached by somebody who tries keys: everything is asked for again.
            remembered.clear();
        }
        long expires = nanoClock.getAsLong() + TimeUnit.SECONDS.toNanos(REMEMBERED_SECONDS);
        remembered.put(place, new Remembered(caller, expires));
    }

    /** @param site the only site that the key is good for */
    public Future<Created> create(String name, Optional<Integer> site, Set<Scope> scopes, String createdBy) {
        String key = BEGINNING + Token.random().value();
        return store.add(name, site, scopes, createdBy, key.substring(0, SHOWN_CHARACTERS), Token.sha256(key))
                .map(added -> new Created(added, new Secret(key)));
    }

    /** Newest first, the revoked ones too; only those of one site when it is given. */
    public Future<Page<ApiKey>> list(Optional<Integer> site, Keyset after, int limit) {
        return store.list(site, after, limit);
    }

    /** Empty when there is no such key, or it isn't one of the given site. */
    public Future<Optional<ApiKey>> revoke(int id, Optional<Integer> site) {
        return store.revoke(id, site).compose(revoked -> {
            remembered.clear();
            return revoked.isEmpty()
                    ? Future.succeededFuture(revoked)
                    : news.tell(TOPIC).map(revoked);
        });
    }
}
