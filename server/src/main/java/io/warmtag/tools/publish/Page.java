package io.warmtag.tools.publish;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import io.warmtag.tools.Api;
import io.warmtag.tools.Target;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Loads the script from one node again and again, in each encoding by turns, and looks at every byte of it. */
final class Page implements Runnable {
    private static final List<String> ENCODINGS =
            Brotli4jLoader.isAvailable() ? List.of("br", "gzip", "identity") : List.of("gzip", "identity");

    private final Api api;
    private final String path;
    private final int node;
    private final Served served;
    private volatile boolean open = true;

    Page(Target target, String site, int node, Served served) {
        this.api = new Api(target, Optional.empty());
        this.path = "/t/" + site + ".js";
        this.node = node;
        this.served = served;
    }

    @Override
    public void run() {
        for (int turn = 0; open; turn++) {
            try {
                load(ENCODINGS.get(turn % ENCODINGS.size()));
            } catch (IOException | RuntimeException e) {
                served.fault("node " + node + ": " + e);
            }
        }
    }

    void close() {
        open = false;
    }

    private void load(String encoding) throws IOException {
        int atLeast = served.atLeast(node);
        HttpResponse<byte[]> answer = api.get(path, "Accept-Encoding", encoding);
        long at = System.nanoTime();
        if (answer.statusCode() != 200) {
            served.fault("node " + node + " answered " + answer.statusCode());
            return;
        }
        byte[] body = decoded(answer);
        String script = new String(body, StandardCharsets.UTF_8);
        String hash = sha256(body);
        Marked.mixture(script).ifPresent(what -> served.fault("node " + node + ": " + what));
        if (!answer.headers().firstValue("ETag").orElse("").contains(hash)) {
            served.fault("node " + node + ": an ETag of another body");
        }
        served.got(node, Marked.version(script), hash, atLeast, at);
    }

    private static byte[] decoded(HttpResponse<byte[]> answer) throws IOException {
        var body = new ByteArrayInputStream(answer.body());
        String encoding = answer.headers().firstValue("Content-Encoding").orElse("identity");
        try (InputStream in = switch (encoding) {
            case "br" -> new BrotliInputStream(body);
            case "gzip" -> new GZIPInputStream(body);
            default -> body;
        }) {
            return in.readAllBytes();
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
