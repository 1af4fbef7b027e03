package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.db.Keyset;
import io.warmtag.event.EventCountStore;
import io.warmtag.rule.Available;
import io.warmtag.rule.RuleTotals;
import io.warmtag.rule.Rules;
import io.warmtag.rule.Rules.Outcome;
import io.warmtag.rule.StoredRule;
import io.warmtag.rule.model.Rule;
import io.warmtag.web.Routes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules: the list and the form; {@link RulePages} shows one. */
public final class RulesPages implements Routes {
    private static final String PATH = "/console/sites/:site/rules";
    private static final int EVENT_NAMES = 100;

    private final Console console;
    private final Rules rules;
    private final EventCountStore counts;

    record IndexPage(List<Entry> rules) {}

    record Entry(int id, String name, String state, String when, RuleTotals totals) {}

    record StartPage(List<String> starts) {}

    /**
     * @param id 0: a new one
     * @param seen the version that is being changed
     * @param condition JSON of a condition that the form can't show, or empty
     */
    record FormPage(
            int id,
            String name,
            int seen,
            String condition,
            List<RuleInputs.Section> sections,
            List<String> problems,
            boolean conflict) {}

    public RulesPages(Console console, Rules rules, EventCountStore counts) {
        this.console = console;
        this.rules = rules;
        this.counts = counts;
    }

    @Override
    public void mount(Router router) {
        router.get(PATH).handler(console.sitePage(this::index));
        router.get(PATH + "/start").handler(console.sitePage(this::start));
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
                    return visit.show(200, "rules/index", "rules", new IndexPage(entries));
                });
    }

    private Future<Void> start(Visit visit) {
        return visit.show(200, "rules/start", "rules", new StartPage(RuleStarts.ALL));
    }

    private Future<Void> fresh(Visit visit) {
        String start = visit.query("start").filter(RuleStarts.ALL::contains).orElse("empty");
        Rule rule = RuleStarts.of(start, visit.text("rule.start." + start));
        RuleValues values = RuleValues.of(rule, visit.site().timeZone());
        return form(visit, 200, Optional.empty(), values, Wrongs.none(), false);
    }

    private Future<Void> edit(Visit visit) {
        return found(visit)
                .compose(rule -> form(
                        visit,
                        200,
                        Optional.of(rule),
                        RuleValues.of(rule.rule(), visit.site().timeZone()),
                        Wrongs.none(),
                        false));
    }

    private Future<Void> form(
            Visit visit, int status, Optional<StoredRule> rule, RuleValues values, Wrongs wrongs, boolean conflict) {
        return Future.all(rules.available(visit.site()), eventNames(visit)).compose(all -> {
            Available available = all.resultAt(0);
            List<String> events = all.resultAt(1);
            var sections = new RuleInputs(visit, values, available, events, wrongs).sections(values.get("add"));
            String seen = values.get("seen");
            int version = rule.map(StoredRule::version).orElse(0);
            var page = new FormPage(
                    rule.map(StoredRule::id).orElse(0),
                    rule.map(one -> one.rule().name()).orElse(""),
                    conflict || !seen.matches("\\d{1,9}") ? version : Integer.parseInt(seen),
                    values.get("if"),
                    sections,
                    wrongs.rest(),
                    conflict);
            return visit.show(status, "rules/form", "rules", page);
        });
    }

    private Future<List<String>> eventNames(Visit visit) {
        return counts.names(visit.site(), visit.now(), Keyset.NEWEST, EVENT_NAMES)
                .map(page ->
                        page.items().stream().map(EventCountStore.Name::name).toList());
    }

    private Future<Void> save(Visit visit, Optional<StoredRule> rule) {
        RuleValues values = RuleValues.typed(visit);
        if (!values.get("add").isEmpty()) {
            // Without scripts a row is added by the server.
            return form(visit, 200, rule, values, Wrongs.none(), false);
        }
        var made = new RuleFormJson(values);
        Value.Fields json = (Value.Fields) ValueJson.read(made.json().encode());
        String author = visit.account().email();
        Future<Outcome> saved = rule.isEmpty()
                ? rules.create(visit.site(), json, author)
                : rules.change(visit.site(), rule.get(), seen(values), json, author);
        return saved.compose(outcome -> {
            if (outcome instanceof Outcome.Done done) {
                return visit.done(visit.sitePath("/rules/" + done.rule().id()), "saved");
            } else if (outcome instanceof Outcome.Conflict conflict) {
                return form(visit, 409, Optional.of(conflict.now()), values, Wrongs.none(), true);
            }
            List<Problem> problems = ((Outcome.Wrong) outcome)
                    .problems().stream().map(made::placed).toList();
            return form(visit, 422, rule, values, Wrongs.of(visit, problems), false);
        });
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
