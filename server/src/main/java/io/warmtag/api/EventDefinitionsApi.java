package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.PUT;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.container.EventChecks;
import io.warmtag.site.Site;
import java.time.Instant;
import java.util.Map;

/** How the definitions of events fit what arrives, and whether a site takes only defined ones. */
final class EventDefinitionsApi {
    private final ContainerServices services;

    EventDefinitionsApi(ContainerServices services) {
        this.services = services;
    }

    void addTo(Endpoints endpoints) {
        endpoints.add(GET, "/sites/:site/event-checks", Scope.CONTAINER_READ, this::checks);
        endpoints.add(GET, "/sites/:site/settings/events", Scope.SETTINGS_READ, this::settings);
        endpoints.add(PUT, "/sites/:site/settings/events", Scope.SETTINGS_WRITE, this::change);
    }

    private Future<Answer> checks(Call call) {
        call.takesOnly();
        Site site = call.site();
        return services.workspaces()
                .draft(site)
                .compose(draft -> services.checks()
                        .report(site, draft.workspace().content().events()))
                .map(report -> Answer.of(new JsonObject()
                        .put(
                                "definitions",
                                new JsonArray(report.checks().stream()
                                        .map(EventDefinitionsApi::check)
                                        .toList()))
                        .put(
                                "undefined",
                                new JsonArray(report.undefined().stream()
                                        .map(EventDefinitionsApi::undefined)
                                        .toList()))));
    }

    private static JsonObject check(EventChecks.Check check) {
        return new JsonObject()
                .put("id", check.definition().id())
                .put("name", check.definition().name())
                .put("seen", check.seen())
                .put("last", check.last().map(Instant::toString).orElse(null))
                .put("checked", check.checked())
                .put("missing", counts(check.missing()))
                .put("wrong_type", counts(check.wrong()));
    }

    private static JsonObject counts(Map<String, Integer> counts) {
        var json = new JsonObject();
        counts.forEach(json::put);
        return json;
    }

    private static JsonObject undefined(EventChecks.Undefined undefined) {
        return new JsonObject()
                .put("name", undefined.name())
                .put("seen", undefined.seen())
                .put("last", undefined.last().toString());
    }

    private Future<Answer> settings(Call call) {
        call.takesOnly();
        return Future.succeededFuture(answer(services.strictness().isStrict(call.site())));
    }

    private Future<Answer> change(Call call) {
        call.takesOnly();
        var input = new Input(call.body());
        boolean strict = input.flag("strict", input.required("strict", false));
        input.refuseOthers();
        input.check();
        return services.strictness()
                .change(call.site(), strict, call.caller().actor())
                .map(done -> answer(strict));
    }

    private static Answer answer(boolean strict) {
        return Answer.of(new JsonObject().put("strict", strict));
    }
}
