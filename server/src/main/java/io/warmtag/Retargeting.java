package io.warmtag;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.warmtag.api.ApiPart;
import io.warmtag.api.RulesApi;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.console.Console;
import io.warmtag.console.RulePages;
import io.warmtag.console.RulesPages;
import io.warmtag.container.Sentences;
import io.warmtag.db.Database;
import io.warmtag.db.News;
import io.warmtag.event.EventCountStore;
import io.warmtag.occasion.OccasionConsumer;
import io.warmtag.occasion.Occasions;
import io.warmtag.occasion.Wanted;
import io.warmtag.rule.Availability;
import io.warmtag.rule.Available;
import io.warmtag.rule.Engine;
import io.warmtag.rule.FiringLog;
import io.warmtag.rule.RuleStore;
import io.warmtag.rule.Rules;
import io.warmtag.site.SiteDirectory;
import io.warmtag.web.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** What follows from what persons do: occasions, and what takes them. */
final class Retargeting {
    private final Database database;
    private final Engine engine;
    private final Occasions occasions;
    private final Rules rules;

    /** What a site without audiences, offers and destinations has for its rules. */
    private static final class Nothing implements Availability {
        @Override
        public Future<Available> of(int site) {
            return Future.succeededFuture(Available.NOTHING);
        }

        @Override
        public List<Problem> problems(Value.Fields condition, String place) {
            return List.of(Problem.of(place, "problem.rule.no_conditions"));
        }
    }

    /** @param clock ms */
    Retargeting(Vertx vertx, Database database, News news, SiteDirectory sites, Wanted wanted, LongSupplier clock) {
        this.database = database;
        this.engine = new Engine(vertx, database, news, sites, parts(), clock);
        List<OccasionConsumer> consumers = new ArrayList<>();
        consumers.add(engine.firings());
        this.occasions = new Occasions(vertx, database, consumers);
        this.rules = new Rules(database, new RuleStore(database), engine.directory(), new Nothing());
        wanted.add(engine.directory());
        wanted.onRecorded(occasions::wake);
    }

    /** No rule that needs one of these is accepted (see {@link Nothing}). */
    private static Engine.Parts parts() {
        return new Engine.Parts(
                (transaction, questions) -> missing("conditions"),
                (transaction, site, audience, after, limit) -> missing("audiences"),
                (transaction, site, person, offer, firing, now) -> missing("offers"),
                (transaction, sendings) -> missing("destinations"));
    }

    private static <T> Future<T> missing(String what) {
        return Future.failedFuture(new IllegalStateException("this server has no " + what));
    }

    Future<Void> start() {
        return engine.start().onSuccess(started -> occasions.start());
    }

    void stop() {
        occasions.stop();
        engine.stop();
    }

    void measure(MeterRegistry metrics) {
        FunctionCounter.builder("warmtag.occasions.taken", occasions, Occasions::taken)
                .description("Occasions that were handed to rules and destinations")
                .register(metrics);
        FunctionCounter.builder("warmtag.occasions.parked", occasions, Occasions::parked)
                .description("Occasions that could not be taken and were put away")
                .register(metrics);
    }

    List<Routes> pages(Console console) {
        return List.of(
                new RulesPages(console, rules, new EventCountStore(database)),
                new RulePages(console, rules, new FiringLog(database)));
    }

    List<ApiPart> api(Sentences sentences) {
        return List.of(new RulesApi(rules, new FiringLog(database), sentences));
    }
}
