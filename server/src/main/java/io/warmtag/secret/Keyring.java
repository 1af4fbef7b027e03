package io.warmtag.secret;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.warmtag.config.Secret;
import io.warmtag.db.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key that all nodes of a database seal with: from the setting, else from the node's own file, else from another node
 * over the grid, else made here. The database knows its fingerprint only. A node with another key, or with none while one is
 * known, says so and has no {@link #seal}; it asks the grid again until it has.
 */
public final class Keyring {
    private static final Logger LOG = LoggerFactory.getLogger(Keyring.class);
    private static final long ASK_EVERY_MS = 3_000;

    private final Vertx vertx;
    private final Database database;
    private final Optional<Secret> setting;
    private final KeyFile file;
    private final KeyOffer grid;
    private volatile Optional<Seal> seal = Optional.empty();
    private volatile boolean said;

    /** @param folder of this node alone */
    public Keyring(Vertx vertx, Database database, Optional<Secret> setting, Path folder, KeyOffer grid) {
        this.vertx = vertx;
        this.database = database;
        this.setting = setting;
        this.file = new KeyFile(folder);
        this.grid = grid;
    }

    /** Empty while this node doesn't have the key that the others seal with. */
    public Optional<Seal> seal() {
        return seal;
    }

    /** Succeeds also without a key: the server does everything else then. */
    public Future<Void> start() {
        return own().compose(key -> key.map(this::hold).orElseGet(this::find)).onSuccess(done -> {
            if (seal.isEmpty()) {
                vertx.setTimer(
                        ASK_EVERY_MS,
                        timer -> start().onFailure(cause -> LOG.warn("no key yet: {}", cause.getMessage())));
            }
        });
    }

    private Future<Optional<byte[]>> own() {
        return setting.isPresent()
                ? Future.succeededFuture(setting.map(key -> HexFormat.of().parseHex(key.value())))
                : vertx.executeBlocking(file::read, false);
    }

    private Future<Void> find() {
        return known().compose(known -> known.isEmpty()
                ? make()
                : vertx.executeBlocking(() -> take(known.get()), false)
                        .compose(taken -> taken.map(this::hold).orElseGet(() -> {
                            say("The key that secrets of this database are sealed with is on no node that runs, and "
                                    + "not in " + file
                                    + ". Nothing is sent to destinations from here until a node that "
                                    + "has it runs, its file is copied here, or WARMTAG_SECRET_KEY is set.");
                            return Future.succeededFuture();
                        })));
    }

    private Optional<byte[]> take(String fingerprint) throws IOException {
        Optional<byte[]> key =
                grid.offered(fingerprint).filter(each -> fingerprint(each).equals(fingerprint));
        if (key.isPresent()) {
            file.write(key.get());
            LOG.info("took the key for secrets from another node, kept in {}", file);
        }
        return key;
    }

    /** Whoever is the first to write its fingerprint has made the key; the others take his. */
    private Future<Void> make() {
        byte[] key = new byte[Seal.KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return vertx.executeBlocking(
                        () -> {
                            // Before it is known: a key that was never written down would be lost for ever.
                            file.write(key);
                            return fingerprint(key);
                        },
                        false)
                .compose(this::claim)
                .compose(known -> {
                    if (known.equals(fingerprint(key))) {
                        LOG.info("made a key for secrets, kept in {}: keep a copy of it with your backups", file);
                        return hold(key);
                    }
                    return vertx.executeBlocking(
                                    () -> {
                                        file.delete();
                                        return known;
                                    },
                                    false)
                            .compose(other -> find());
                });
    }

    private Future<Void> hold(byte[] key) {
        return claim(fingerprint(key)).compose(known -> {
            if (!known.equals(fingerprint(key))) {
                say("This node's key (" + (setting.isPresent() ? "WARMTAG_SECRET_KEY" : file.toString())
                        + ") is not the one that secrets of this database are sealed with. Nothing is sent to "
                        + "destinations from here until it is.");
                return Future.succeededFuture();
            }
            seal = Optional.of(new Seal(key));
            return vertx.executeBlocking(
                            () -> {
                                grid.offer(known, key);
                                return known;
                            },
                            false)
                    .mapEmpty();
        });
    }

    /** Once: it is asked for every few seconds. */
    private void say(String what) {
        if (!said) {
            LOG.error(what);
            said = true;
        }
    }

    private Future<Optional<String>> known() {
        return database.query("select encode(fingerprint, 'hex') from secret_key")
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getString(0)));
    }

    /** Makes this fingerprint the known one unless there is one; the one that is known then. */
    private Future<String> claim(String fingerprint) {
        return database.query(
                        "insert into secret_key (fingerprint) values (decode($1, 'hex')) on conflict do nothing",
                        fingerprint)
                .compose(done -> known())
                .map(Optional::orElseThrow);
    }

    /** Of 32 random bytes nothing can be worked out from it. */
    private static String fingerprint(byte[] key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("warmtag secret key".getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(key), 16));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
