package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.warmtag.db.Database;
import io.warmtag.db.News;
import io.warmtag.occasion.Flood;
import io.warmtag.site.SiteDirectory;
import java.util.List;
import java.util.function.LongSupplier;

/** The rules at work on this node: what listens, what decides, what is done when it is due. */
public final class Engine {
    private final RuleDirectory directory;
    private final Firings firings;
    private final Timers timers;

    /** What rules need of others: to ask, to act, and to know when to stand back. */
    public record Parts(
            Conditions conditions, AudienceMembers members, OfferAction offers, SendAction sends, Flood flood) {}

    /** @param clock ms */
    public Engine(Vertx vertx, Database database, News news, SiteDirectory sites, Parts parts, LongSupplier clock) {
        this.directory = new RuleDirectory(new RuleStore(database), news);
        var deciding = new Deciding(sites, parts.conditions);
        this.firings = new Firings(directory, deciding);
        this.timers = new Timers(
                vertx,
                database,
                List.of(
                        new Waits(directory, deciding),
                        new Runs<>(new AudienceRuns(directory, parts.members, deciding)),
                        new Runs<>(new ProductRuns(directory, deciding)),
                        new Dates(directory, sites, deciding),
                        new DueSteps(sites, parts.offers, parts.sends)),
                parts.flood,
                clock);
        deciding.onFiring(timers::wake);
    }

    public Future<Void> start() {
        return directory.start().onSuccess(read -> timers.start());
    }

    public void stop() {
        timers.stop();
    }

    /** Says what is wanted, and knows which rules act. */
    public RuleDirectory directory() {
        return directory;
    }

    public Firings firings() {
        return firings;
    }
}
