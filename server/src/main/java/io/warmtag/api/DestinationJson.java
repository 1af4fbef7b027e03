package io.warmtag.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.destination.Delivery;
import io.warmtag.destination.DryRun;
import io.warmtag.destination.Health;
import io.warmtag.destination.Kinds.Kind;
import io.warmtag.destination.Lists;
import io.warmtag.destination.PeopleList;
import io.warmtag.destination.Reason;
import io.warmtag.destination.Setting;
import io.warmtag.destination.SettingsJson;
import io.warmtag.destination.Target;
import io.warmtag.event.VisitorId;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Destinations and deliveries as the API writes them. */
final class DestinationJson {
    private DestinationJson() {}

    static JsonObject kind(Kind kind) {
        var settings = new JsonArray();
        for (Setting setting : kind.destination().settings()) {
            settings.add(new JsonObject()
                    .put("name", setting.name())
                    .put("form", setting.kind().name().toLowerCase(Locale.ROOT))
                    .put("required", setting.required())
                    .put("choices", setting.choices().isEmpty() ? null : new JsonArray(setting.choices()))
                    .put("default", setting.isSecret() ? null : setting.otherwise()));
        }
        return new JsonObject()
                .put("kind", kind.id())
                .put("purpose", kind.destination().defaults().purpose())
                .put("settings", settings);
    }

    /** @param secrets names of those that are set */
    static JsonObject target(Target target, Health health, Collection<String> secrets) {
        JsonObject settings = SettingsJson.write(target.settings());
        return new JsonObject()
                .put("id", target.id())
                .put("kind", target.kind())
                .put("name", target.name())
                .put("state", target.state().word())
                .put("stopped", reason(target.stopped()))
                .put("sandbox", target.sandbox())
                .put("settings", settings.getJsonObject("values"))
                .put("secrets", new JsonArray(secrets.stream().sorted().toList()))
                .put("mapping", settings.getJsonArray("mapping"))
                .put("filter", settings.getJsonArray("filter"))
                .put("allow", settings.getJsonArray("allow"))
                .put("exclude", settings.getJsonArray("exclude"))
                .put("purpose", settings.getString("purpose"))
                .put("pace", settings.getJsonObject("pace"))
                .put("revision", target.revision())
                .put("health", health(health));
    }

    private static JsonObject health(Health health) {
        return new JsonObject()
                .put("waiting", health.waiting())
                .put("dead", health.dead())
                .put("delivered_24h", health.delivered())
                .put("sandboxed_24h", health.sandboxed())
                .put("withheld_24h", health.withheld())
                .put("average_ms", health.ms())
                .put("last_delivery", text(health.lastDelivery()))
                .put("failing_since", text(health.failingSince()))
                .put("failure", health.failingSince() == null ? null : reason(health.failure()))
                .put("next_try", text(health.nextTry()));
    }

    static JsonObject list(Lists.Standing list) {
        return new JsonObject()
                .put("outside", list.outside())
                .put("wanted", list.wanted())
                .put("told", list.told())
                .put("received", list.received())
                .put("invalid", list.invalid())
                .put("found", found(list.found()))
                .put("compared", text(list.full()))
                .put("next_comparison", text(list.next()));
    }

    static @Nullable JsonObject found(Lists.@Nullable Found found) {
        if (found == null) {
            return null;
        }
        PeopleList.Size size = found.size();
        return new JsonObject()
                .put("least", size.isCounted() ? size.least() : null)
                .put("most", size.isCounted() ? size.most() : null)
                .put("trouble", size.trouble())
                .put("at", found.at().toString());
    }

    static JsonObject delivery(Delivery delivery) {
        return new JsonObject()
                .put("number", delivery.number())
                .put("destination", delivery.destination())
                .put("event", delivery.event().toString())
                .put("name", delivery.name())
                .put("visitor", VisitorId.text(delivery.person()))
                .put(
                        "firing",
                        delivery.firing() == null ? null : delivery.firing().toString())
                .put("state", delivery.state().word())
                .put("attempts", delivery.attempts())
                .put("sandbox", delivery.sandbox())
                .put("reason", reason(delivery.why()))
                .put("created", delivery.created().toString())
                .put(
                        "next_try",
                        delivery.state() == Delivery.State.WAITING
                                ? delivery.due().toString()
                                : null)
                .put("done", text(delivery.done()));
    }

    static JsonObject whole(Delivery.Whole whole) {
        var attempts = new JsonArray();
        for (Delivery.Attempt attempt : whole.attempts()) {
            attempts.add(new JsonObject()
                    .put("at", attempt.at().toString())
                    .put("ms", attempt.ms())
                    .put("sandbox", attempt.sandbox())
                    .put("events", attempt.events())
                    .put("request", attempt.request())
                    .put("status", attempt.status())
                    .put("answer", attempt.answer())
                    .put("outcome", attempt.outcome())
                    .put("reason", reason(attempt.why())));
        }
        return delivery(whole.delivery())
                .put("time", whole.sent().time().toString())
                .put("data", whole.sent().data())
                .put("context", whole.sent().context())
                .put("tries", attempts);
    }

    static JsonObject dryRun(DryRun.Result result) {
        return new JsonObject()
                .put("event", result.event().id().toString())
                .put("name", result.event().name())
                .put("made_up", result.madeUp())
                .put("reason", reason(result.held()))
                .put("request", result.request())
                .put("sandbox_status", result.status())
                .put("sandbox_answer", result.answer());
    }

    private static @Nullable JsonObject reason(Optional<Reason> why) {
        return why.map(reason -> new JsonObject().put("code", reason.code()).put("detail", reason.detail()))
                .orElse(null);
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
