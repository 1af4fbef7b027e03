package io.warmtag.publish;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What tag-js was built into.
 *
 * @param core one JavaScript expression: a function of the parts and the config
 * @param parts one expression each, by {@code <kind>.<id>}
 * @param snippet the inline script, with placeholders {@code __URL__}, {@code __SITE__} and {@code __LAYER__}
 * @param noscript HTML for pages without JavaScript, with placeholders {@code __BASE__} and {@code __SITE__}
 */
public record Manifest(String core, Map<String, String> parts, String snippet, String noscript) {
    private static final String FOLDER = "/META-INF/tag-js/";

    public Manifest {
        parts = Map.copyOf(parts);
    }

    /** Reads it from the class path. Blocks. */
    public static Manifest load() {
        var manifest = new JsonObject(text("manifest.json"));
        Map<String, String> parts = new LinkedHashMap<>();
        for (Object each : manifest.getJsonArray("parts")) {
            var part = (JsonObject) each;
            // A trigger that only waits has no code.
            if (part.containsKey("file")) {
                parts.put(part.getString("kind") + "." + part.getString("id"), text(part.getString("file")));
            }
        }
        return new Manifest(
                text(manifest.getJsonObject("core").getString("file")),
                parts,
                text(manifest.getJsonObject("snippet").getString("file")),
                manifest.getJsonObject("snippet").getString("noscript"));
    }

    private static String text(String file) {
        try (InputStream in = Manifest.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException(FOLDER + file + " is not on the class path; build tag-js");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
