package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.ApiKey;
import io.warmtag.account.ApiKeys;
import io.warmtag.account.Caller;
import io.warmtag.account.Scope;
import io.warmtag.audit.AuditStore;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import io.warmtag.web.HttpProblem;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /keys}: who may use this API. Nobody gives a key more than his own key may. */
final class KeysApi {
    private final ApiKeys keys;
    private final SiteDirectory sites;
    private final AuditStore audit;

    KeysApi(ApiKeys keys, SiteDirectory sites, AuditStore audit) {
        this.keys = keys;
        this.sites = sites;
        this.audit = audit;
    }

    void addTo(Endpoints endpoints) {
        endpoints.add(GET, "/keys", Scope.KEYS_READ, this::list);
        endpoints.add(POST, "/keys", Scope.KEYS_WRITE, this::create);
        endpoints.add(DELETE, "/keys/:key", Scope.KEYS_WRITE, this::revoke);
    }

    private Future<Answer> list(Call call) {
        call.takesList();
        return keys.list(call.caller().site(), call.cursor(), call.limit())
                .map(page -> Answer.page(page.map(this::json)));
    }

    private Future<Answer> create(Call call) {
        call.takesOnly();
        Caller caller = call.caller();
        var input = new Input(call.body());
        String name = input.text("name", input.required("name", "")).trim();
        if (input.has("name") && (name.isEmpty() || name.length() > 100)) {
            input.wrong("name", "must have 1 to 100 characters.");
        }
        Set<Scope> scopes = scopes(input);
        String site = input.text("site", () -> "");
        input.refuseOthers();
        input.check();
        for (Scope scope : scopes) {
            if (!caller.may(scope)) {
                throw new HttpProblem(403, "This key lacks the scope " + scope.code() + " and can't give it.");
            }
        }
        Optional<Integer> only =
                site.isEmpty() ? caller.site() : Optional.of(call.site(site).id());
        return keys.create(name, only, scopes, caller.actor())
                .compose(created -> note(call, "key.create", created.key())
                        .map(noted -> Answer.created(
                                Endpoints.BASE + "/keys/" + created.key().id(),
                                json(created.key()).put("key", created.secret().value()))));
    }

    private static Set<Scope> scopes(Input input) {
        List<String> codes = input.texts("scopes", input.required("scopes", List.of()));
        if (input.has("scopes") && codes.isEmpty()) {
            input.wrong("scopes", "must name at least one of " + codes() + ".");
        }
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String code : codes) {
            Scope.ofCode(code)
                    .ifPresentOrElse(
                            scopes::add,
                            () -> input.wrong("scopes", "\"" + code + "\" is no scope. There are " + codes() + "."));
        }
        return scopes;
    }

    private static String codes() {
        return String.join(", ", Arrays.stream(Scope.values()).map(Scope::code).toList());
    }

    private Future<Answer> revoke(Call call) {
        call.takesOnly();
        String id = call.ctx().pathParam("key");
        var unknown = new HttpProblem(404, "There is no key " + id + ".");
        if (!id.matches("\\d{1,9}")) {
            throw unknown;
        }
        return keys.revoke(Integer.parseInt(id), call.caller().site())
                .compose(key -> key.map(
                                revoked -> note(call, "key.revoke", revoked).map(Answer.DONE))
                        .orElseGet(() -> Future.failedFuture(unknown)));
    }

    private Future<Void> note(Call call, String action, ApiKey key) {
        return audit.add(call.caller().actor(), action, key.site().orElse(null), key.name());
    }

    private JsonObject json(ApiKey key) {
        return new JsonObject()
                .put("id", key.id())
                .put("name", key.name())
                .put("prefix", key.prefix())
                .put("site", key.site().flatMap(sites::find).map(Site::publicId).orElse(null))
                .put(
                        "scopes",
                        new JsonArray(key.scopes().stream().map(Scope::code).toList()))
                .put("created_by", key.createdBy())
                .put("created_at", key.createdAt().toString())
                .put("last_used_at", text(key.lastUsedAt()))
                .put("revoked_at", text(key.revokedAt()));
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
