package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import io.warmtag.account.Scope;
import io.warmtag.audit.AuditStore;
import io.warmtag.destination.Deliveries;
import io.warmtag.destination.Delivery;
import io.warmtag.web.HttpProblem;

/** {@code /sites/{site}/deliveries}: each request that left, and its answer. */
public final class DeliveriesApi implements ApiPart {
    private final Deliveries deliveries;
    private final AuditStore audit;

    public DeliveriesApi(Deliveries deliveries, AuditStore audit) {
        this.deliveries = deliveries;
        this.audit = audit;
    }

    @Override
    public void addTo(Endpoints endpoints) {
        endpoints.add(GET, "/sites/:site/deliveries", Scope.DESTINATIONS_READ, this::list);
        endpoints.add(GET, "/sites/:site/deliveries/:delivery", Scope.DESTINATIONS_READ, this::show);
        endpoints.add(POST, "/sites/:site/deliveries/:delivery/replay", Scope.DESTINATIONS_WRITE, this::replay);
    }

    private Future<Answer> list(Call call) {
        call.takesList("destination", "state");
        var filter = new Delivery.Filter(
                call.parameter("destination").map(text -> {
                    if (!text.matches("\\d{1,9}")) {
                        throw Call.bad("destination", "must be the number of a destination.");
                    }
                    return Integer.parseInt(text);
                }),
                call.parameter("state")
                        .map(text -> Delivery.State.ofWord(text)
                                .orElseThrow(() ->
                                        Call.bad("state", "must be one of waiting, delivered, dead, withheld."))));
        return deliveries
                .list(call.site(), filter, call.cursor(), call.limit())
                .map(page -> Answer.page(page.map(DestinationJson::delivery)));
    }

    private static long number(Call call) {
        String text = call.ctx().pathParam("delivery");
        if (!text.matches("\\d{1,18}")) {
            throw unknown(text);
        }
        return Long.parseLong(text);
    }

    private static HttpProblem unknown(Object number) {
        return new HttpProblem(404, "There is no delivery " + number + ".");
    }

    private Future<Answer> show(Call call) {
        call.takesOnly();
        long number = number(call);
        return deliveries
                .find(call.site(), number)
                .map(found -> found.map(whole -> Answer.of(DestinationJson.whole(whole)))
                        .orElseThrow(() -> unknown(number)));
    }

    private Future<Answer> replay(Call call) {
        call.takesOnly();
        long number = number(call);
        return deliveries.replay(call.site(), number).compose(done -> {
            if (!done) {
                throw new HttpProblem(
                        404,
                        "There is no dead or withheld delivery " + number + " of a destination that is still there.");
            }
            return audit.add(
                            call.caller().actor(),
                            "delivery.replay",
                            call.site().id(),
                            String.valueOf(number))
                    .map(Answer.DONE);
        });
    }
}
