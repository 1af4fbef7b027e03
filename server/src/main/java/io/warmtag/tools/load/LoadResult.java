package io.warmtag.tools.load;

import io.vertx.core.json.JsonObject;
import java.io.IOException;

/**
 * What one load measured.
 *
 * @param requests answered with 2xx after the warm-up
 * @param failures answered with anything else after the warm-up
 * @param failedWith the status of the last of these, else 0
 * @param total answered with 2xx, the warm-up included
 * @param seconds how long it measured
 */
public record LoadResult(
        long requests, long failures, int failedWith, long total, double seconds, double p50Ms, double p99Ms) {

    public double perSecond() {
        return requests / seconds;
    }

    /** The same, or an error when a request failed: then the rate means nothing. */
    public LoadResult withoutFailures() throws IOException {
        if (failures > 0) {
            throw new IOException(failures + " requests were not answered with 2xx, the last one with " + failedWith);
        }
        return this;
    }

    JsonObject json() {
        return new JsonObject()
                .put("requests", requests)
                .put("failures", failures)
                .put("failed_with", failedWith)
                .put("total", total)
                .put("seconds", seconds)
                .put("p50_ms", p50Ms)
                .put("p99_ms", p99Ms);
    }

    /** Reads what {@link Load} has printed. */
    public static LoadResult parse(String text) {
        var json = new JsonObject(text);
        return new LoadResult(
                json.getLong("requests"),
                json.getLong("failures"),
                json.getInteger("failed_with"),
                json.getLong("total"),
                json.getDouble("seconds"),
                json.getDouble("p50_ms"),
                json.getDouble("p99_ms"));
    }
}
