package io.warmtag.collect;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.warmtag.container.EventStrictness;
import io.warmtag.event.Mark;
import io.warmtag.site.Site;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Makes events of what a known sender sent, and has them stored. One per event loop. */
final class Storing {
    private final Intake intake;
    private final EventStrictness strictness;
    private final AgentCache agents = new AgentCache();

    Storing(Intake intake, EventStrictness strictness) {
        this.intake = intake;
        this.strictness = strictness;
    }

    /** Succeeds after the commit, with an empty object when there is nothing to say. */
    Future<JsonObject> store(Call call, Site site, Batch batch, Sender sender) {
        UserAgent agent = agents.of(call.request().getHeader(HttpHeaders.USER_AGENT));
        boolean refusesAds = "1".equals(call.request().getHeader("Sec-GPC"));
        var granted = new Granted(site, batch.context(), refusesAds);
        Traces traces = intake.traces();
        String context =
                ContextJson.of(batch.context(), agent, call.address(), refusesAds, traces.cookies(call, granted));
        Mark mark = sender.keyed() ? Mark.PERSON : mark(call, site, agent);
        if (mark == Mark.PERSON && !sender.keyed()) {
            traces.note(call, granted, sender.visitor());
        }
        var made = new EventMaker(
                site,
                StrictBatch.held(batch, strictness.rules(site)),
                sender.visitor(),
                sender.keyed(),
                mark,
                call.received(),
                context,
                sender.owners());
        boolean wantsTemperature = batch.wantsTemperature() && mark == Mark.PERSON;
        return intake.take(made, sender.fresh(), wantsTemperature ? sender.visitor() : null, site);
    }

    private static Mark mark(Call call, Site site, UserAgent agent) {
        if (agent.bot()) {
            return Mark.BOT;
        }
        boolean staff = isStaff(call.request(), site)
                || site.staffNetworks().stream().anyMatch(network -> network.contains(call.address()));
        return staff ? Mark.STAFF : Mark.PERSON;
    }

    private static boolean isStaff(HttpServerRequest request, Site site) {
        String token = VisitorCookie.value(request, VisitorCookie.STAFF);
        return token != null
                && MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.UTF_8),
                        site.staffToken().getBytes(StandardCharsets.UTF_8));
    }
}
