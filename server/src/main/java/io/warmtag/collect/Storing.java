package io.warmtag.collect;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.warmtag.campaign.OpenOffers;
import io.warmtag.container.EventStrictness;
import io.warmtag.event.Mark;
import io.warmtag.site.Site;
import io.warmtag.web.CountryHeader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.UUID;

/** Makes events of what a known sender sent, and has them stored. One per event loop. */
final class Storing {
    // Contact data is kept for whoever let it be used, which is a purpose of its own.
    private static final String CONTACT = "ad_user_data";

    private final Intake intake;
    private final EventStrictness strictness;
    private final CountryHeader countries;
    private final AgentCache agents = new AgentCache();

    Storing(Intake intake, EventStrictness strictness, CountryHeader countries) {
        this.intake = intake;
        this.strictness = strictness;
        this.countries = countries;
    }

    /** Succeeds after the commit, with an empty object when there is nothing to say. */
    Future<JsonObject> store(Call call, Site site, Batch batch, Sender sender) {
        Visiting visiting = Visiting.of(call, batch, sender, countries);
        UserAgent agent = agents.of(visiting.userAgent());
        boolean refusesAds = call.refusesAds();
        var granted = new Granted(site, batch.context(), refusesAds, sender.keyed());
        Traces traces = intake.traces();
        String context = ContextJson.of(
                batch.context(),
                agent,
                visiting.address(),
                visiting.country(),
                refusesAds,
                sender.keyed(),
                traces.cookies(call, granted));
        Mark mark = sender.keyed() ? Mark.PERSON : mark(call, site, agent);
        var made = new EventMaker(
                site,
                StrictBatch.held(batch, strictness.rules(site)),
                sender,
                granted.grants(CONTACT),
                mark,
                call.received(),
                context);
        if (mark == Mark.PERSON) {
            traces.note(visiting, granted, sender.keyed() ? made.onlyVisitor() : sender.visitor(), call.received());
        }
        boolean wantsTemperature = batch.wantsTemperature() && mark == Mark.PERSON;
        // Pages ask with each batch; an offer is a matter of page views, and of who let himself be addressed in person.
        boolean wantsOffers = batch.wantsOffers() && batch.hasPageView() && granted.grants(OpenOffers.PURPOSE);
        var wants = new Intake.Wants(wantsTemperature ? sender.visitor() : null, wantsOffers ? sender.visitor() : null);
        return intake.take(made, sender.fresh(), wants, site);
    }

    /** Keeps that somebody has taken something back, if it is news; succeeds after the commit. */
    Future<Void> withdraw(Call call, Site site, ConsentAnswer answer, UUID visitor) {
        Withdrawals withdrawals = intake.withdrawals();
        return withdrawals.isNews(site.id(), visitor, answer.refused()).compose(news -> {
            if (!news) {
                return Future.succeededFuture();
            }
            var sender = new Sender(visitor, false, false, Map.of(), Map.of());
            Mark mark = mark(call, site, agents.of(call.request().getHeader(HttpHeaders.USER_AGENT)));
            return withdrawals
                    .forget(site.id(), visitor, answer.refused())
                    .compose(forgotten -> intake.take(
                            answer.record(site, sender, mark, call.received()), false, Intake.Wants.NOTHING, site))
                    .mapEmpty();
        });
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
