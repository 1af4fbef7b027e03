package io.warmtag.destination.sandbox;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.destination.Config;
import io.warmtag.destination.PeopleList;
import io.warmtag.destination.Reply;
import io.warmtag.destination.Request;
import io.warmtag.destination.Sandbox;
import io.warmtag.people.contact.Sha256;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stands in for customer-file audiences: makes them, and takes people by the documented keys. Pure. */
public final class MetaAudienceDouble implements Sandbox {
    private static final int MOST_PEOPLE = 10_000;
    private static final Pattern MAKING = Pattern.compile("/v\\d+\\.\\d/act_(\\d+)/customaudiences");
    private static final Pattern PEOPLE = Pattern.compile("/v\\d+\\.\\d/(\\d+)/(users|usersreplace)");
    private static final Pattern ONE = Pattern.compile("/v\\d+\\.\\d/(\\d+)");
    private static final Set<String> FIELDS = Set.of(
            "approximate_count_lower_bound", "approximate_count_upper_bound", "delivery_status", "operation_status");
    /** Of fewer nothing is said, and no ad is shown to them. */
    private static final long FEWEST = 100;

    private static final Set<String> HASHED =
            Set.of("EMAIL", "PHONE", "GEN", "DOBY", "DOBM", "DOBD", "LN", "FN", "FI", "CT", "ST", "ZIP", "COUNTRY");
    private static final Set<String> CLEAR = Set.of("EXTERN_ID", "MADID", "LOOKALIKE_VALUE");
    private static final Set<String> COLLECTED =
            Set.of("USER_PROVIDED_ONLY", "PARTNER_PROVIDED_ONLY", "BOTH_USER_AND_PARTNER_PROVIDED");
    private static final Set<String> LABELS = Set.of(
            "HIGH_VALUE_CUSTOMERS",
            "RECENT_PURCHASERS",
            "CART_ABANDONERS",
            "ENGAGED_USERS",
            "AT_RISK",
            "DISENGAGED",
            "UNWANTED_CUSTOMERS");

    @Override
    public Reply answer(Config config, Request request, Instant now) {
        String path = String.valueOf(URI.create(request.url()).getPath());
        if (GraphDouble.isOfToken(request)) {
            return GraphDouble.token(request);
        }
        if (!GraphDouble.hasToken(request)) {
            return GraphDouble.noToken(request);
        }
        Matcher one = ONE.matcher(path);
        if (one.matches() && request.method().equals(Request.GET)) {
            return counted(config, one.group(1), request);
        }
        JsonObject body;
        try {
            body = new JsonObject(request.body());
        } catch (DecodeException | ClassCastException e) {
            return wrong(request, "The body must be a JSON object.");
        }
        Matcher making = MAKING.matcher(path);
        if (making.matches() && request.method().equals(Request.POST)) {
            return made(making.group(1), body, request);
        }
        Matcher people = PEOPLE.matcher(path);
        boolean replaces = people.matches() && people.group(2).equals("usersreplace");
        boolean known = people.matches()
                && (request.method().equals(Request.POST) || request.method().equals(Request.DELETE) && !replaces);
        return known ? people(people.group(1), body, replaces, request) : GraphDouble.noObject(request);
    }

    /** As if it found all of them, in rounded numbers, and said nothing of a few. */
    private static Reply counted(Config config, String audience, Request request) {
        String fields =
                String.valueOf(URI.create(request.url()).getQuery()).replaceAll("(^|.*&)fields=([^&]*).*", "$2");
        if (!FIELDS.containsAll(List.of(fields.split(",")))) {
            return wrong(request, "fields must be of " + FIELDS + ".");
        }
        String told = config.text(PeopleList.TOLD);
        long people = told.isEmpty() ? 0 : Long.parseLong(told);
        boolean said = people >= FEWEST;
        return GraphDouble.answer(new JsonObject()
                .put("id", audience)
                .put("approximate_count_lower_bound", said ? people / FEWEST * FEWEST : -1)
                .put("approximate_count_upper_bound", said ? (people / FEWEST + 1) * FEWEST : -1)
                .put(
                        "delivery_status",
                        said
                                ? new JsonObject()
                                        .put("code", 200)
                                        .put("description", "This audience is ready for use.")
                                : new JsonObject().put("code", 300).put("description", "This audience is too small."))
                .put("operation_status", new JsonObject().put("code", 200).put("description", "Normal")));
    }

    private static Reply made(String account, JsonObject body, Request request) {
        String name = body.getString("name", "");
        if (name.isEmpty()) {
            return wrong(request, "An audience needs a name.");
        }
        if (!"CUSTOM".equals(body.getString("subtype"))) {
            return wrong(request, "subtype must be CUSTOM.");
        }
        if (!COLLECTED.contains(body.getString("customer_file_source", ""))) {
            return wrong(request, "customer_file_source must be one of " + COLLECTED + ".");
        }
        if (!body.getString("usage_restriction", "EXCLUSION_ONLY").equals("EXCLUSION_ONLY")) {
            return wrong(request, "usage_restriction can only be EXCLUSION_ONLY.");
        }
        if (!body.getJsonArray("audience_labels", new JsonArray()).stream().allMatch(LABELS::contains)) {
            return wrong(request, "audience_labels must be of " + LABELS + ".");
        }
        String id =
                "9" + Math.abs(Long.parseLong(Sha256.hex(account + ":" + name).substring(0, 12), 16));
        return GraphDouble.answer(new JsonObject().put("id", id).put("message", "SANDBOX"));
    }

    private static Reply people(String audience, JsonObject body, boolean replaces, Request request) {
        JsonObject session = body.getJsonObject("session");
        Optional<String> wrong = replaces && session == null
                ? Optional.of("A replacement needs a session.")
                : session == null ? Optional.empty() : wrongSession(session);
        JsonObject payload = body.getJsonObject("payload", new JsonObject());
        JsonArray schema = payload.getJsonArray("schema", new JsonArray());
        JsonArray data = payload.getJsonArray("data", new JsonArray());
        wrong = wrong.or(() -> wrongPayload(payload, schema, data));
        if (wrong.isPresent()) {
            return wrong(request, wrong.get());
        }
        long invalid = data.stream()
                .filter(row -> ((JsonArray) row)
                        .stream().allMatch(value -> String.valueOf(value).isEmpty()))
                .count();
        return GraphDouble.answer(new JsonObject()
                .put("audience_id", audience)
                .put("session_id", session == null ? "0" : String.valueOf(session.getValue("session_id")))
                .put("num_received", data.size())
                .put("num_invalid_entries", invalid)
                .put("invalid_entry_samples", new JsonObject()));
    }

    private static Optional<String> wrongSession(JsonObject session) {
        boolean good = session.getValue("session_id") instanceof Number id
                && id.longValue() > 0
                && session.getValue("batch_seq") instanceof Number seq
                && seq.longValue() >= 1
                && session.getValue("last_batch_flag") instanceof Boolean;
        return good ? Optional.empty() : Optional.of("session needs session_id, batch_seq from 1 and last_batch_flag.");
    }

    private static Optional<String> wrongPayload(JsonObject payload, JsonArray schema, JsonArray data) {
        if (schema.isEmpty() || !schema.stream().allMatch(key -> HASHED.contains(key) || CLEAR.contains(key))) {
            return Optional.of("schema must be a list of documented keys.");
        }
        if (!Boolean.TRUE.equals(payload.getValue("is_raw"))) {
            return Optional.of("is_raw must be true for keys of their own.");
        }
        if (data.isEmpty() || data.size() > MOST_PEOPLE) {
            return Optional.of("data must be a list of 1 to 10,000 people.");
        }
        return data.stream()
                .map(row -> row instanceof JsonArray values && values.size() == schema.size()
                        ? wrongRow(schema, values)
                        : Optional.of("Each row of data must have as many values as schema has keys."))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> wrongRow(JsonArray schema, JsonArray values) {
        for (int i = 0; i < schema.size(); i++) {
            String key = schema.getString(i);
            String value = String.valueOf(values.getValue(i));
            if (HASHED.contains(key) && !value.isEmpty() && !value.matches("[0-9a-f]{64}")) {
                return Optional.of(key + " must be hashed with SHA-256.");
            }
            if (key.equals("LOOKALIKE_VALUE")
                    && !(values.getValue(i) instanceof Number worth && worth.doubleValue() >= 0)) {
                return Optional.of("LOOKALIKE_VALUE must be a number from 0.");
            }
        }
        return Optional.empty();
    }

    private static Reply wrong(Request request, String text) {
        return GraphDouble.error(400, 100, 0, "Invalid parameter", text, request);
    }
}
