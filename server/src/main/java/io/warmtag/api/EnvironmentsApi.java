package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.container.Environment;
import io.warmtag.publish.Publishing;
import io.warmtag.publish.Snippet;
import io.warmtag.site.Site;
import io.warmtag.web.BaseUrl;
import io.warmtag.web.HttpProblem;

/** {@code /sites/{site}/environments}: where versions are served. Releasing an older one is going back. */
final class EnvironmentsApi {
    private static final String PATH = "/sites/:site/environments";

    private final ContainerServices services;
    private final BaseUrl baseUrl;

    EnvironmentsApi(ContainerServices services, BaseUrl baseUrl) {
        this.services = services;
        this.baseUrl = baseUrl;
    }

    void addTo(Endpoints endpoints) {
        endpoints.add(GET, PATH, Scope.CONTAINER_READ, this::list);
        endpoints.add(POST, PATH, Scope.CONTAINER_PUBLISH, this::create);
        endpoints.add(DELETE, PATH + "/:environment", Scope.CONTAINER_PUBLISH, this::delete);
        endpoints.add(POST, PATH + "/:environment/token", Scope.CONTAINER_PUBLISH, this::changeToken);
        endpoints.add(GET, PATH + "/:environment/releases", Scope.CONTAINER_READ, this::releases);
        endpoints.add(POST, PATH + "/:environment/releases", Scope.CONTAINER_PUBLISH, this::release);
    }

    private Future<Answer> list(Call call) {
        call.takesOnly();
        Site site = call.site();
        return services.environments()
                .of(site)
                .map(all -> Answer.all(all.stream()
                        .map(environment -> json(call, site, environment))
                        .toList()));
    }

    private JsonObject json(Call call, Site site, Environment environment) {
        String base = baseUrl.of(call.ctx().request());
        return ContainerJson.environment(environment, Snippet.scriptUrl(site, base, environment));
    }

    private Future<Answer> create(Call call) {
        call.takesOnly();
        Site site = call.site();
        var input = new Input(call.body());
        String name = input.text("name", input.required("name", ""));
        if (input.has("name") && !Environment.isName(name)) {
            input.wrong("name", "must be 1 to 40 letters, digits, - or _.");
        }
        input.refuseOthers();
        input.check();
        return services.environments()
                .add(site, name, call.caller().actor())
                .compose(added -> added.isEmpty()
                        ? Future.failedFuture(new HttpProblem(
                                409, "There is an environment " + name + " already. Choose another name."))
                        : Future.succeededFuture(Answer.created(
                                Endpoints.BASE + "/sites/" + site.publicId() + "/environments/" + name,
                                json(call, site, added.get()))));
    }

    private Future<Answer> delete(Call call) {
        call.takesOnly();
        String name = name(call);
        if (name.equals(Environment.LIVE) || name.equals(Environment.STAGING)) {
            throw new HttpProblem(409, "The environment " + name + " stays; only own ones can be deleted.");
        }
        return services.environments()
                .remove(call.site(), name, call.caller().actor())
                .compose(removed -> removed ? Future.succeededFuture(Answer.DONE) : Future.failedFuture(missing(call)));
    }

    private Future<Answer> changeToken(Call call) {
        call.takesOnly();
        Site site = call.site();
        return services.environments()
                .changeToken(site, name(call), call.caller().actor())
                .compose(changed -> changed.isEmpty()
                        ? Future.failedFuture(missing(call))
                        : Future.succeededFuture(Answer.of(json(call, site, changed.get()))));
    }

    private Future<Answer> releases(Call call) {
        call.takesList();
        return services.environments()
                .find(call.site(), name(call))
                .compose(found -> found.isEmpty()
                        ? Future.failedFuture(missing(call))
                        : services.environments().releases(found.get(), call.cursor(), call.limit()))
                .map(page -> Answer.page(page.map(ContainerJson::release)));
    }

    /** 201 with a new release; 200 when this version is served already. */
    private Future<Answer> release(Call call) {
        call.takesOnly();
        Site site = call.site();
        var input = new Input(call.body());
        int version = (int) input.whole("version", input.required("version", 0L));
        input.refuseOthers();
        input.check();
        return services.publishing()
                .release(site, name(call), version, call.caller().actor())
                .compose(released -> released.isEmpty()
                        ? Future.failedFuture(new HttpProblem(
                                404, "There is no environment " + name(call) + ", or no version " + version + "."))
                        : Future.succeededFuture(answer(call, site, released.get())));
    }

    private Answer answer(Call call, Site site, Publishing.Released released) {
        JsonObject body = json(call, site, released.environment());
        String releases = "/environments/" + released.environment().name() + "/releases";
        return released.isNew()
                ? Answer.created(Endpoints.BASE + "/sites/" + site.publicId() + releases, body)
                : Answer.of(body);
    }

    private static String name(Call call) {
        return call.ctx().pathParam("environment");
    }

    private static HttpProblem missing(Call call) {
        return new HttpProblem(404, "There is no environment " + name(call) + ".");
    }
}
