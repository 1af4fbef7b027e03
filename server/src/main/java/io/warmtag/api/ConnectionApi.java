package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.GET;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.destination.Connection;
import io.warmtag.destination.DestinationServices;
import io.warmtag.destination.Target;
import io.warmtag.site.Site;
import io.warmtag.web.HttpProblem;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** {@code /sites/{site}/destinations/{destination}/connection}: which steps of a connection to Meta were seen to work. */
public final class ConnectionApi implements ApiPart {
    private final DestinationServices services;
    private final Function<Site, Future<Map<UUID, Instant>>> pixel;

    /** @param pixel the events at which a browser of a site was seen to call Meta's pixel, and when */
    public ConnectionApi(DestinationServices services, Function<Site, Future<Map<UUID, Instant>>> pixel) {
        this.services = services;
        this.pixel = pixel;
    }

    @Override
    public void addTo(Endpoints endpoints) {
        endpoints.add(GET, DestinationsApi.ONE + "/connection", Scope.DESTINATIONS_READ, this::show);
    }

    private Future<Answer> show(Call call) {
        call.takesOnly();
        Target target = DestinationsApi.find(services, call);
        if (!Connection.isOf(target)) {
            throw new HttpProblem(404, "Destination " + target.id() + " is no connection to Meta's Conversions API.");
        }
        return pixel.apply(call.site())
                .compose(seen -> services.connection().of(call.site(), target, seen))
                .map(steps -> Answer.all(steps.stream().map(ConnectionApi::json).toList()));
    }

    private static JsonObject json(Connection.Step step) {
        return new JsonObject()
                .put("step", step.code())
                .put("seen", step.seen().map(Instant::toString).orElse(null))
                .put("audiences", step.lists().stream().map(ConnectionApi::json).toList());
    }

    private static JsonObject json(Connection.Filled filled) {
        return new JsonObject()
                .put("destination", filled.list())
                .put("name", filled.name())
                .put("found", DestinationJson.found(filled.found()));
    }
}
