package io.warmtag.publish;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * A script ready to be sent, compressed once.
 *
 * @param hash SHA-256 of the body, in hex
 * @param brotli empty on the few platforms for which there is no encoder
 */
public record Script(String hash, Buffer body, Buffer gzip, Optional<Buffer> brotli) {
    /** Brotli's highest effort: 1.2 ms per KB. */
    private static final int BEST = 11;
    /** A tenth larger than the best, in a sixteenth of the time. */
    private static final int GOOD = 9;
    /** Within some percent of the best, in a twentieth of the time and less. */
    static final int QUICK = 6;
    /** Bytes up to which the best is worth it: all nodes are to serve a script within 2 s of its publishing. */
    private static final int MOST_FOR_BEST = 100_000;

    /** Compresses with all the effort that its size allows: some 30 ms for a usual one, 120 ms at most. Blocks. */
    public static Script of(String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return new Script(
                HexFormat.of().formatHex(sha256(body)),
                Buffer.buffer(body),
                Buffer.buffer(gzip(body)),
                brotli(body, effort(body)).map(Buffer::buffer));
    }

    /** The same on every node: equal scripts are equal bytes. */
    private static int effort(byte[] body) {
        return body.length <= MOST_FOR_BEST ? BEST : GOOD;
    }

    /** Bytes of a text when it is served; as they are where there is no encoder. */
    static int servedSize(String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return brotli(body, effort(body)).map(bytes -> bytes.length).orElse(body.length);
    }

    /** Bytes after compression with some effort; as they are where there is no encoder. */
    static int brotliSize(String text, int effort) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return brotli(body, effort).map(bytes -> bytes.length).orElse(body.length);
    }

    /** For the {@code integrity} attribute of a script element. */
    public String integrity() {
        return "sha256-" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hash));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] gzip(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new BestGzip(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static Optional<byte[]> brotli(byte[] bytes, int effort) {
        if (!Brotli4jLoader.isAvailable()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Encoder.compress(bytes, new Encoder.Parameters().setQuality(effort)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class BestGzip extends GZIPOutputStream {
        BestGzip(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(9);
        }
    }
}
