package io.warmtag.tools.publish;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.tools.Api;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A site whose versions tell themselves apart in every part of their script: in the settings, in a tag's HTML, in a function,
 * and in which types are shipped at all.
 */
final class Marked {
    private static final Pattern VERSION = Pattern.compile("\"site\":\"WT-[0-9A-Z]+\",\"version\":(\\d{1,9})");
    private static final Pattern MARK = Pattern.compile("mark-(\\d{1,9})-");
    private static final String EVERY_OTHER = "\"tag.custom_image\":";

    private final Api api;
    private final String path;
    private final int variable;
    private final int html;
    private final int image;

    private Marked(Api api, String path, int variable, int html, int image) {
        this.api = api;
        this.path = path;
        this.variable = variable;
        this.html = html;
        this.image = image;
    }

    /** Lays the site's draft out; it must be new. */
    static Marked prepare(Api api, String site) {
        String path = "/api/v1/sites/" + site;
        int trigger = create(api, path + "/triggers", entity("All Pages", "page_view", new JsonObject()));
        int variable = create(api, path + "/variables", entity("Mark", "custom_javascript", function(0)));
        int html = create(api, path + "/tags", firing(entity("Marked", "custom_html", html(0)), trigger));
        var url = new JsonObject().put("url", "https://pixel.example/{{Mark}}");
        int image = create(api, path + "/tags", firing(entity("Every other", "custom_image", url), trigger));
        return new Marked(api, path, variable, html, image);
    }

    /** The same draft, changed and published by another node. */
    Marked through(Api other) {
        return new Marked(other, path, variable, html, image);
    }

    private static JsonObject entity(String name, String type, JsonObject params) {
        return new JsonObject().put("name", name).put("type", type).put("params", params);
    }

    private static JsonObject firing(JsonObject tag, int trigger) {
        return tag.put("firing", new JsonArray().add(trigger));
    }

    private static int create(Api api, String path, JsonObject entity) {
        return api.postJson(path, entity).getInteger("id");
    }

    private static JsonObject function(int version) {
        return new JsonObject().put("javascript", "function () { return 'mark-" + version + "-'; }");
    }

    private static JsonObject html(int version) {
        return new JsonObject().put("html", "<p>mark-" + version + "- {{Mark}}</p>");
    }

    /** Changes the draft into what is to be this version. */
    void draft(int version) {
        api.patch(path + "/variables/" + variable, new JsonObject().put("params", function(version)));
        api.patch(path + "/tags/" + html, new JsonObject().put("params", html(version)));
        api.patch(path + "/tags/" + image, new JsonObject().put("paused", version % 2 == 1));
    }

    /** Makes the version and releases it, as one click on Publish does. */
    void publish(int version) {
        int made = api.postJson(path + "/versions", new JsonObject()).getInteger("number");
        if (made != version) {
            throw new IllegalStateException("made version " + made + " instead of " + version);
        }
        api.post(path + "/environments/live/releases", new JsonObject().put("version", version));
    }

    /** The version that a script says it is; 0 before the first. */
    static int version(String script) {
        Matcher version = VERSION.matcher(script);
        return version.find() ? Integer.parseInt(version.group(1)) : 0;
    }

    /** What in a script is of another version than it says; empty when it is whole. */
    static Optional<String> mixture(String script) {
        int version = version(script);
        Matcher mark = MARK.matcher(script);
        int marks = 0;
        while (mark.find()) {
            marks++;
            if (Integer.parseInt(mark.group(1)) != version) {
                return Optional.of("version " + version + " with " + mark.group());
            }
        }
        int wanted = version == 0 ? 0 : 2;
        if (marks != wanted) {
            return Optional.of("version " + version + " with " + marks + " marks");
        }
        boolean withImage = version > 0 && version % 2 == 0;
        return script.contains(EVERY_OTHER) == withImage
                ? Optional.empty()
                : Optional.of("version " + version + (withImage ? " without" : " with") + " the image's part");
    }
}
