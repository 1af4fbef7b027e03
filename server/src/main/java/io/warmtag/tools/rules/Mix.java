package io.warmtag.tools.rules;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.tools.Api;
import io.warmtag.tools.Command.Obstacle;
import io.warmtag.tools.Patience;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Thirty audiences, fifty rules and what they lead to, as a shop would have them (mix.json), given to a site by the API. */
public final class Mix {
    private static final Patience PATIENCE = new Patience(60_000, 200);
    /** Every node has heard of a change by then. */
    private static final long NEWS_MS = 3_000;

    private final Api api;
    private final String path;
    private final Map<String, Integer> ids = new HashMap<>();

    private Mix(Api api, String site) {
        this.api = api;
        this.path = "/api/v1/sites/" + site;
    }

    /**
     * Makes them in a site and switches the rules on; returns when every node acts by them.
     *
     * @param receiver where webhooks go; empty: to the built-in double
     */
    public static void setUp(Api api, String site, String receiver) throws IOException, InterruptedException {
        var mix = new Mix(api, site);
        JsonObject all = read();
        mix.webhook("hook", receiver);
        mix.webhook("crm", receiver);
        for (var offer : all.getJsonObject("offers")) {
            mix.add(offer.getKey(), "/offers", (JsonObject) offer.getValue());
        }
        for (var audience : all.getJsonObject("audiences")) {
            var condition = new JsonObject().put("condition", mix.named(audience.getValue()));
            mix.add(audience.getKey(), "/audiences", condition.put("name", audience.getKey()));
        }
        mix.awaitFilled();
        for (Object rule : all.getJsonArray("rules")) {
            var body = new JsonObject().put("definition", mix.named(rule));
            int id = api.postJson(mix.path + "/rules", body).getInteger("id");
            api.put(mix.path + "/rules/" + id + "/state", new JsonObject().put("state", "on"));
        }
        Thread.sleep(NEWS_MS);
    }

    private static JsonObject read() throws IOException {
        try (InputStream resource = Mix.class.getResourceAsStream("mix.json")) {
            if (resource == null) {
                throw new Obstacle("mix.json is not in this build.");
            }
            return new JsonObject(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private void webhook(String name, String receiver) {
        boolean sandbox = receiver.isEmpty();
        var body = new JsonObject()
                .put("kind", "webhook")
                .put("name", name)
                .put("sandbox", sandbox)
                // Only what rules send: nothing is forwarded besides.
                .put("mapping", new JsonArray())
                .put("settings", new JsonObject().put("url", sandbox ? "https://shop.example/" + name : receiver))
                .put("secrets", new JsonObject().put("secret", "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="));
        if (!sandbox) {
            body.put(
                    "pace",
                    new JsonObject().put("per_second", 200).put("at_once", 8).put("timeout_ms", 2_000));
        }
        add(name, "/destinations", body);
        api.post(path + "/destinations/" + id(name) + "/resume", new JsonObject());
    }

    private void add(String name, String list, JsonObject body) {
        ids.put(name, api.postJson(path + list, body).getInteger("id"));
    }

    private int id(String name) {
        Integer id = ids.get(name);
        if (id == null) {
            throw new Obstacle("mix.json names " + name + ", which nothing before it is called.");
        }
        return id;
    }

    /** The same with ids where {@code @name} stands. */
    private Object named(Object json) {
        if (json instanceof JsonObject object) {
            var named = new JsonObject();
            object.forEach(field -> named.put(field.getKey(), named(field.getValue())));
            return named;
        }
        if (json instanceof JsonArray array) {
            return new JsonArray(array.stream().map(this::named).toList());
        }
        return json instanceof String text && text.startsWith("@") ? Integer.valueOf(id(text.substring(1))) : json;
    }

    private void awaitFilled() throws InterruptedException {
        PATIENCE.until(
                () -> api.getJson(path + "/audiences").getJsonArray("items").stream()
                        .allMatch(audience -> ((JsonObject) audience).getValue("filling") == null),
                () -> "the audiences are not filled");
    }
}
