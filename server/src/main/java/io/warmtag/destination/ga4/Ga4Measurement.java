package io.warmtag.destination.ga4;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.destination.Config;
import io.warmtag.destination.Consent;
import io.warmtag.destination.Defaults;
import io.warmtag.destination.Defaults.Pace;
import io.warmtag.destination.Destination;
import io.warmtag.destination.Item;
import io.warmtag.destination.Mapping;
import io.warmtag.destination.Mapping.Line;
import io.warmtag.destination.Outcome;
import io.warmtag.destination.Outcome.Refused;
import io.warmtag.destination.Outcome.Stop;
import io.warmtag.destination.Reason;
import io.warmtag.destination.Reply;
import io.warmtag.destination.Request;
import io.warmtag.destination.RetryAfter;
import io.warmtag.destination.Setting;
import io.warmtag.destination.TargetSettings;
import io.warmtag.people.KnownContact;
import io.warmtag.people.contact.ContactField;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Google Analytics 4 by its Measurement Protocol. One event a request: the time is the request's, and there is no dedup that
 * would forgive a mistake. Google answers 2xx to nearly everything; the sandbox says what its debug address would say. Pure.
 */
public final class Ga4Measurement implements Destination {
    private static final Duration OLDEST = Duration.ofHours(72);
    private static final int MOST_PARAMETERS = 25;
    private static final int MOST_VALUE = 100;
    private static final String SESSION = "session_id";
    private static final String CONTACT_PURPOSE = "ad_user_data";
    private static final Set<String> RESERVED = Set.of(
            "first_open",
            "first_visit",
            "session_start",
            "user_engagement",
            "app_remove",
            "app_update",
            "error",
            "in_app_purchase",
            "notification_dismiss",
            "notification_foreground",
            "notification_open",
            "notification_receive",
            "os_update");

    private final String base;

    /** @param base of the protocol's addresses, without a slash at its end */
    public Ga4Measurement(String base) {
        this.base = base;
    }

    @Override
    public String kind() {
        return "ga4";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                Setting.text("measurement_id", true, "", "G-[A-Z0-9]{4,20}"),
                Setting.secret("api_secret", true, "[A-Za-z0-9_-]{8,100}"),
                Setting.of("debug", Setting.Form.CHECK, false));
    }

    @Override
    public Defaults defaults() {
        return new Defaults(
                "analytics_storage",
                List.of(Line.of(Mapping.ANY, "")),
                1,
                new Pace(50, 8, 5_000),
                OLDEST,
                false,
                List.of("_ga"));
    }

    /** The container's own one says which session it is. */
    @Override
    public List<String> cookies(TargetSettings settings) {
        String container = settings.values().getOrDefault("measurement_id", "");
        return container.isEmpty() ? defaults().cookies() : List.of("_ga", "_" + sessionCookie(container));
    }

    /** By its name in an event's context. */
    private static String sessionCookie(String container) {
        return "ga_" + container.substring(container.indexOf('-') + 1);
    }

    @Override
    public Set<String> unkept() {
        return Set.of("user_id");
    }

    /** Of them all only the shop's own id is sent. */
    @Override
    public boolean needsContacts(Map<String, String> values) {
        return true;
    }

    @Override
    public Optional<Reason> refuses(Config config, Item item, Instant now) {
        if (item.event().time().isBefore(now.minus(OLDEST))) {
            return Optional.of(Reason.of("too_old"));
        }
        boolean good = item.name().matches("[A-Za-z][A-Za-z0-9_]{0,39}")
                && !item.name().matches("(google_|ga_|firebase_|gtag\\.).*")
                && !RESERVED.contains(item.name());
        return good ? Optional.empty() : Optional.of(new Reason("bad_name", item.name()));
    }

    @Override
    public List<Request> requests(Config config, List<Item> items, Instant now) {
        String address = base + "/mp/collect?measurement_id=" + config.text("measurement_id") + "&api_secret="
                + URLEncoder.encode(config.secret("api_secret"), StandardCharsets.UTF_8);
        var requests = new ArrayList<Request>();
        for (int i = 0; i < items.size(); i++) {
            requests.add(new Request(
                    address,
                    Map.of("content-type", "application/json"),
                    body(config, items.get(i)).encode(),
                    List.of(i)));
        }
        return requests;
    }

    private static JsonObject body(Config config, Item item) {
        Instant time = item.event().time();
        JsonObject context = item.event().context();
        var event = new JsonObject().put("name", item.name()).put("params", parameters(config, item));
        var body = new JsonObject().put("client_id", client(context, item.person()));
        if (Consent.isGranted(context, CONTACT_PURPOSE, config.consents())) {
            user(item).ifPresent(id -> body.put("user_id", id));
        }
        return body.put("timestamp_micros", time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000)
                .put(
                        "consent",
                        new JsonObject()
                                .put("ad_user_data", state(config, context, "ad_user_data"))
                                .put("ad_personalization", state(config, context, "ad_personalization")))
                .put("events", new JsonArray().add(event));
    }

    private static String state(Config config, JsonObject context, String purpose) {
        return Consent.isGranted(context, purpose, config.consents()) ? "GRANTED" : "DENIED";
    }

    /** Of Google's own cookie; else one that is the person's for ever, in the same form. */
    private static String client(JsonObject context, UUID person) {
        String cookie = context.getString("ga", "");
        if (cookie.matches("GA\\d\\.\\d\\.\\d{1,12}\\.\\d{1,12}")) {
            return cookie.substring(6);
        }
        return (person.getMostSignificantBits() >>> 33) + "." + (person.getLeastSignificantBits() >>> 33);
    }

    /** The shop's own id of him, unless it is one that Google forbids: what he himself is called or reached by. */
    private static Optional<String> user(Item item) {
        return item.contacts().stream()
                .filter(contact -> contact.value().field() == ContactField.USER_ID)
                .max(Comparator.comparing(KnownContact::lastSeen))
                .map(contact -> contact.value().text())
                .filter(id -> !id.contains("@") && !id.matches("\\+?[\\d -]{10,}"));
    }

    private static JsonObject parameters(Config config, Item item) {
        JsonObject context = item.event().context();
        var all = new JsonObject().put("engagement_time_msec", 100);
        if (config.isOn("debug")) {
            all.put("debug_mode", 1);
        }
        item.extra().forEach(field -> put(all, field.getKey(), field.getValue()));
        if (!item.data().containsKey(SESSION)) {
            String cookie = context.getString(sessionCookie(config.text("measurement_id")), "");
            Session.at(cookie, item.event().time()).ifPresent(id -> put(all, SESSION, id));
        }
        item.data().forEach(field -> put(all, field.getKey(), field.getValue()));
        put(all, "page_location", context.getString("url"));
        put(all, "page_title", context.getString("title"));
        put(all, "page_referrer", context.getString("referrer"));
        return all;
    }

    /** What has no place there stays here: nested values but items, names of another form, the 26th parameter. */
    private static void put(JsonObject all, String name, @org.jspecify.annotations.Nullable Object value) {
        boolean fits = value instanceof Number
                || value instanceof Boolean
                || value instanceof String
                || name.equals("items") && value instanceof JsonArray;
        if (fits && !all.containsKey(name) && all.size() < MOST_PARAMETERS && name.matches("[A-Za-z]\\w{0,39}")) {
            all.put(
                    name,
                    value instanceof String text && text.length() > MOST_VALUE && !name.equals("page_location")
                            ? text.substring(0, MOST_VALUE)
                            : value);
        }
    }

    @Override
    public List<Outcome> outcomes(Request request, Reply reply) {
        return List.of(outcome(reply));
    }

    private static Outcome outcome(Reply reply) {
        if (reply.isGood()) {
            return complaint(reply.body())
                    .<Outcome>map(said -> new Refused(new Reason("refused", said)))
                    .orElse(Outcome.DELIVERED);
        }
        return switch (reply.status()) {
            case 429, 503 -> RetryAfter.later(reply, "rate_limited");
            case 401, 403 -> new Stop(new Reason("permission", "HTTP " + reply.status()));
            case 404 -> new Stop(new Reason("not_found", "HTTP 404"));
            default ->
                reply.status() / 100 == 4 && !reply.isOfTheMoment()
                        ? new Refused(new Reason("refused", "HTTP " + reply.status() + " " + reply.body()))
                        : Outcome.later("unavailable", "HTTP " + reply.status());
        };
    }

    /** Of the debug address and the sandbox. */
    private static Optional<String> complaint(String body) {
        try {
            JsonArray messages = body.isBlank()
                    ? new JsonArray()
                    : new JsonObject(body).getJsonArray("validationMessages", new JsonArray());
            return messages.isEmpty()
                    ? Optional.empty()
                    : Optional.of(messages.getJsonObject(0).getString("description", "refused"));
        } catch (DecodeException | ClassCastException e) {
            // The protocol's answer has no meaning beyond its status.
            return Optional.empty();
        }
    }
}
