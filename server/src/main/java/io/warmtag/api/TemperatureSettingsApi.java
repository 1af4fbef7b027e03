package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.PUT;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.audit.AuditStore;
import io.warmtag.site.Site;
import io.warmtag.visitor.ModelSettingsStore;
import io.warmtag.visitor.SettingsJson;
import io.warmtag.visitor.SettingsVersion;
import io.warmtag.visitor.SettingsVersionStore;
import io.warmtag.visitor.model.ModelSettings;
import java.time.Clock;

/** {@code /sites/{site}/settings/temperature}: what makes somebody warm or hot. */
final class TemperatureSettingsApi {
    private final ModelSettingsStore settings;
    private final SettingsVersionStore versions;
    private final AuditStore audit;
    private final Clock clock;

    TemperatureSettingsApi(ModelSettingsStore settings, SettingsVersionStore versions, AuditStore audit, Clock clock) {
        this.settings = settings;
        this.versions = versions;
        this.audit = audit;
        this.clock = clock;
    }

    void addTo(Endpoints endpoints) {
        endpoints.add(GET, "/sites/:site/settings/temperature", Scope.SETTINGS_READ, this::show);
        endpoints.add(PUT, "/sites/:site/settings/temperature", Scope.SETTINGS_WRITE, this::save);
        endpoints.add(GET, "/sites/:site/settings/temperature/versions", Scope.SETTINGS_READ, this::versions);
    }

    private Future<Answer> show(Call call) {
        call.takesOnly();
        return Future.succeededFuture(Answer.of(current(call.site())));
    }

    private JsonObject current(Site site) {
        ModelSettings now = settings.history(site.id()).at(clock.millis());
        return new JsonObject().put("version", now.version()).put("settings", SettingsJson.write(now));
    }

    private Future<Answer> save(Call call) {
        call.takesOnly();
        Site site = call.site();
        var wanted = TemperatureSettingsJson.read(call.body());
        String actor = call.caller().actor();
        return settings.save(site.id(), wanted.settings(), wanted.fromBeginning(), actor)
                .compose(version -> audit.add(actor, "settings.temperature", site.id(), "version " + version)
                        .map(noted -> Answer.of(new JsonObject()
                                .put("version", version)
                                .put("settings", SettingsJson.write(wanted.settings())))));
    }

    private Future<Answer> versions(Call call) {
        call.takesList();
        return versions.list(call.site(), call.cursor(), call.limit())
                .map(page -> Answer.page(page.map(TemperatureSettingsApi::json)));
    }

    private static JsonObject json(SettingsVersion version) {
        return new JsonObject()
                .put("version", version.version())
                .put(
                        "effective_from",
                        version.effectiveFrom() == null
                                ? null
                                : version.effectiveFrom().toString())
                .put("author", version.author())
                .put("created_at", version.createdAt().toString())
                .put("settings", version.settings());
    }
}
