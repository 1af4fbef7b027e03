package io.warmtag.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.warmtag.account.Scope;
import io.warmtag.destination.Kinds;
import io.warmtag.event.RefusalCode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {
    private final JsonObject document = DocumentedAnswers.read();
    private ApiWorld world;

    @BeforeAll
    void start() {
        world = new ApiWorld();
    }

    @AfterAll
    void stop() {
        world.close();
    }

    @Test
    void isServedToWhoeverAsks() {
        var reply = world.server().get("/api/v1/openapi.json");
        assertEquals(200, reply.status());
        assertEquals(document, reply.json());
    }

    @Test
    void describesEveryRouteAndNoOther() {
        Router router = Router.router(world.data.vertx());
        world.routes.mount(router);
        Set<String> mounted = new TreeSet<>();
        for (Route route : router.getRoutes()) {
            Set<HttpMethod> methods = route.methods();
            if (methods != null) {
                String path = route.getPath().substring("/api/v1".length()).replaceAll(":(\\w+)", "{$1}");
                methods.forEach(method -> mounted.add(method.name() + " " + path));
            }
        }
        Set<String> described = new TreeSet<>();
        document.getJsonObject("paths")
                .forEach(path -> ((JsonObject) path.getValue())
                        .fieldNames()
                        .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertEquals(described, mounted);
    }

    @Test
    void namesTheScopesThatThereAre() {
        List<String> scopes = Arrays.stream(Scope.values()).map(Scope::code).toList();
        assertEquals(
                new JsonArray(scopes),
                document.getJsonObject("components")
                        .getJsonObject("schemas")
                        .getJsonObject("Scope")
                        .getJsonArray("enum"));
    }

    @Test
    void namesTheReasonsThatEventsAreRefusedFor() {
        var codes = new JsonArray();
        Arrays.stream(RefusalCode.values()).map(RefusalCode::code).forEach(codes::add);
        assertEquals(
                codes.addNull(),
                document.getJsonObject("components")
                        .getJsonObject("schemas")
                        .getJsonObject("RefusalCode")
                        .getJsonArray("enum"));
    }

    @Test
    void namesTheKindsOfDestinationsThatThereAre() {
        var kinds = new JsonArray();
        Kinds.real().all().forEach(kind -> kinds.add(kind.id()));
        assertEquals(
                kinds,
                document.getJsonObject("components")
                        .getJsonObject("schemas")
                        .getJsonObject("NewDestination")
                        .getJsonObject("properties")
                        .getJsonObject("kind")
                        .getJsonArray("enum"));
    }

    @Test
    void namesForEachOperationTheScopeThatItAsksFor() {
        String powerless = world.key(Set.of(Scope.EVENTS_WRITE), java.util.Optional.empty());
        document.getJsonObject("paths").forEach(path -> {
            JsonObject operations = (JsonObject) path.getValue();
            for (String method : operations.fieldNames()) {
                String scope = operations.getJsonObject(method).getString("x-scope");
                if (scope != null) {
                    String address = path.getKey().replaceAll("\\{\\w+}", "x");
                    var reply = world.call(method.toUpperCase(Locale.ROOT), address, powerless, null);
                    assertEquals(403, reply.status(), address);
                    assertTrue(reply.text().contains("scope " + scope + "."), method + " " + address + reply.text());
                }
            }
        });
    }
}
