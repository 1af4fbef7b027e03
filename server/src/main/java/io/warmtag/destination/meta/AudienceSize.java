package io.warmtag.destination.meta;

import io.vertx.core.json.JsonObject;
import io.warmtag.destination.Config;
import io.warmtag.destination.PeopleList;
import io.warmtag.destination.PeopleList.Size;
import io.warmtag.destination.Reply;
import io.warmtag.destination.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How many people Meta finds by an audience, and whether it can be used. Pure. */
final class AudienceSize {
    private static final String LEAST = "approximate_count_lower_bound";
    private static final String MOST = "approximate_count_upper_bound";
    /** Whether ads can use it, and whether anything was done to it: blocked for what it suggests, say. */
    private static final List<String> STATES = List.of("delivery_status", "operation_status");

    private static final int READY = 200;

    private AudienceSize() {}

    static Request question(Graph graph, Config config) {
        String fields = String.join(",", LEAST, MOST, STATES.get(0), STATES.get(1));
        String path = config.text(PeopleList.ID) + "?fields=" + fields;
        return new Request(Request.GET, graph.address(config, path), Map.of(), "", List.of(0));
    }

    static Optional<Size> read(Reply reply) {
        JsonObject body = reply.isGood() ? MetaErrors.json(reply.body()) : null;
        if (body == null || !body.containsKey("id")) {
            return Optional.empty();
        }
        String trouble = STATES.stream()
                .map(body::getValue)
                .flatMap(state -> state instanceof JsonObject said ? Stream.of(said) : Stream.empty())
                .filter(said -> MetaErrors.number(said.getValue("code")) > READY)
                .map(said -> said.getValue("description") instanceof String text && !text.isBlank()
                        ? text
                        : "code " + said.getValue("code"))
                .reduce((one, other) -> one + " " + other)
                .orElse("");
        boolean counted = body.getValue(LEAST) instanceof Number least && least.longValue() >= 0;
        long least = counted ? body.getLong(LEAST) : Size.UNSAID;
        long most = body.getValue(MOST) instanceof Number number ? number.longValue() : Size.UNSAID;
        return Optional.of(new Size(least, counted ? Math.max(least, most) : Size.UNSAID, trouble));
    }
}
