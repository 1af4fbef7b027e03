package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.console.ConditionView.NodeView;
import io.warmtag.db.Keyset;
import io.warmtag.event.EventCountStore;
import io.warmtag.rule.Audience;
import io.warmtag.rule.AudienceServices;
import io.warmtag.rule.RuleBacktests;
import io.warmtag.rule.RuleDesk;
import io.warmtag.rule.RuleTotals;
import io.warmtag.rule.RuleVersion;
import io.warmtag.rule.Rules;
import io.warmtag.rule.Rules.Outcome;
import io.warmtag.rule.StoredRule;
import io.warmtag.rule.audience.model.Bound;
import io.warmtag.rule.audience.model.ConditionReader;
import io.warmtag.rule.model.Delay;
import io.warmtag.rule.model.Limits;
import io.warmtag.rule.model.Rule;
import io.warmtag.rule.model.When;
import io.warmtag.web.Routes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Rules: the list and the form; {@link RulePages} shows one. */
public final class RulesPages implements Routes {
    private static final String PATH = "/console/sites/:site/rules";
    private static final int EVENT_NAMES = 100;
    private static final int USUAL_DAYS = 14;

    private final Console console;
    private final Rules rules;
    private final LongSupplier behindMs;
    private final AudienceServices audiences;
    private final RuleTrials trials;
    private final EventCountStore counts;

    /** @param behind whole minutes that the rules are late */
    record IndexPage(List<Entry> rules, long behind) {}

    record Entry(int id, String name, String state, String when, RuleTotals totals) {}

    /**
     * @param id 0: a new one
     * @param seen the version that is being changed
     * @param root of the condition; without parts where there is none
     * @param tried for how many the condition holds
     */
    record FormPage(
            int id,
            String name,
            int seen,
            String action,
            NodeView root,
            List<RuleInputs.Section> sections,
            Notes notes,
            Tried tried) {
        /** Its id in the page. */
        String form() {
            return "rule";
        }
    }

    /** What is said above the form. */
    record Notes(List<String> problems, boolean conflict) {}

    /**
     * @param about {@code everybody} without a condition, {@code product} when it speaks of the product that the rule fires for,
     *     {@code some} else
     * @param found null while something is missing
     */
    record Tried(String about, @Nullable ConditionTrial found) {}

    /** What stands in the form. */
    private record Typed(RuleValues values, ConditionNode condition) {
        static Typed of(Rule rule, Visit visit) {
            ConditionNode condition = rule.condition() == null
                    ? ConditionNode.group("all", List.of())
                    : ConditionForm.of(ConditionReader.read(rule.condition(), "if", new ArrayList<>())
                            .orElseThrow());
            return new Typed(RuleValues.of(rule, visit.site().timeZone()), condition);
        }
    }

    public RulesPages(
            Console console,
            RuleDesk desk,
            AudienceServices audiences,
            RuleBacktests backtests,
            EventCountStore counts) {
        this.console = console;
        this.rules = desk.rules();
        this.behindMs = desk.behindMs();
        this.audiences = audiences;
        this.trials = new RuleTrials(desk.rules(), backtests);
        this.counts = counts;
    }

    @Override
    public void mount(Router router) {
        router.get(PATH).handler(console.sitePage(this::index));
        router.get(PATH + "/new").handler(console.sitePage(this::fresh));
        router.post(PATH).handler(console.sitePage(visit -> save(visit, Optional.empty())));
        router.get(PATH + "/:rule/edit").handler(console.sitePage(this::edit));
        router.post(PATH + "/:rule/versions")
                .handler(console.sitePage(visit -> found(visit).compose(rule -> save(visit, Optional.of(rule)))));
    }

    private Future<Void> index(Visit visit) {
        return Future.all(rules.of(visit.site()), rules.totals(visit.site()), rules.available(visit.site()))
                .compose(all -> {
                    List<StoredRule> found = all.resultAt(0);
                    Map<Integer, RuleTotals> totals = all.resultAt(1);
                    var view = new RuleView(visit, all.resultAt(2));
                    List<Entry> entries = found.stream()
                            .map(rule -> new Entry(
                                    rule.id(),
                                    rule.rule().name(),
                                    rule.state().word(),
                                    view.occasion(rule.rule().when()),
                                    totals.getOrDefault(rule.id(), RuleTotals.NONE)))
                            .toList();
                    return visit.show(
                            200, "rules/index", "rules", new IndexPage(entries, behindMs.getAsLong() / 60_000));
                });
    }

    private Future<Void> fresh(Visit visit) {
        var limits = new Limits(new Limits.Often(1, USUAL_DAYS), null, null, null, null, null, true);
        var empty = new Rule(
                "",
                new When.Happens("", List.of()),
                Delay.NONE,
                null,
                List.of(),
                limits,
                Rule.USUAL_HOLDOUT,
                Rule.Exit.ORDER,
                null);
        return form(visit, 200, Optional.empty(), Typed.of(empty, visit), Wrongs.none(), false);
    }

    /** An older version can be taken up again, and so can what was tried over the past and never saved. */
    private Future<Void> edit(Visit visit) {
        Optional<UUID> run = visit.query("run").flatMap(BacktestPages::id);
        if (run.isPresent()) {
            return found(visit)
                    .compose(rule -> trials.found(visit, rule, run.get())
                            .compose(draft ->
                                    form(visit, 200, Optional.of(rule), Typed.of(draft, visit), Wrongs.none(), false)));
        }
        int version = visit.query("version").flatMap(EntityPages::number).orElse(0);
        return found(visit)
                .compose(rule -> rules.versions(visit.site(), rule.id()).compose(versions -> {
                    Rule from = versions.stream()
                            .filter(each -> each.version() == version)
                            .findFirst()
                            .map(RuleVersion::rule)
                            .orElse(rule.rule());
                    return form(visit, 200, Optional.of(rule), Typed.of(from, visit), Wrongs.none(), false);
                }));
    }

    private Future<Void> form(
            Visit visit, int status, Optional<StoredRule> rule, Typed typed, Wrongs wrongs, boolean conflict) {
        return Future.all(
                        rules.available(visit.site()),
                        eventNames(visit),
                        rules.dates(visit.site()),
                        tried(visit, typed.condition))
                .compose(all -> {
                    RuleValues values = typed.values;
                    List<Audience> known = audiences.directory().of(visit.site().id()).stream()
                            .sorted(Comparator.comparing(Audience::name, String.CASE_INSENSITIVE_ORDER))
                            .toList();
                    String add = values.get("add");
                    NodeView root = new ConditionView(visit, wrongs, known, add).of(typed.condition, "if");
                    var sections = new RuleInputs(
                                    visit, values, all.resultAt(0), all.resultAt(1), all.resultAt(2), wrongs)
                            .sections(add);
                    String seen = values.get("seen");
                    int version = rule.map(StoredRule::version).orElse(0);
                    int id = rule.map(StoredRule::id).orElse(0);
                    var page = new FormPage(
                            id,
                            rule.map(one -> one.rule().name()).orElse(""),
                            conflict || !seen.matches("\\d{1,9}") ? version : Integer.parseInt(seen),
                            visit.sitePath("/rules" + (id == 0 ? "" : "/" + id + "/versions")),
                            root,
                            sections,
                            new Notes(wrongs.rest(), conflict),
                            all.resultAt(3));
                    return visit.show(status, "rules/form", "rules", page);
                });
    }

    private Future<Tried> tried(Visit visit, ConditionNode condition) {
        if (condition.parts().isEmpty()) {
            return Future.succeededFuture(new Tried("everybody", null));
        }
        return Bound.asks(ConditionForm.json(condition))
                ? Future.succeededFuture(new Tried("product", null))
                : ConditionTrial.of(visit, audiences, condition).map(found -> new Tried("some", found.orElse(null)));
    }

    private Future<List<String>> eventNames(Visit visit) {
        return counts.names(visit.site(), visit.now(), Keyset.NEWEST, EVENT_NAMES)
                .map(page ->
                        page.items().stream().map(EventCountStore.Name::name).toList());
    }

    private Future<Void> save(Visit visit, Optional<StoredRule> rule) {
        var typed = new Typed(
                RuleValues.typed(visit),
                ConditionNode.edited(visit.ctx().request().formAttributes()));
        RuleValues values = typed.values;
        if (!values.get("add").isEmpty() || !values.get("then").isEmpty()) {
            // Without scripts a row or a condition is added by the server.
            return form(visit, 200, rule, typed, Wrongs.none(), false);
        }
        var made = new RuleFormJson(values, typed.condition);
        Value.Fields json = (Value.Fields) ValueJson.read(made.json().encode());
        if (values.get("go").equals("try") && rule.isPresent()) {
            return trials.unsaved(visit, rule.get(), json)
                    .compose(problems ->
                            problems.isEmpty() ? Future.succeededFuture() : wrong(visit, rule, typed, made, problems));
        }
        String author = visit.account().email();
        Future<Outcome> saved = rule.isEmpty()
                ? rules.create(visit.site(), json, author)
                : rules.change(visit.site(), rule.get(), seen(values), json, author);
        return saved.compose(outcome -> {
            if (outcome instanceof Outcome.Done done && values.get("go").equals("try")) {
                return trials.ofDraft(visit, done.rule());
            } else if (outcome instanceof Outcome.Done done) {
                return visit.done(visit.sitePath("/rules/" + done.rule().id()), "saved");
            } else if (outcome instanceof Outcome.Conflict conflict) {
                return form(visit, 409, Optional.of(conflict.now()), typed, Wrongs.none(), true);
            }
            return wrong(visit, rule, typed, made, ((Outcome.Wrong) outcome).problems());
        });
    }

    private Future<Void> wrong(
            Visit visit, Optional<StoredRule> rule, Typed typed, RuleFormJson made, List<Problem> problems) {
        List<Problem> placed = problems.stream().map(made::placed).toList();
        return form(visit, 422, rule, typed, Wrongs.of(visit, placed), false);
    }

    private static int seen(RuleValues values) {
        String seen = values.get("seen");
        return seen.matches("\\d{1,9}") ? Integer.parseInt(seen) : 0;
    }

    private Future<StoredRule> found(Visit visit) {
        String id = visit.pathParam("rule");
        return (id.matches("\\d{1,9}") ? rules.find(visit.site(), Integer.parseInt(id)) : none())
                .map(rule -> rule.orElseThrow(Visit::notFound));
    }

    private static Future<Optional<StoredRule>> none() {
        return Future.succeededFuture(Optional.empty());
    }
}
