package io.warmtag.destination;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An audience at Meta: whom it has, by {@code EXTERN_ID}, after all that was asked of it. Whoever is taken away is found by any of his
 * keys, as there: also somebody who was told by another {@code EXTERN_ID}.
 */
final class StandList {
    /** What was asked, like {@code POST users 3}. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final Map<String, JsonArray> people = new TreeMap<>();
    private final Map<Object, Map<String, JsonArray>> sessions = new HashMap<>();

    synchronized Set<String> people() {
        return Set.copyOf(people.keySet());
    }

    /** By what somebody was told last, in the order of the schema; null: he is not there. */
    synchronized @Nullable JsonArray keys(String id) {
        return people.get(id);
    }

    synchronized void take(String method, String path, JsonObject body) {
        String edge = path.substring(path.lastIndexOf('/') + 1);
        JsonObject payload = body.getJsonObject("payload");
        if (payload == null) {
            asked.add(method + " " + edge);
            return;
        }
        JsonArray data = payload.getJsonArray("data");
        asked.add(method + " " + edge + " " + data.size());
        Map<String, JsonArray> named = new TreeMap<>();
        data.forEach(row -> named.put(((JsonArray) row).getString(0), (JsonArray) row));
        if (edge.equals("usersreplace")) {
            JsonObject session = body.getJsonObject("session");
            Map<String, JsonArray> all =
                    sessions.computeIfAbsent(session.getValue("session_id"), id -> new TreeMap<>());
            all.putAll(named);
            if (session.getBoolean("last_batch_flag")) {
                people.clear();
                people.putAll(all);
            }
        } else if (method.equals("DELETE")) {
            people.values().removeIf(known -> data.stream().anyMatch(row -> isFound(known, (JsonArray) row)));
        } else {
            people.putAll(named);
        }
    }

    /** EXTERN_ID, EMAIL or PHONE. */
    private static boolean isFound(JsonArray known, JsonArray by) {
        for (int key = 0; key < 3; key++) {
            if (!by.getString(key).isEmpty() && by.getString(key).equals(known.getString(key))) {
                return true;
            }
        }
        return false;
    }
}
