package io.warmtag;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.warmtag.campaign.Grant;
import io.warmtag.campaign.GrantRetention;
import io.warmtag.campaign.OfferDays;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.delivery.VisitorStreams;
import io.warmtag.destination.Lists;
import io.warmtag.destination.Outbound;
import io.warmtag.destination.Outgoing;
import io.warmtag.occasion.Flood;
import io.warmtag.occasion.Occasions;
import io.warmtag.occasion.Wanted;
import io.warmtag.product.ProductServices;
import io.warmtag.report.ReportServices;
import io.warmtag.rule.AudienceConditions;
import io.warmtag.rule.AudienceEditor;
import io.warmtag.rule.AudienceServices;
import io.warmtag.rule.Availability;
import io.warmtag.rule.Available;
import io.warmtag.rule.Engine;
import io.warmtag.rule.FiringLog;
import io.warmtag.rule.Firings;
import io.warmtag.rule.Frequencies;
import io.warmtag.rule.MembershipChange;
import io.warmtag.rule.ProductChanges;
import io.warmtag.rule.RuleBacktests;
import io.warmtag.rule.RuleDesk;
import io.warmtag.rule.RuleRetention;
import io.warmtag.rule.RuleStore;
import io.warmtag.rule.Rules;
import io.warmtag.rule.SendAction.Sending;
import io.warmtag.rule.Starter;
import io.warmtag.rule.WhyStore;
import io.warmtag.rule.Whys;
import io.warmtag.site.SiteDirectory;
import io.warmtag.web.Messages;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;

/** What follows from what persons do: occasions, and what takes them. */
final class Retargeting {
    private final Offering offering;
    private final Outward outward;
    private final AudienceServices audiences;
    private final AudienceConditions conditions;
    private final Engine engine;
    private final Occasions occasions;
    private final Rules rules;
    private final ProductServices products;
    private final RuleBacktests backtests;
    private final Leadership leadership;
    private final Database database;
    private final LongSupplier clock;
    private final SiteDirectory sites;
    private final RuleRetention retention;
    private final Reporting reporting;
    private final Flood flood;

    /** @param clock ms */
    Retargeting(Ground on, Offering offering, Outward outward, LongSupplier clock) {
        this.leadership = on.leadership();
        this.database = on.database();
        this.clock = clock;
        this.sites = on.sites();
        this.flood = on.wanted().flood();
        this.retention = new RuleRetention(on.database(), on.sites(), new GrantRetention(on.database()), clock);
        this.reporting = new Reporting(on, clock);
        this.offering = offering;
        this.outward = outward;
        this.audiences =
                new AudienceServices(on.vertx(), on.database(), on.address(), on.news(), on.models(), flood, clock);
        this.conditions = new AudienceConditions(audiences.directory(), audiences.needs(), audiences.facts());
        var parts = new Engine.Parts(
                conditions,
                audiences.store(),
                (transaction, site, person, offer, firing, data, now) -> offering.desk()
                        .grants()
                        .grant(transaction, site, person, offer, firing, data, now)
                        .map(Retargeting::whyNothingIsShown),
                (transaction, sendings) -> outward.lists()
                        .send(
                                transaction,
                                sendings.stream().map(Retargeting::outbound).toList()),
                flood);
        this.engine = new Engine(on.vertx(), on.database(), on.news(), on.sites(), parts, clock);
        audiences.members().tell(this::members);
        audiences.members().tell((transaction, changes) -> outward.lists().changed(transaction, listChanges(changes)));
        // Audiences first: who comes into one with an event is in it when rules look.
        this.occasions = new Occasions(
                on.vertx(), on.database(), flood, List.of(audiences.members(), engine.firings(), outward.forwarding()));
        this.rules = new Rules(on.database(), new RuleStore(on.database()), engine.directory(), new Present());
        this.products = new ProductServices(
                on.vertx(), on.database(), on.sites(), new ProductChanges(), outward.local(), clock);
        this.backtests = new RuleBacktests(on.database(), audiences.directory(), audiences.backtests());
        audiences.editor().add(rules::using);
        audiences
                .editor()
                .add((site, audience) -> Future.succeededFuture(outward.lists().following(site, audience).stream()
                        .map(list -> new AudienceEditor.Use("destinations/" + list.id(), list.name()))
                        .toList()));
        on.wanted().add(engine.directory());
        on.wanted().add(new Listening(audiences.members()::names, audiences.members()::transitions));
        on.wanted().add(new Listening(outward.forwarding()::names, outward.forwarding()::transitions));
        on.wanted().onRecorded(occasions::wake);
    }

    /** What a consumer wants to hear of. */
    private record Listening(IntFunction<Set<String>> of, IntPredicate changes) implements Wanted.Source {
        @Override
        public Set<String> names(int site) {
            return of.apply(site);
        }

        @Override
        public boolean transitions(int site) {
            return changes.test(site);
        }
    }

    /** What a site has that rules can refer to. */
    private final class Present implements Availability {
        @Override
        public Future<Available> of(int site) {
            var known = new Available(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeSet<>());
            audiences.directory().of(site).forEach(each -> known.audiences().put(each.id(), each.name()));
            offering.desk()
                    .offers()
                    .of(site)
                    .forEach(each -> known.offers().put(each.id(), each.draft().name()));
            outward.services().targets().all().stream()
                    .filter(target -> target.site() == site)
                    .forEach(target -> {
                        known.destinations().put(target.id(), target.name());
                        if (outward.lists().isList(target)) {
                            known.lists().add(target.id());
                        }
                    });
            return Future.succeededFuture(known);
        }

        @Override
        public List<Problem> problems(int site, Value.Fields condition, String place) {
            return conditions.problems(site, condition, place);
        }
    }

    private Future<Void> members(SqlConnection transaction, List<MembershipChange> changes) {
        return engine.firings().takeMemberships(transaction, Firings.Membership.of(changes));
    }

    private static List<Lists.Change> listChanges(List<MembershipChange> changes) {
        return changes.stream()
                .map(change -> new Lists.Change(change.site(), change.audience(), change.person(), change.entered()))
                .toList();
    }

    private static Optional<String> whyNothingIsShown(Grant.Outcome outcome) {
        return switch (outcome) {
            case GIVEN -> Optional.empty();
            case NO_CODE -> Optional.of("no_code");
            case OFF -> Optional.of("offer_off");
        };
    }

    private static Outbound outbound(Sending sending) {
        return new Outbound(
                sending.site(),
                sending.destination(),
                sending.key(),
                sending.person(),
                sending.firing(),
                new Outgoing(sending.id(), sending.name(), sending.time(), sending.data(), sending.context()));
    }

    Future<Void> start() {
        return audiences.open().compose(read -> engine.start()).onSuccess(started -> {
            audiences.start(leadership);
            outward.lists().start(leadership, new Followed(audiences), sites);
            occasions.start();
            retention.start(leadership);
            new OfferDays(database, clock).start(leadership);
            products.start(leadership, flood);
        });
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
        Gauge.builder("warmtag.occasions.behind", occasions, all -> all.behindMs() / 1_000.0)
                .baseUnit("seconds")
                .description("How long the oldest occasion has been waiting that was not handed on yet")
                .register(metrics);
        Gauge.builder("warmtag.streams", offering.streams(), VisitorStreams::size)
                .description("Pages that listen for offers")
                .register(metrics);
    }

    AudienceServices audiences() {
        return audiences;
    }

    RuleDesk desk(FiringLog log, Messages messages) {
        var starter = new Starter(rules, offering.desk().offers(), audiences, messages::text);
        var whys = new Whys(new WhyStore(database), audiences.preview(), log, clock);
        return new RuleDesk(rules, log, whys, new Frequencies(database), starter, occasions::behindMs);
    }

    ProductServices products() {
        return products;
    }

    RuleBacktests backtests() {
        return backtests;
    }

    Offering offering() {
        return offering;
    }

    Outward outward() {
        return outward;
    }

    ReportServices reports() {
        return reporting.services();
    }
}
