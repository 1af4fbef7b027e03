package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.PATCH;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.audit.AuditStore;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.publish.Containers;
import io.warmtag.publish.Snippet;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import io.warmtag.site.SiteDraft;
import io.warmtag.web.BaseUrl;
import io.warmtag.web.HttpProblem;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@code /sites}: what there is, its settings, and what a shop puts into its pages. */
final class SitesApi {
    private final SiteDirectory sites;
    private final Containers containers;
    private final Snippet snippet;
    private final BaseUrl baseUrl;
    private final AuditStore audit;

    SitesApi(SiteDirectory sites, Containers containers, Snippet snippet, BaseUrl baseUrl, AuditStore audit) {
        this.sites = sites;
        this.containers = containers;
        this.snippet = snippet;
        this.baseUrl = baseUrl;
        this.audit = audit;
    }

    void addTo(Endpoints endpoints) {
        endpoints.add(GET, "/sites", Scope.SITES_READ, this::list);
        endpoints.add(POST, "/sites", Scope.SITES_WRITE, this::create);
        endpoints.add(GET, "/sites/:site", Scope.SITES_READ, this::show);
        endpoints.add(PATCH, "/sites/:site", Scope.SITES_WRITE, this::change);
        endpoints.add(GET, "/sites/:site/snippet", Scope.SITES_READ, this::snippet);
        endpoints.add(GET, "/sites/:site/staff-link", Scope.SITES_WRITE, this::staffLink);
    }

    private Future<Answer> list(Call call) {
        call.takesList();
        int limit = call.limit();
        long after = call.parameter("cursor").isPresent() ? call.cursor().number() : 0;
        List<Site> found = sites.all().stream()
                .filter(site -> call.caller().sees(site.id()) && site.id() > after)
                .sorted(Comparator.comparing(Site::id))
                .limit(limit + 1L)
                .toList();
        return Future.succeededFuture(
                Answer.page(Page.of(found, limit, site -> Keyset.of(site.id())).map(SiteJson::write)));
    }

    private Future<Answer> create(Call call) {
        call.takesOnly();
        if (call.caller().site().isPresent()) {
            throw new HttpProblem(403, "This key is for one site and can't create others.");
        }
        SiteDraft draft = SiteJson.readNew(call.body());
        return sites.create(draft)
                .compose(site -> note(call, "site.create", site))
                .map(site -> Answer.created(Endpoints.BASE + "/sites/" + site.publicId(), SiteJson.write(site)));
    }

    private Future<Answer> show(Call call) {
        call.takesOnly();
        return Future.succeededFuture(Answer.of(SiteJson.write(call.site())));
    }

    private Future<Answer> change(Call call) {
        call.takesOnly();
        Site site = call.site();
        return sites.update(site, SiteJson.readChange(call.body(), site))
                .compose(changed -> note(call, "site.update", changed))
                .map(changed -> Answer.of(SiteJson.write(changed)));
    }

    private Future<Answer> snippet(Call call) {
        call.takesOnly("nonce");
        Site site = call.site();
        Optional<String> nonce = call.parameter("nonce");
        String base = baseUrl.of(call.ctx().request());
        return containers
                .live(site, Optional.empty())
                .map(script -> Answer.of(new JsonObject()
                        .put("head", snippet.html(site, base, nonce))
                        .put("body", snippet.noscript(site, base).orElse(""))
                        .put("script", Snippet.scriptUrl(site, base))
                        .put("exact_script", Snippet.scriptUrl(site, base, script))
                        .put("integrity", script.integrity())));
    }

    private Future<Answer> staffLink(Call call) {
        call.takesOnly();
        Site site = call.site();
        String link = Snippet.staffUrl(site, baseUrl.of(call.ctx().request()));
        return Future.succeededFuture(Answer.of(new JsonObject().put("on", link).put("off", link + "?off=1")));
    }

    private Future<Site> note(Call call, String action, Site site) {
        return audit.add(call.caller().actor(), action, site.id(), site.publicId())
                .map(site);
    }
}
