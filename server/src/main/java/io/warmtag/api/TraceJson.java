package io.warmtag.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.preview.Fate;
import io.warmtag.preview.Trace;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** What pages under a preview did and why, in answers. */
final class TraceJson {
    private TraceJson() {}

    /** @param fates what the server did with the events, by their ids */
    static JsonObject of(Trace trace, Map<UUID, Fate> fates) {
        return new JsonObject()
                .put("outdated", trace.isOutdated())
                .put("faults", new JsonArray(trace.faults()))
                .put(
                        "pages",
                        list(
                                trace.pages(),
                                page -> new JsonObject()
                                        .put("id", page.id())
                                        .put("at", page.at().toString())
                                        .put("url", page.url())
                                        .put("title", page.title())
                                        .put("steps", list(page.steps(), step -> step(step, fates)))));
    }

    private static <T> JsonArray list(List<T> all, Function<T, JsonObject> json) {
        return new JsonArray(all.stream().map(json).toList());
    }

    private static JsonObject step(Trace.Step step, Map<UUID, Fate> fates) {
        var consent = new JsonObject();
        step.consent().forEach(line -> consent.put(line.type(), line.state()));
        return new JsonObject()
                .put("number", step.number())
                .put("name", step.name())
                .put("at", step.at().toString())
                .put("tags", list(step.tags(), TraceJson::tag))
                .put(
                        "variables",
                        list(
                                step.variables(),
                                variable -> new JsonObject()
                                        .put("id", variable.id())
                                        .put("name", variable.name())
                                        .put("type", variable.type())
                                        .put("value", variable.value())))
                .put("consent", consent)
                .put("data_layer", step.texts().dataLayer())
                .put("data", step.texts().data())
                .put("errors", new JsonArray(step.errors()))
                .put("events", list(step.sent(), sent -> sent(sent, fates)));
    }

    private static JsonObject tag(Trace.TagLine tag) {
        return new JsonObject()
                .put("id", tag.id())
                .put("name", tag.name())
                .put("type", tag.type())
                .put("status", tag.state())
                .put("detail", tag.detail())
                .put("firing", list(tag.firing(), TraceJson::trigger))
                .put("blocking", list(tag.blocking(), TraceJson::trigger));
    }

    private static JsonObject trigger(Trace.TriggerLine trigger) {
        return new JsonObject()
                .put("id", trigger.id())
                .put("name", trigger.name())
                .put("type", trigger.type())
                .put("state", trigger.state())
                .put(
                        "conditions",
                        list(
                                trigger.conditions(),
                                condition -> new JsonObject()
                                        .put("left", condition.left())
                                        .put("value", condition.value())
                                        .put("operator", condition.operator())
                                        .put("negate", condition.negate())
                                        .put("wanted", condition.wanted())
                                        .put("result", condition.result())));
    }

    private static JsonObject sent(Trace.Sent sent, Map<UUID, Fate> fates) {
        Fate fate = fates.entrySet().stream()
                .filter(each -> each.getKey().toString().equals(sent.id()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        return new JsonObject()
                .put("id", sent.id())
                .put("name", sent.name())
                .put("state", fate == null ? "waits" : fate.state())
                .put("reason", fate == null ? "" : fate.reason())
                .put("temperature_before", fate == null ? null : fate.before())
                .put("temperature_after", fate == null ? null : fate.after());
    }
}
