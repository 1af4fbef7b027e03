package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.GET;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.audit.AuditEntry;
import io.warmtag.audit.AuditFilter;
import io.warmtag.audit.AuditKind;
import io.warmtag.audit.AuditStore;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code /audit} and {@code /sites/{site}/audit}: who changed what. */
final class AuditApi {
    private final AuditStore audit;
    private final SiteDirectory sites;

    AuditApi(AuditStore audit, SiteDirectory sites) {
        this.audit = audit;
        this.sites = sites;
    }

    void addTo(Endpoints endpoints) {
        // A key of one site learns nothing of the others.
        endpoints.add(
                GET,
                "/audit",
                Scope.AUDIT_READ,
                call -> list(call, call.caller().site()));
        endpoints.add(
                GET,
                "/sites/:site/audit",
                Scope.AUDIT_READ,
                call -> list(call, Optional.of(call.site().id())));
    }

    private Future<Answer> list(Call call, Optional<Integer> site) {
        call.takesList("actor", "kind");
        var filter = new AuditFilter(
                site, call.parameter("actor"), call.parameter("kind").map(AuditApi::kind));
        return audit.list(filter, call.cursor(), call.limit()).map(page -> Answer.page(page.map(this::json)));
    }

    private static AuditKind kind(String code) {
        return AuditKind.ofCode(code)
                .orElseThrow(() -> Call.bad(
                        "kind",
                        "must be one of "
                                + Stream.of(AuditKind.values())
                                        .map(AuditKind::code)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private JsonObject json(AuditEntry entry) {
        return new JsonObject()
                .put("number", entry.number())
                .put("at", entry.at().toString())
                .put("actor", entry.actor())
                .put("action", entry.action())
                .put(
                        "site",
                        Optional.ofNullable(entry.site())
                                .flatMap(sites::find)
                                .map(Site::publicId)
                                .orElse(null))
                .put("subject", entry.subject());
    }
}
