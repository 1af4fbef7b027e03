package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.GET;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.catalog.Message;
import io.warmtag.install.Finding;
import io.warmtag.install.Verification;
import io.warmtag.site.Site;
import io.warmtag.web.BaseUrl;
import io.warmtag.web.HttpProblem;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code /sites/{site}/installation}: what a page of the site makes of the snippet, and which version its visitors get. */
final class InstallationApi {
    private final ContainerServices services;
    private final BaseUrl baseUrl;

    InstallationApi(ContainerServices services, BaseUrl baseUrl) {
        this.services = services;
        this.baseUrl = baseUrl;
    }

    void addTo(Endpoints endpoints) {
        endpoints.add(GET, "/sites/:site/installation", Scope.CONTAINER_READ, this::check);
    }

    private Future<Answer> check(Call call) {
        call.takesOnly("page");
        Site site = call.site();
        String text = call.parameter("page")
                .orElseGet(() -> Verification.home(site, baseUrl.of(call.ctx().request())));
        URI page = Verification.ownPage(site, text)
                .orElseThrow(() -> new HttpProblem(
                        400,
                        "Parameter page must be the http or https address of a page on one of the site's domains."));
        return services.verification().of(site, page).map(findings -> Answer.of(json(page, findings)));
    }

    private JsonObject json(URI page, List<Finding> findings) {
        return new JsonObject()
                .put("page", page.toString())
                .put("findings", new JsonArray(findings.stream().map(this::json).toList()));
    }

    private JsonObject json(Finding finding) {
        var message = new Message("check." + finding.code(), Map.copyOf(finding.values()));
        return new JsonObject()
                .put("level", finding.level().name().toLowerCase(Locale.ROOT))
                .put("code", finding.code())
                .put("text", services.sentences().text("en", message));
    }
}
