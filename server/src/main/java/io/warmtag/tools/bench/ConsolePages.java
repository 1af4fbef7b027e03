package io.warmtag.tools.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.event.VisitorId;
import io.warmtag.tools.Api;
import io.warmtag.tools.fill.EventName;
import io.warmtag.tools.load.Visitors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The addresses of all that can be looked at: the console's pages, with what can be asked for on them, and the API's lists. */
final class ConsolePages {
    private static final int PAGES_ON = 5;
    private static final List<String> KINDS = List.of("tags", "triggers", "variables");

    private final ConsoleBrowser browser;
    private final Api api;
    private final String site;
    private final String base;
    private final String apiBase;
    private boolean paused;

    /** @param site its public id */
    ConsolePages(ConsoleBrowser browser, Api api, String site) {
        this.browser = browser;
        this.api = api;
        this.site = site;
        this.base = "/console/sites/" + site;
        this.apiBase = "/api/v1/sites/" + site;
    }

    /** The pages that show everything there is of a large container. */
    List<String> ofLargeContainer() {
        return Stream.of("/tags", "/triggers", "/variables", "/versions/new", "/versions/new?weights=1")
                .map(base::concat)
                .toList();
    }

    /** Whoever looks at such a page has often just changed something. */
    void changeSomething() {
        paused = !paused;
        String tag = apiBase + "/tags/" + first("/tags?limit=1", "id");
        api.post(tag + (paused ? "/pause" : "/resume"), new JsonObject());
    }

    List<String> all() throws Exception {
        var paths = new ArrayList<>(List.of("/console/sites", "/console/sites/new", "/console/account", base));
        paths.addAll(live());
        paths.addAll(visitors());
        paths.addAll(events());
        for (String kind : KINDS) {
            paths.addAll(entities(kind));
        }
        paths.addAll(shop());
        Stream.of(
                        "/variables/names",
                        "/folders",
                        "/environments",
                        "/versions",
                        "/versions/new",
                        "/versions/new?weights=1",
                        "/versions/1",
                        "/versions/2?against=draft",
                        "/versions/2?against=0",
                        "/search?q=cart",
                        "/search?q=trigger",
                        "/search?q=nothing-like-that",
                        "/preview",
                        "/install",
                        "/audit",
                        "/settings",
                        "/settings/temperature")
                .map(base::concat)
                .forEach(paths::add);
        return paths;
    }

    private List<String> live() throws Exception {
        String regular = VisitorId.text(new Visitors(1).next());
        var paths = new ArrayList<String>();
        Stream.of(
                        "/live",
                        "/live?name=page_view",
                        "/live?name=" + EventName.SELDOM_NAME,
                        "/live?name=never_seen",
                        "/live?mark=bot",
                        "/live?mark=staff",
                        "/live?name=purchase&mark=staff",
                        "/live?visitor=" + regular,
                        "/live?visitor=" + regular + "&name=purchase",
                        "/rejected")
                .map(base::concat)
                .forEach(paths::add);
        browser.later(base + "/rejected", PAGES_ON).ifPresent(paths::add);
        return paths;
    }

    private List<String> visitors() throws Exception {
        String regular = VisitorId.text(new Visitors(1).next());
        var paths = new ArrayList<>(List.of(
                base + "/visitors",
                base + "/visitors?temperature=hot",
                base + "/visitors?temperature=warm",
                base + "/visitors?temperature=cold",
                base + "/visitors?q=" + regular,
                base + "/visitors?q=" + regular.substring(0, 4),
                base + "/visitors?q=" + regular.substring(0, 4) + "&temperature=hot",
                base + "/visitors/" + regular));
        for (String list : List.of("/visitors", "/visitors?temperature=hot", "/visitors?temperature=warm")) {
            browser.later(base + list, PAGES_ON).ifPresent(paths::add);
        }
        browser.later(base + "/visitors/" + regular, 1).ifPresent(paths::add);
        for (String temperature : List.of("hot", "warm", "cold")) {
            paths.add(base + "/visitors/" + first("/visitors?limit=1&temperature=" + temperature, "visitor"));
        }
        return paths;
    }

    private List<String> events() {
        return List.of(
                base + "/events",
                base + "/events/new",
                base + "/events/new?own=1",
                base + "/events/new?name=sign_up",
                base + "/events/" + first("/event-definitions?limit=1", "id"));
    }

    private List<String> shop() throws Exception {
        var paths = new ArrayList<String>();
        Stream.of(
                        "/products",
                        "/products?sort=name",
                        "/products?q=silk+saree&sort=cheapest",
                        "/products?category=Clothing&state=out",
                        "/products/SKU-7",
                        "/feeds",
                        "/feeds/new",
                        "/orders",
                        "/orders?q=nothing-like-that",
                        "/new-order",
                        "/order-import",
                        "/audiences",
                        "/audiences/new",
                        "/audiences/1",
                        "/audiences/1/edit",
                        "/rules",
                        "/rules/new",
                        "/rules/start",
                        "/rules/limits",
                        "/rules/1",
                        "/rules/1?decision=held_out",
                        "/rules/1/edit",
                        "/rules/1/backtests",
                        "/offers",
                        "/offers/new",
                        "/offers/1",
                        "/offers/1/grants",
                        "/destinations",
                        "/destinations/new",
                        "/destinations/1",
                        "/destinations/1/edit",
                        "/deliveries",
                        "/deliveries?state=dead",
                        "/reports/rules",
                        "/reports/rules/1",
                        "/reports/temperatures",
                        "/reports/campaigns",
                        "/reports/costs",
                        "/visitors/" + first("/visitors?limit=1&temperature=hot", "visitor") + "/rules")
                .map(base::concat)
                .forEach(paths::add);
        for (String list : List.of("/products", "/rules/1", "/offers/1/grants", "/orders", "/audiences/1")) {
            browser.later(base + list, PAGES_ON).ifPresent(paths::add);
        }
        return paths;
    }

    private List<String> entities(String kind) {
        String list = base + "/" + kind;
        String type = first("/" + kind + "?limit=1", "type");
        return List.of(
                list,
                list + "?q=checkout",
                list + "?q=nothing-like-that",
                list + "?type=" + type,
                list + "?folder=3",
                list + "?state=unused",
                list + "?sort=changed",
                list + "/new",
                list + "/new?type=" + type,
                list + "/" + first("/" + kind + "?limit=1", "id"));
    }

    /** A member of the first thing in a list of the API. */
    private String first(String path, String member) {
        JsonArray items = api.getJson(apiBase + path).getJsonArray("items");
        return String.valueOf(items.getJsonObject(0).getValue(member));
    }

    /** What the API lists and shows. */
    List<String> ofApi() {
        String visitor = first("/visitors?limit=1&temperature=hot", "visitor");
        return Stream.of(
                        "/events?limit=500",
                        "/events?name=" + EventName.SELDOM_NAME,
                        "/events?name=never_seen",
                        "/events?mark=staff",
                        "/events?visitor=" + visitor,
                        "/events/names",
                        "/events/counts",
                        "/rejected?limit=500",
                        "/rejected/reasons",
                        "/temperatures",
                        "/visitors?limit=500",
                        "/visitors?limit=500&temperature=warm",
                        "/visitors/" + visitor,
                        "/visitors/" + visitor + "/transitions",
                        "/tags?limit=500",
                        "/triggers?limit=500",
                        "/variables?limit=500",
                        "/folders",
                        "/event-checks",
                        "/environments",
                        "/versions?limit=500",
                        "/versions/1",
                        "/types",
                        "/workspace",
                        "/workspace/unused",
                        "/workspace/review",
                        "/diff?from=1")
                .map(apiBase::concat)
                .toList();
    }

    /** For a table: without what all addresses have in common. */
    String shortened(String path) {
        return path.replace(site, "…").replaceAll("cursor=[^&]+", "cursor=…");
    }
}
