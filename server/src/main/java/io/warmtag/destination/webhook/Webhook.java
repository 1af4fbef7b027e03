package io.warmtag.destination.webhook;

import io.vertx.core.json.JsonObject;
import io.warmtag.destination.Config;
import io.warmtag.destination.Defaults;
import io.warmtag.destination.Defaults.Pace;
import io.warmtag.destination.Destination;
import io.warmtag.destination.Item;
import io.warmtag.destination.Mapping;
import io.warmtag.destination.Mapping.Line;
import io.warmtag.destination.Outcome;
import io.warmtag.destination.Outcome.Refused;
import io.warmtag.destination.Outcome.Stop;
import io.warmtag.destination.Paths;
import io.warmtag.destination.Reason;
import io.warmtag.destination.Reply;
import io.warmtag.destination.Request;
import io.warmtag.destination.RetryAfter;
import io.warmtag.destination.Setting;
import io.warmtag.destination.SettingsJson;
import io.warmtag.event.VisitorId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One signed request an event to an address of the shop's own; {@code webhook-id} is the same at each attempt. Pure. */
public final class Webhook implements Destination {
    /** Base64 that can be decoded, with its padding or without. */
    private static final String SECRET =
            "whsec_(?:[A-Za-z0-9+/]{4}){8,21}" + "(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=?|[A-Za-z0-9+/]{2}(?:==)?)?";

    private static final String TEMPLATE = "template";
    private static final String CONTACTS = "contacts";
    /** Of the body, and where paths of a template begin. */
    private static final String CONTACT = "contact";

    @Override
    public String kind() {
        return "webhook";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                Setting.of("url", Setting.Form.ADDRESS, true),
                Setting.secret("secret", true, SECRET),
                Setting.secret("old_secret", false, SECRET),
                Setting.secret("authorization", false, "[\\x21-\\x7e][\\x20-\\x7e]{0,1000}"),
                Setting.of(TEMPLATE, Setting.Form.AREA, false),
                Setting.of(CONTACTS, Setting.Form.CHECK, false));
    }

    @Override
    public Defaults defaults() {
        return new Defaults(
                "analytics_storage",
                List.of(Line.of(Mapping.ANY, "")),
                1,
                new Pace(10, 4, 15_000),
                Duration.ofDays(3),
                false,
                List.of());
    }

    @Override
    public Optional<SettingsJson.Problem> wrong(Map<String, String> values) {
        return problem(values.getOrDefault(TEMPLATE, "")).map(said -> new SettingsJson.Problem(TEMPLATE, "json"));
    }

    @Override
    public boolean needsContacts(Map<String, String> values) {
        return tellsInClear(values);
    }

    @Override
    public boolean tellsInClear(Map<String, String> values) {
        return "true".equals(values.get(CONTACTS));
    }

    @Override
    public Set<String> unkept(Config config, Item item) {
        return config.isOn(CONTACTS) ? Called.texts(item.contacts()) : Set.of();
    }

    /** One that was taken before it was looked at. */
    @Override
    public Optional<Reason> refuses(Config config, Item item, Instant now) {
        return problem(config.text(TEMPLATE)).map(said -> new Reason("bad_template", said));
    }

    private static Optional<String> problem(String template) {
        return template.isBlank() ? Optional.empty() : Optional.ofNullable(BodyTemplate.problem(template));
    }

    @Override
    public List<Request> requests(Config config, List<Item> items, Instant now) {
        var requests = new ArrayList<Request>();
        for (int i = 0; i < items.size(); i++) {
            requests.add(request(config, items.get(i), i, now));
        }
        return requests;
    }

    private static Request request(Config config, Item item, int place, Instant now) {
        String template = config.text(TEMPLATE);
        JsonObject values = values(item);
        if (config.isOn(CONTACTS)) {
            values.put(CONTACT, Called.of(item.contacts()));
        }
        String body = template.isBlank() ? usual(values).encode() : BodyTemplate.fill(template, values);
        String id = "msg_" + item.key();
        List<String> secrets = Stream.of(config.secret("secret"), config.secret("old_secret"))
                .filter(secret -> !secret.isEmpty())
                .toList();
        var headers = new java.util.TreeMap<String, String>();
        headers.put("content-type", "application/json");
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", String.valueOf(now.getEpochSecond()));
        headers.put("webhook-signature", Signature.header(secrets, id, now.getEpochSecond(), body));
        if (!config.secret("authorization").isEmpty()) {
            headers.put("authorization", config.secret("authorization"));
        }
        return new Request(config.text("url"), Map.copyOf(headers), body, List.of(place));
    }

    private static JsonObject values(Item item) {
        JsonObject root = Paths.root(item.event());
        root.put("data", item.data());
        root.put("name", item.name());
        root.put("visitor", VisitorId.text(item.person()));
        item.extra().forEach(field -> root.getJsonObject("data").put(field.getKey(), field.getValue()));
        return root;
    }

    private static JsonObject usual(JsonObject values) {
        var data = new JsonObject()
                .put("id", values.getString("id"))
                .put("visitor", values.getString("visitor"))
                .put("data", values.getJsonObject("data"))
                .put("context", values.getJsonObject("context"));
        if (values.containsKey(CONTACT)) {
            data.put(CONTACT, values.getJsonObject(CONTACT));
        }
        return new JsonObject()
                .put("type", values.getString("name"))
                .put("timestamp", values.getString("time"))
                .put("data", data);
    }

    @Override
    public List<Outcome> outcomes(Request request, Reply reply) {
        if (reply.isGood()) {
            return List.of(Outcome.DELIVERED);
        }
        String said = "HTTP " + reply.status() + " " + reply.body();
        return List.of(
                switch (reply.status()) {
                    // Standard Webhooks: whoever answers so wants nothing more.
                    case 410 -> new Stop(new Reason("gone", said));
                    case 400, 413, 415, 422 -> new Refused(new Reason("refused", said));
                    case 429, 503 -> RetryAfter.later(reply, "rate_limited");
                    default -> Outcome.later("unavailable", said);
                });
    }
}
