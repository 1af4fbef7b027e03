package io.warmtag.delivery;

import io.vertx.core.buffer.Buffer;
import io.warmtag.publish.Script;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** In which form a script is sent. */
enum Encoding {
    BROTLI,
    GZIP,
    PLAIN;

    /** The smallest form that {@code Accept-Encoding} takes. */
    static Encoding choose(@Nullable String accepted, Script script) {
        if (script.brotli().isPresent() && accepts(accepted, "br")) {
            return BROTLI;
        }
        return accepts(accepted, "gzip") ? GZIP : PLAIN;
    }

    private static boolean accepts(@Nullable String accepted, String name) {
        if (accepted == null) {
            return false;
        }
        for (String each : accepted.toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = each.split(";");
            if (parts[0].trim().equals(name)) {
                return parts.length < 2 || !parts[1].replace(" ", "").matches("q=0(\\.0*)?");
            }
        }
        return false;
    }

    Optional<String> header() {
        return switch (this) {
            case BROTLI -> Optional.of("br");
            case GZIP -> Optional.of("gzip");
            case PLAIN -> Optional.empty();
        };
    }

    String suffix() {
        return header().map(name -> "-" + name).orElse("");
    }

    Buffer body(Script script) {
        return switch (this) {
            case BROTLI -> script.brotli().orElseThrow();
            case GZIP -> script.gzip();
            case PLAIN -> script.body();
        };
    }
}
