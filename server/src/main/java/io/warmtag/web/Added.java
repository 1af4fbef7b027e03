package io.warmtag.web;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Headers to which each proxy adds what it knows itself, behind what it was sent: some in the same line, some in another. Only the
 * end of it is theirs; what stands before may be the caller's.
 */
public final class Added {
    private Added() {}

    /** What all lines say, in their order. */
    static String[] all(HttpServerRequest request, String name) {
        return String.join(",", request.headers().getAll(name)).split(",");
    }

    /** What the nearest proxy says; null when there is no such header. */
    public static @Nullable String last(HttpServerRequest request, String name) {
        List<String> lines = request.headers().getAll(name);
        if (lines.isEmpty()) {
            return null;
        }
        String line = lines.get(lines.size() - 1);
        return line.substring(line.lastIndexOf(',') + 1).trim();
    }
}
