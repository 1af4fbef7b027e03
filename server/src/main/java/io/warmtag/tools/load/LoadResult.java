package io.warmtag.tools.load;

import io.vertx.core.json.JsonObject;

/**
 * What one load measured.
 *
 * @param requests answered with 2xx after the warm-up
 * @param failures answered with anything else after the warm-up
 * @param total answered with 2xx, the warm-up included
 * @param seconds how long it measured
 */
public record LoadResult(long requests, long failures, long total, double seconds, double p50Ms, double p99Ms) {

    public double perSecond() {
        return requests / seconds;
    }

    JsonObject json() {
        return new JsonObject()
                .put("requests", requests)
                .put("failures", failures)
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
                json.getLong("total"),
                json.getDouble("seconds"),
                json.getDouble("p50_ms"),
                json.getDouble("p99_ms"));
    }
}
