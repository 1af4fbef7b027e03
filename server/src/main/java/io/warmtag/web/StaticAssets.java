package io.warmtag.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Scripts, styles and fonts of the console: in memory, compressed once, under names that change with their content. */
public final class StaticAssets implements Routes {
    private static final String ROOT = "/META-INF/admin-ui/";
    private static final String PREFIX = "/console/assets/";
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "woff2", "font/woff2");

    private final Map<String, String> fileByName;
    private final Map<String, Asset> byFile;
    private final List<String> templates;

    private record Asset(String type, Buffer plain, Optional<Buffer> gzip, boolean hashed) {}

    private StaticAssets(Map<String, String> fileByName, Map<String, Asset> byFile, List<String> templates) {
        this.fileByName = fileByName;
        this.byFile = byFile;
        this.templates = templates;
    }

    /** Reads what admin-ui's manifest lists; blocks. */
    public static StaticAssets load() {
        var manifest = new JsonObject(Buffer.buffer(read("manifest.json")));
        Map<String, String> fileByName = new HashMap<>();
        Map<String, Asset> byFile = new HashMap<>();
        manifest.getJsonObject("assets").forEach(entry -> {
            String file = (String) entry.getValue();
            fileByName.put(entry.getKey(), file);
            byFile.put(file, asset(file, !file.equals(entry.getKey())));
        });
        JsonArray templates = manifest.getJsonArray("templates");
        return new StaticAssets(
                Map.copyOf(fileByName),
                Map.copyOf(byFile),
                templates.stream().map(String.class::cast).toList());
    }

    private static Asset asset(String file, boolean hashed) {
        byte[] bytes = read("assets/" + file);
        String ending = file.substring(file.lastIndexOf('.') + 1);
        String type = TYPES.get(ending);
        if (type == null) {
            throw new IllegalStateException("no media type known for " + file);
        }
        byte[] smaller = gzip(bytes);
        boolean worthIt = smaller.length < bytes.length * 0.9;
        return new Asset(
                type, Buffer.buffer(bytes), worthIt ? Optional.of(Buffer.buffer(smaller)) : Optional.empty(), hashed);
    }

    private static byte[] gzip(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] read(String name) {
        try (InputStream in = StaticAssets.class.getResourceAsStream(ROOT + name)) {
            if (in == null) {
                throw new IllegalStateException(ROOT + name + " is not on the class path; build admin-ui");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of all templates, without their ending. */
    List<String> templates() {
        return templates;
    }

    /** Where a file is served, by its name without hash. */
    public String path(String name) {
        String file = fileByName.get(name);
        if (file == null) {
            throw new IllegalArgumentException("no asset '" + name + "'");
        }
        return PREFIX + file;
    }

    @Override
    public void mount(Router router) {
        router.get(PREFIX + ":file").handler(this::serve);
    }

    private void serve(RoutingContext ctx) {
        Asset asset = byFile.get(ctx.pathParam("file"));
        if (asset == null) {
            ctx.fail(new HttpProblem(404, "There is no such file."));
            return;
        }
        String accepted = ctx.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
        boolean compressed = asset.gzip().isPresent() && accepted != null && accepted.contains("gzip");
        var response = ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, asset.type())
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader(
                        HttpHeaders.CACHE_CONTROL,
                        asset.hashed() ? "public, max-age=31536000, immutable" : "public, max-age=3600")
                .putHeader(HttpHeaders.VARY, "Accept-Encoding");
        if (compressed) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        Buffer body = compressed ? asset.gzip().orElseThrow() : asset.plain();
        response.end(body).onFailure(cause -> ctx.response().reset());
    }
}
