package io.warmtag.secret;

import io.vertx.core.Future;
import io.warmtag.config.Secret;
import io.warmtag.config.Settings;
import io.warmtag.db.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The installation's key, from the setting or from a file that is made once; what is used is derived from it, by purpose. */
public final class SecretKey {
    private static final String FILE = "secret.key";
    private static final String CHECK = "secret_key_check";

    private final byte[] key;

    /** @param key {@value Seal#KEY_BYTES} bytes */
    public SecretKey(byte[] key) {
        this.key = key.clone();
    }

    /** Blocks: reads the data directory, where a key is made when there is none and no setting names one. */
    public static SecretKey load(Settings settings) throws IOException {
        if (settings.secretKey().isPresent()) {
            return new SecretKey(HexFormat.of()
                    .parseHex(settings.secretKey().map(Secret::value).get()));
        }
        Files.createDirectories(settings.dataDir());
        Path file = settings.dataDir().resolve(FILE);
        if (!Files.exists(file)) {
            make(file);
        }
        return new SecretKey(HexFormat.of().parseHex(Files.readString(file).trim()));
    }

    private static void make(Path file) throws IOException {
        byte[] fresh = new byte[Seal.KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        try {
            Path written = Files.createTempFile(
                    file.toAbsolutePath().getParent(),
                    FILE,
                    null,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(written, HexFormat.of().formatHex(fresh) + "\n", StandardOpenOption.DSYNC);
            // Whole or not at all, and not over another one.
            Files.move(written, file);
        } catch (FileAlreadyExistsException otherNode) {
            // A node that started beside this one was quicker: its key counts.
        }
    }

    /** Fails when this database was written with another key: what is sealed there could not be opened. */
    public Future<Void> check(Database database) {
        return database.query("""
                        with made as (insert into server_secret (name, value) values ($1, $2)
                                      on conflict (name) do nothing returning value)
                        select value from made union all select value from server_secret where name = $1 limit 1
                        """, CHECK, io.vertx.core.buffer.Buffer.buffer(derive(CHECK)))
                .compose(rows -> {
                    byte[] known = rows.iterator().next().getBuffer(0).getBytes();
                    return MessageDigest.isEqual(known, derive(CHECK))
                            ? Future.succeededFuture()
                            : Future.failedFuture(
                                    "WARMTAG_SECRET_KEY (or " + FILE + " in WARMTAG_DATA_DIR) is not the key"
                                            + " that this database was written with: use the same one on all nodes.");
                });
    }

    /** A key of 32 bytes for one purpose; from one purpose's key nobody comes to another's. */
    public byte[] derive(String purpose) {
        return hmac(key, purpose);
    }

    /** HMAC-SHA-256. */
    public static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA-256", e);
        }
    }
}
