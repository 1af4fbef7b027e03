package io.warmtag.tools.verify;

import io.vertx.core.json.JsonObject;
import io.warmtag.tools.verify.Verification.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Adds up what the server says while it verifies: each line is how far it is, with one site or with all of them. */
final class VerificationCount {
    private final Map<String, Outcome> bySite = new HashMap<>();

    void add(JsonObject line) {
        if (line.containsKey("persons") && line.containsKey("differences")) {
            bySite.put(line.getString("site", ""), new Outcome(line.getLong("persons"), line.getLong("differences")));
        }
    }

    /** Empty when the server has said nothing. */
    Optional<Outcome> outcome() {
        return bySite.values().stream()
                .reduce((one, other) ->
                        new Outcome(one.persons() + other.persons(), one.differences() + other.differences()));
    }
}
