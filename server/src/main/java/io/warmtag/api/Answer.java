package io.warmtag.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import java.util.List;
import java.util.Optional;

/**
 * A good answer.
 *
 * @param body empty: 204
 * @param location of what was made
 */
record Answer(int status, Optional<JsonObject> body, Optional<String> location) {
    static final Answer DONE = new Answer(204, Optional.empty(), Optional.empty());

    /** The handler has written the answer itself, piece by piece. */
    static final Answer WRITTEN = new Answer(200, Optional.empty(), Optional.empty());

    static Answer of(JsonObject body) {
        return new Answer(200, Optional.of(body), Optional.empty());
    }

    static Answer created(String location, JsonObject body) {
        return new Answer(201, Optional.of(body), Optional.of(location));
    }

    static Answer page(Page<JsonObject> page) {
        return of(new JsonObject()
                .put("items", new JsonArray(page.items()))
                .put("next", page.next().map(Keyset::text).orElse(null)));
    }

    static Answer all(List<JsonObject> items) {
        return page(new Page<>(items, Optional.empty()));
    }
}
