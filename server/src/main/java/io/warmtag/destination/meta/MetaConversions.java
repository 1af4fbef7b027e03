package io.warmtag.destination.meta;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.destination.Config;
import io.warmtag.destination.Defaults;
import io.warmtag.destination.Defaults.Pace;
import io.warmtag.destination.Item;
import io.warmtag.destination.Mapping.Line;
import io.warmtag.destination.Outcome;
import io.warmtag.destination.Reason;
import io.warmtag.destination.Reply;
import io.warmtag.destination.Request;
import io.warmtag.destination.Setting;
import io.warmtag.destination.TokenHolder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Meta's Conversions API. An event carries the id of ours as {@code event_id}, as the browser's pixel does: Meta then counts
 * the two once. Pure.
 */
public final class MetaConversions implements TokenHolder {
    private static final Duration OLDEST = Duration.ofDays(7);
    private static final List<Line> USUAL = List.of(
            Line.of("page_view", "PageView"),
            Line.of("view_item", "ViewContent"),
            Line.of("search", "Search"),
            Line.of("add_to_cart", "AddToCart"),
            Line.of("add_to_wishlist", "AddToWishlist"),
            Line.of("begin_checkout", "InitiateCheckout"),
            Line.of("add_payment_info", "AddPaymentInfo"),
            Line.of("purchase", "Purchase"),
            Line.of("generate_lead", "Lead"),
            Line.of("sign_up", "CompleteRegistration"),
            Line.of("TempHot", "TempHot"),
            Line.of("TempWarm", "TempWarm"),
            Line.of("TempCold", "TempCold"));

    private final Graph graph;

    /** @param base of the Graph API, without a slash at its end */
    public MetaConversions(String base) {
        this.graph = new Graph(base);
    }

    @Override
    public String kind() {
        return "meta";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                Setting.text("pixel", true, "", "\\d{5,25}"),
                Graph.TOKEN,
                Graph.APP_SECRET,
                Setting.text("test_code", false, "", "[A-Za-z0-9_]{1,40}"),
                Setting.text("partner_agent", false, "", "[A-Za-z0-9_.-]{2,50}"),
                Setting.text("messaging_dataset", false, "", "\\d{5,25}"),
                Setting.text("heartbeat_days", false, "7", "\\d{1,3}"),
                Setting.text("active_days", false, "180", "\\d{1,3}"),
                Graph.REGION,
                Graph.API_VERSION);
    }

    @Override
    public Defaults defaults() {
        // Meta recommends 1,500 ms; from a phone line in Dhaka that is too strict.
        return new Defaults("ad_user_data", USUAL, 100, new Pace(20, 2, 5_000), OLDEST, true, List.of("_fbp", "_fbc"));
    }

    @Override
    public Set<String> unkept() {
        return Set.of(UserData.ADDRESS, UserData.BROWSER);
    }

    /** Address and browser. */
    @Override
    public Optional<Reason> awaits(Item item) {
        return ActionSource.wished(item).equals(ActionSource.WEBSITE)
                        && item.device().isEmpty()
                ? Optional.of(Reason.of("no_user_agent"))
                : Optional.empty();
    }

    @Override
    public Optional<Reason> refuses(Config config, Item item, Instant now) {
        if (item.event().time().isBefore(now.minus(OLDEST))) {
            return Optional.of(Reason.of("too_old"));
        }
        if (!item.name().matches("[A-Za-z0-9 _.-]{1,50}")) {
            return Optional.of(new Reason("bad_name", item.name()));
        }
        Optional<String> wrong = EventFields.wrong(item.extra());
        if (wrong.isPresent()) {
            return wrong.map(field -> new Reason("bad_field", field));
        }
        JsonObject custom = CustomData.of(item, config.currency());
        if (item.name().equals("Purchase") && !(custom.getValue("value") instanceof Number)) {
            return Optional.of(Reason.of("purchase_without_value"));
        }
        String source = ActionSource.of(item);
        if (source.equals(ActionSource.MESSAGING)
                && Messaging.of(item.event().data()).isEmpty()) {
            return Optional.of(Reason.of("no_messaging_ids"));
        }
        if (source.equals(ActionSource.WEBSITE)) {
            if (item.event().context().getString("url", "").isEmpty()) {
                return Optional.of(Reason.of("no_url"));
            }
            if (item.device().isEmpty()) {
                return Optional.of(Reason.of("no_user_agent"));
            }
        }
        return Optional.empty();
    }

    /** Events of the inbox go to the page's own dataset, where it has one. */
    @Override
    public List<Request> requests(Config config, List<Item> items, Instant now) {
        var requests = new ArrayList<Request>();
        for (boolean messaging : List.of(false, true)) {
            List<Integer> places = IntStream.range(0, items.size())
                    .filter(i -> goesToInbox(config, items.get(i)) == messaging)
                    .boxed()
                    .toList();
            if (!places.isEmpty()) {
                String dataset = config.text(messaging ? "messaging_dataset" : "pixel");
                requests.add(request(config, dataset, items, places));
            }
        }
        return requests;
    }

    private static boolean goesToInbox(Config config, Item item) {
        return ActionSource.of(item).equals(ActionSource.MESSAGING)
                && !config.text("messaging_dataset").isEmpty();
    }

    private Request request(Config config, String dataset, List<Item> items, List<Integer> places) {
        var data = new JsonArray();
        places.forEach(place -> data.add(event(config, items.get(place))));
        var body = new JsonObject().put("data", data);
        if (!config.text("test_code").isEmpty()) {
            body.put("test_event_code", config.text("test_code"));
        }
        if (!config.text("partner_agent").isEmpty()) {
            body.put("partner_agent", config.text("partner_agent"));
        }
        return new Request(
                graph.address(config, dataset + "/events"),
                Map.of("content-type", "application/json"),
                body.encode(),
                places);
    }

    private static JsonObject event(Config config, Item item) {
        JsonObject context = item.event().context();
        String source = ActionSource.of(item);
        var event = new JsonObject()
                .put("event_name", item.name())
                .put("event_time", item.event().time().getEpochSecond())
                .put("event_id", item.event().id().toString())
                .put("action_source", source);
        if (source.equals(ActionSource.MESSAGING)) {
            Messaging messaging = Messaging.of(item.event().data()).orElseThrow();
            event.put("messaging_channel", messaging.channel())
                    .put("user_data", KnownUser.of(item.contacts()).mergeIn(messaging.user()));
        } else {
            event.put("user_data", UserData.of(item, Graph.region(config)));
        }
        if (source.equals(ActionSource.WEBSITE)) {
            put(event, "event_source_url", context.getString("url"));
            put(event, "referrer_url", context.getString("referrer"));
        }
        EventFields.add(event, item.extra());
        event.put(ActionSource.FIELD, source);
        JsonObject custom = CustomData.of(item, config.currency());
        return custom.isEmpty() ? event : event.put("custom_data", custom);
    }

    private static void put(JsonObject to, String name, @org.jspecify.annotations.Nullable String value) {
        if (value != null && !value.isEmpty()) {
            to.put(name, value);
        }
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
        int events = request.items().size();
        return Collections.nCopies(events, MetaErrors.of(reply, events));
    }
}
