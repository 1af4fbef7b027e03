package io.warmtag.destination.meta;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.destination.Config;
import io.warmtag.destination.Defaults;
import io.warmtag.destination.Defaults.Pace;
import io.warmtag.destination.Item;
import io.warmtag.destination.Outcome;
import io.warmtag.destination.Outcome.RefusedTogether;
import io.warmtag.destination.Outcome.Stop;
import io.warmtag.destination.PeopleList;
import io.warmtag.destination.Reason;
import io.warmtag.destination.Reply;
import io.warmtag.destination.Request;
import io.warmtag.destination.Setting;
import io.warmtag.destination.TokenHolder;
import io.warmtag.event.VisitorId;
import io.warmtag.people.KnownContact;
import io.warmtag.people.contact.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A customer-file audience at Meta: people by their hashed e-mail, phone and names. {@code EXTERN_ID} is the same value as the
 * Conversions API's {@code external_id}. Pure.
 */
public final class MetaAudience implements PeopleList, TokenHolder {
    private static final String VALUE = "LOOKALIKE_VALUE";
    /** Only ever appended to: by what somebody was told stays written down in this order. */
    private static final List<String> SCHEMA = List.of(
            "EXTERN_ID", "EMAIL", "PHONE", "FN", "LN", "CT", "ST", "ZIP", "COUNTRY", "GEN", "DOBY", "DOBM", "DOBD");
    /** In the schema's order, beginning with EMAIL and up to GEN. */
    private static final List<String> HASHES = List.of("em", "ph", "fn", "ln", "ct", "st", "zp", "country", "ge");
    /** What Meta finds ads for more easily by; named after what temperatures mean. */
    private static final List<String> LABELS = List.of(
            "",
            "HIGH_VALUE_CUSTOMERS",
            "RECENT_PURCHASERS",
            "CART_ABANDONERS",
            "ENGAGED_USERS",
            "AT_RISK",
            "DISENGAGED",
            "UNWANTED_CUSTOMERS");

    private static final List<String> USES = List.of("any", "exclude", "value");
    private static final List<String> FROM =
            List.of("USER_PROVIDED_ONLY", "PARTNER_PROVIDED_ONLY", "BOTH_USER_AND_PARTNER_PROVIDED");
    /** A person who goes may have been told by five sets of keys, and Meta takes 10,000 rows. */
    private static final int BATCH = 2_000;

    private static final String MAKING = "/customaudiences";

    private final Graph graph;

    /** @param base of the Graph API, without a slash at its end */
    public MetaAudience(String base) {
        this.graph = new Graph(base);
    }

    @Override
    public String kind() {
        return "meta_audience";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                Setting.of(SOURCE, Setting.Form.AUDIENCE, false),
                Setting.text("title", true, "", "[^\\n]{1,50}"),
                Setting.choice("use", USES),
                Setting.choice("label", LABELS),
                Setting.text("account", true, "", "\\d{5,25}"),
                Setting.text(ID, false, "", "\\d{5,25}"),
                Graph.TOKEN,
                Graph.APP_SECRET,
                Setting.choice("collected", FROM),
                Setting.text(FULL_DAYS, false, "7", "\\d{1,3}"),
                Graph.REGION,
                Graph.API_VERSION);
    }

    @Override
    public Defaults defaults() {
        return new Defaults(
                "ad_user_data", List.of(), BATCH, new Pace(1, 1, 20_000), Duration.ofDays(30), false, List.of());
    }

    @Override
    public Optional<Reason> refuses(Config config, Item item, Instant now) {
        return Optional.empty();
    }

    @Override
    public Optional<JsonArray> keys(Config config, UUID person, List<KnownContact> contacts, double worth) {
        JsonObject known = KnownUser.of(contacts);
        if (!known.containsKey("em") && !known.containsKey("ph")) {
            return Optional.empty();
        }
        if (!known.containsKey("country")) {
            known.put("country", Sha256.hex(Graph.region(config).toLowerCase(Locale.ROOT)));
        }
        var keys = new JsonArray().add(Sha256.hex(VisitorId.text(person)));
        HASHES.forEach(name -> keys.add(known.getString(name, "")));
        KnownUser.birth(contacts).forEach(keys::add);
        if (isValued(config)) {
            keys.add(Math.max(0, Math.round(worth * 100) / 100.0));
        }
        return Optional.of(keys);
    }

    private static boolean isValued(Config config) {
        return config.text("use").equals("value");
    }

    /** Meta replaces no audience that carries values. */
    @Override
    public boolean replaces(Config config) {
        return !isValued(config);
    }

    @Override
    public List<Request> requests(Config config, List<Item> items, Instant now) {
        var requests = new ArrayList<Request>();
        for (String name : List.of(CREATE, ADD, REMOVE)) {
            var places = new ArrayList<Integer>();
            var keys = new ArrayList<JsonArray>();
            for (int i = 0; i < items.size(); i++) {
                if (items.get(i).name().equals(name)) {
                    places.add(i);
                    items.get(i).data().getJsonArray("keys").forEach(each -> keys.add((JsonArray) each));
                }
            }
            if (!places.isEmpty()) {
                requests.add(name.equals(CREATE) ? making(config, places) : change(config, name, keys, places));
            }
        }
        return requests;
    }

    private Request making(Config config, List<Integer> places) {
        var body = new JsonObject()
                .put("name", config.text("title"))
                .put("subtype", "CUSTOM")
                .put(
                        "customer_file_source",
                        config.text("collected").isEmpty() ? FROM.get(0) : config.text("collected"))
                .put("description", "Kept in step by Warmtag");
        if (!config.text("label").isEmpty()) {
            body.put("audience_labels", new JsonArray().add(config.text("label")));
        }
        if (config.text("use").equals("exclude")) {
            body.put("usage_restriction", "EXCLUSION_ONLY");
        }
        if (isValued(config)) {
            body.put("is_value_based", true);
        }
        return request(Request.POST, graph.address(config, "act_" + config.text("account") + MAKING), body, places);
    }

    private Request change(Config config, String name, List<JsonArray> keys, List<Integer> places) {
        boolean coming = name.equals(ADD);
        var body = new JsonObject()
                .put("session", session(new Part(sessionOf(keys), 1, true, keys.size())))
                .put("payload", payload(coming && isValued(config), keys));
        return request(coming ? Request.POST : Request.DELETE, address(config, "users"), body, places);
    }

    @Override
    public Request part(Config config, String name, Part part, List<JsonArray> keys) {
        var body = new JsonObject().put("session", session(part)).put("payload", payload(isValued(config), keys));
        return request(
                Request.POST, address(config, name.equals(REPLACE) ? "usersreplace" : "users"), body, List.of(0));
    }

    private String address(Config config, String edge) {
        return graph.address(config, config.text(ID) + "/" + edge);
    }

    /** The same people in one request are the same session, however often it is tried. */
    private static long sessionOf(List<JsonArray> keys) {
        String hash = Sha256.hex(new JsonArray(keys).encode());
        return Long.parseLong(hash.substring(0, 13), 16);
    }

    private static JsonObject session(Part part) {
        return new JsonObject()
                .put("session_id", part.session())
                .put("batch_seq", part.number())
                .put("last_batch_flag", part.last())
                .put("estimated_num_total", part.total());
    }

    private static JsonObject payload(boolean valued, List<JsonArray> keys) {
        var schema = new ArrayList<>(SCHEMA);
        if (valued) {
            schema.add(VALUE);
        }
        var data = new JsonArray();
        for (JsonArray each : keys) {
            // What somebody was told by may be of a time with fewer columns, or with a value.
            List<Object> row = new ArrayList<>(
                    each.stream().filter(String.class::isInstance).toList());
            row.addAll(Collections.nCopies(Math.max(0, SCHEMA.size() - row.size()), ""));
            if (valued) {
                row.add(each.stream()
                        .filter(Number.class::isInstance)
                        .findFirst()
                        .orElse(0));
            }
            data.add(new JsonArray(row));
        }
        return new JsonObject()
                .put("schema", new JsonArray(schema))
                .put("data", data)
                .put("is_raw", true);
    }

    private static Request request(String method, String address, JsonObject body, List<Integer> places) {
        return new Request(
                method, address, Map.of("content-type", "application/json"), body.encode(), List.copyOf(places));
    }

    @Override
    public Request tokenQuestion(Config config) {
        return graph.tokenQuestion(config);
    }

    @Override
    public Optional<Token> token(Reply reply, Instant now) {
        return Graph.token(reply, now);
    }

    @Override
    public List<Outcome> outcomes(Request request, Reply reply) {
        Outcome outcome = MetaErrors.ofList(reply);
        // An audience that can't be made has to be described otherwise: everything else waits for it.
        if (outcome instanceof RefusedTogether refused && request.url().contains(MAKING)) {
            outcome = new Stop(refused.why());
        }
        return Collections.nCopies(request.items().size(), outcome);
    }

    @Override
    public Optional<String> made(Reply reply) {
        return Optional.ofNullable(MetaErrors.json(reply.body()))
                .map(body -> String.valueOf(body.getValue("id")))
                .filter(id -> id.matches("\\d{1,25}"));
    }

    @Override
    public Request sizeQuestion(Config config) {
        return AudienceSize.question(graph, config);
    }

    @Override
    public Optional<Size> size(Reply reply) {
        return AudienceSize.read(reply);
    }

    @Override
    public Counted counted(Reply reply) {
        JsonObject body = MetaErrors.json(reply.body());
        return body == null
                ? new Counted(0, 0)
                : new Counted(
                        MetaErrors.number(body.getValue("num_received")),
                        MetaErrors.number(body.getValue("num_invalid_entries")));
    }
}
