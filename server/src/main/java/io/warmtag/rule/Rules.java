package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.warmtag.audit.AuditStore;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.db.Database;
import io.warmtag.db.News;
import io.warmtag.rule.audience.model.Bound;
import io.warmtag.rule.model.Rule;
import io.warmtag.rule.model.RuleReader;
import io.warmtag.rule.model.Step;
import io.warmtag.rule.model.When;
import io.warmtag.site.Site;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** What people do with rules: make, change, try, switch on, pause. Every change is written down in the audit record. */
public final class Rules {
    static final int MOST_TESTERS = 20;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;
    private final RuleStore store;
    private final RuleDirectory directory;
    private final Availability availability;
    private final AuditStore audit;

    /** What came of a change. */
    public sealed interface Outcome {
        record Done(StoredRule rule) implements Outcome {}

        record Wrong(List<Problem> problems) implements Outcome {}

        /** Somebody else has changed it meanwhile. */
        record Conflict(StoredRule now) implements Outcome {}
    }

    public Rules(Database database, RuleStore store, RuleDirectory directory, Availability availability) {
        this.database = database;
        this.store = store;
        this.directory = directory;
        this.availability = availability;
        this.audit = new AuditStore(database);
    }

    public Future<List<StoredRule>> of(Site site) {
        return store.of(site.id());
    }

    /** The rules that refer to an audience, for those who want to delete it. */
    public Future<List<AudienceEditor.Use>> using(int site, int audience) {
        return uses(site, rule -> AudienceConditions.audiencesOf(rule.rule()).contains(audience));
    }

    /** The rules that act and show an offer, for those who want to delete it. */
    public Future<List<AudienceEditor.Use>> showing(Site site, int offer) {
        return acting(site, step -> step instanceof Step.Offer shows && shows.offer() == offer);
    }

    /** The rules that act and tell a destination something, for those who want to delete it. */
    public Future<List<AudienceEditor.Use>> telling(Site site, int destination) {
        return acting(site, step -> step instanceof Step.Send tells && tells.destination() == destination);
    }

    private Future<List<AudienceEditor.Use>> acting(Site site, Predicate<Step> what) {
        return uses(
                site.id(),
                rule -> rule.state().acts() && rule.rule().steps().stream().anyMatch(what));
    }

    private Future<List<AudienceEditor.Use>> uses(int site, Predicate<StoredRule> which) {
        return store.of(site)
                .map(rules -> rules.stream()
                        .filter(which)
                        .map(rule -> new AudienceEditor.Use(
                                "rules/" + rule.id(), rule.rule().name()))
                        .toList());
    }

    public Future<Optional<StoredRule>> find(Site site, int id) {
        return store.find(site.id(), id);
    }

    public Future<List<RuleVersion>> versions(Site site, int id) {
        return store.versions(site.id(), id);
    }

    public Future<Map<Integer, RuleTotals>> totals(Site site) {
        return store.totals(site.id());
    }

    /** The names under which profiles of this site have dates. */
    public Future<List<String>> dates(Site site) {
        return store.dates(site.id());
    }

    /** What rules of this site can refer to. */
    public Future<Available> available(Site site) {
        return availability.of(site.id());
    }

    public Future<Outcome> create(Site site, Value.Fields json, String author) {
        return check(site, json).compose(checked -> {
            if (!checked.problems.isEmpty()) {
                return Future.succeededFuture(new Outcome.Wrong(checked.problems));
            }
            return database.inTransaction(
                            transaction -> store.add(transaction, site.id(), checked.rule, RANDOM.nextLong(), author))
                    .compose(id -> audit.add(author, "rule.create", site.id(), checked.rule.name())
                            .compose(noted -> done(site, id)));
        });
    }

    /** @param seen the version that was changed into this one */
    public Future<Outcome> change(Site site, StoredRule rule, int seen, Value.Fields json, String author) {
        return check(site, json).compose(checked -> {
            if (!checked.problems.isEmpty()) {
                return Future.succeededFuture(new Outcome.Wrong(checked.problems));
            }
            return database.inTransaction(
                            transaction -> store.change(transaction, site.id(), rule.id(), seen, checked.rule, author)
                                    .compose(changed -> told(transaction, changed)))
                    .compose(changed -> changed
                            ? audit.add(author, "rule.update", site.id(), checked.rule.name())
                                    .compose(noted -> done(site, rule.id()))
                            : store.find(site.id(), rule.id()).map(now -> new Outcome.Conflict(now.orElseThrow())));
        });
    }

    private static Future<Boolean> told(SqlConnection transaction, boolean changed) {
        return changed ? News.tell(transaction, RuleDirectory.TOPIC).map(true) : Future.succeededFuture(false);
    }

    /**
     * Starts, tries or pauses a rule.
     *
     * @param testers for {@link RuleState#TESTING}; ignored otherwise
     */
    public Future<Outcome> setState(Site site, StoredRule rule, RuleState state, Set<UUID> testers, String author) {
        return availability.of(site.id()).compose(available -> {
            List<Problem> problems = state.acts() ? references(site.id(), rule.rule(), available) : new ArrayList<>();
            if (state == RuleState.DRAFT) {
                problems.add(Problem.of("state", "problem.rule.state"));
            }
            if (state == RuleState.TESTING && (testers.isEmpty() || testers.size() > MOST_TESTERS)) {
                problems.add(Problem.of("testers", "problem.rule.testers", "most", MOST_TESTERS));
            }
            if (!problems.isEmpty()) {
                return Future.succeededFuture(new Outcome.Wrong(problems));
            }
            Set<UUID> kept = state == RuleState.TESTING ? testers : rule.testers();
            return database.inTransaction(transaction -> store.setState(transaction, site.id(), rule.id(), state, kept)
                            .compose(set -> state == RuleState.ON
                                    ? AudienceRuns.begin(transaction, rule)
                                    : Future.succeededFuture())
                            .compose(begun -> News.tell(transaction, RuleDirectory.TOPIC)))
                    .compose(told -> audit.add(
                            author,
                            "rule." + state.word(),
                            site.id(),
                            rule.rule().name()))
                    .compose(noted -> done(site, rule.id()));
        });
    }

    private Future<Outcome> done(Site site, int id) {
        return directory
                .read()
                .compose(read -> store.find(site.id(), id))
                .map(now -> new Outcome.Done(now.orElseThrow()));
    }

    /** @param problems empty when it could be saved */
    public record Checked(Rule rule, List<Problem> problems) {}

    /** What would come of saving a rule, without saving it. */
    public Future<Checked> check(Site site, Value.Fields json) {
        return availability.of(site.id()).map(available -> {
            List<Problem> problems = new ArrayList<>();
            Rule rule = RuleReader.read(json, problems);
            if (problems.isEmpty()) {
                problems.addAll(references(site.id(), rule, available));
            }
            return new Checked(rule, problems);
        });
    }

    /** What the rule refers to must be there. */
    private List<Problem> references(int site, Rule rule, Available available) {
        List<Problem> problems = new ArrayList<>();
        if (rule.when() instanceof When.Moves moves && !available.audiences().containsKey(moves.audience())) {
            problems.add(Problem.of("when.audience", "problem.rule.audience"));
        }
        if (rule.when() instanceof When.Once once && !available.audiences().containsKey(once.audience())) {
            problems.add(Problem.of("when.audience", "problem.rule.audience"));
        }
        if (rule.condition() != null && Bound.asks(rule.condition()) && !(rule.when() instanceof When.Changes)) {
            problems.add(Problem.of("if", "problem.condition.product"));
        }
        if (rule.condition() != null) {
            problems.addAll(availability.problems(site, rule.condition(), "if"));
        }
        for (int i = 0; i < rule.steps().size(); i++) {
            Step step = rule.steps().get(i);
            String place = "steps[" + i + "].";
            if (step instanceof Step.Offer offer && !available.offers().containsKey(offer.offer())) {
                problems.add(Problem.of(place + "offer", "problem.rule.offer"));
            } else if (step instanceof Step.Send send
                    && !available.destinations().containsKey(send.destination())) {
                problems.add(Problem.of(place + "destination", "problem.rule.destination"));
            }
        }
        return problems;
    }
}
