package io.warmtag.tools.fill;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.tools.traffic.Persona;
import io.warmtag.tools.traffic.Plan;
import io.warmtag.tools.traffic.Shop;
import io.warmtag.tools.traffic.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What stands in events' data and contexts: what the demo shop's visitors send, in some hundred variants. */
final class Shapes {
    private static final int STEPS = 20_000;
    private static final int MOST_VARIANTS = 200;
    private static final String TRANSACTION = "R-transaction";

    private final List<List<byte[]>> data = new ArrayList<>();
    private final List<byte[]> contexts = new ArrayList<>();

    /** @param origin of the shop's pages */
    Shapes(String origin, long seed) throws IOException {
        Map<String, List<byte[]>> seen = new HashMap<>();
        var plan = new Plan(seed, 200, Shop.packed());
        for (int i = 0; i < STEPS; i++) {
            Step step = plan.next();
            step.acts().forEach(act -> add(seen.computeIfAbsent(act.name(), name -> new ArrayList<>()), data(act)));
            if (!step.title().isEmpty()) {
                add(contexts, context(origin, step, i));
            }
        }
        for (String name : EventName.ALL) {
            data.add(seen.getOrDefault(name, own(name)));
        }
    }

    private static void add(List<byte[]> variants, JsonObject json) {
        if (variants.size() < MOST_VARIANTS) {
            variants.add(json.encode().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static JsonObject data(Step.Act act) {
        JsonObject data = act.data().copy();
        return data.containsKey("transaction_id") ? data.put("transaction_id", TRANSACTION) : data;
    }

    private static JsonObject context(String origin, Step step, int number) {
        Persona persona = step.persona();
        boolean phone = !persona.screen().startsWith("1920");
        return new JsonObject()
                .put("url", origin + step.path())
                .put("referrer", persona.referrer())
                .put("title", step.title())
                .put("language", persona.language())
                .put("screen", persona.screen())
                .put("browser", persona.userAgent().contains("Firefox") ? "firefox" : "chrome")
                .put("system", phone ? "android" : "windows")
                .put("device", phone ? "mobile" : "desktop")
                .put("ip", "103.87." + number % 250 + ".0")
                .put("consent", new JsonObject().put("ad_storage", "granted").put("analytics_storage", "granted"));
    }

    private static List<byte[]> own(String name) {
        var variants = new ArrayList<byte[]>();
        for (int i = 0; i < 20; i++) {
            add(
                    variants,
                    new JsonObject()
                            .put("label", name + " " + i)
                            .put("value", 100 * i)
                            .put("items", new JsonArray().add(new JsonObject().put("item_id", "SKU_" + i))));
        }
        return variants;
    }

    byte[] data(long moment) {
        List<byte[]> variants = data.get(Moment.name(moment));
        byte[] text = variants.get(Moment.draw(moment, 1, variants.size()));
        return Moment.name(moment) == EventName.PURCHASE
                ? new String(text, StandardCharsets.UTF_8)
                        .replace(TRANSACTION, Moment.transaction(moment))
                        .getBytes(StandardCharsets.UTF_8)
                : text;
    }

    byte[] context(long moment) {
        return contexts.get(Moment.draw(moment, 2, contexts.size()));
    }
}
