package io.warmtag.tools;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.tools.Command.Obstacle;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the site that a server's own address belongs to. */
public final class Sites {
    /** As it stands in every page that carries the snippet. */
    private static final Pattern IN_SNIPPET = Pattern.compile("WT-[0-9A-Z]{7}");

    private final Target target;
    private final Optional<String> key;

    public Sites(Target target, Optional<String> key) {
        this.target = target;
        this.key = key;
    }

    /** With a key through the API, where the site is made if there is none; else from the demo shop's page. */
    public String find() {
        if (key.isEmpty()) {
            return inDemoShop();
        }
        var api = new Api(target, key);
        return listed(api).orElseGet(() -> create(api));
    }

    private String inDemoShop() {
        HttpResponse<byte[]> page = new Api(target, key).get("/demo/");
        Matcher site = IN_SNIPPET.matcher(new String(page.body(), StandardCharsets.UTF_8));
        if (page.statusCode() != 200 || !site.find()) {
            throw new Obstacle(
                    target + " has no demo shop: name a site with --site, or set WARMTAG_API_KEY here and there.");
        }
        return site.group();
    }

    private Optional<String> listed(Api api) {
        String cursor = "";
        while (true) {
            JsonObject page = api.getJson("/api/v1/sites?limit=500" + cursor);
            JsonArray items = page.getJsonArray("items");
            for (int i = 0; i < items.size(); i++) {
                JsonObject site = items.getJsonObject(i);
                if (site.getJsonArray("domains").contains(target.host())) {
                    return Optional.of(site.getString("id"));
                }
            }
            if (page.getString("next") == null) {
                return Optional.empty();
            }
            cursor = "&cursor=" + page.getString("next");
        }
    }

    private String create(Api api) {
        var site = new JsonObject().put("name", "Traffic").put("domains", new JsonArray().add(target.host()));
        return api.postJson("/api/v1/sites", site).getString("id");
    }
}
