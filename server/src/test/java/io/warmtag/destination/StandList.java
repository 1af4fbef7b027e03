package io.warmtag.destination;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** An audience at Meta: whom it has, by {@code EXTERN_ID}, after all that was asked of it. */
final class StandList {
    /** What was asked, like {@code POST users 3}. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final Set<String> people = new TreeSet<>();
    private final Map<Object, Set<String>> sessions = new HashMap<>();

    synchronized Set<String> people() {
        return Set.copyOf(people);
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
        Set<String> named = new TreeSet<>();
        data.forEach(row -> named.add(((JsonArray) row).getString(0)));
        if (edge.equals("usersreplace")) {
            JsonObject session = body.getJsonObject("session");
            Set<String> all = sessions.computeIfAbsent(session.getValue("session_id"), id -> new TreeSet<>());
            all.addAll(named);
            if (session.getBoolean("last_batch_flag")) {
                people.clear();
                people.addAll(all);
            }
        } else if (method.equals("DELETE")) {
            people.removeAll(named);
        } else {
            people.addAll(named);
        }
    }
}
