package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.event.VisitorId;
import io.warmtag.rule.FiringLog;
import io.warmtag.rule.RuleDesk;
import io.warmtag.rule.RuleState;
import io.warmtag.rule.RuleTotals;
import io.warmtag.rule.RuleVersion;
import io.warmtag.rule.Rules;
import io.warmtag.rule.Rules.Outcome;
import io.warmtag.rule.StoredRule;
import io.warmtag.rule.model.Decision;
import io.warmtag.rule.model.Rule;
import io.warmtag.web.Routes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One rule: what it says, whether it acts, and what it did. */
public final class RulePages implements Routes {
    private static final String PATH = "/console/sites/:site/rules";
    private static final int FIRINGS = 50;

    private final Console console;
    private final Rules rules;
    private final FiringLog log;

    /**
     * @param decision the one that is filtered by, or empty
     * @param next the address of older ones; null when there are none
     */
    record ShowPage(
            int id,
            String name,
            String state,
            int version,
            List<RuleView.Line> lines,
            RuleTotals totals,
            Field testers,
            List<String> problems,
            String decision,
            List<String> decisions,
            List<RuleView.Happened> firings,
            boolean paged,
            @Nullable String next,
            List<Made> versions) {}

    /** @param changes against the version before, in words */
    record Made(int version, String author, Instant at, List<String> changes) {}

    public RulePages(Console console, RuleDesk desk) {
        this.console = console;
        this.rules = desk.rules();
        this.log = desk.log();
    }

    @Override
    public void mount(Router router) {
        router.get(PATH + "/:rule").handler(console.sitePage(visit -> show(visit, 200, List.of(), null)));
        router.post(PATH + "/:rule/states").handler(console.sitePage(this::setState));
    }

    private Future<StoredRule> found(Visit visit) {
        String id = visit.pathParam("rule");
        return (id.matches("\\d{1,9}") ? rules.find(visit.site(), Integer.parseInt(id)) : none())
                .map(rule -> rule.orElseThrow(Visit::notFound));
    }

    private static Future<Optional<StoredRule>> none() {
        return Future.succeededFuture(Optional.empty());
    }

    private Future<Void> setState(Visit visit) {
        var form = new Form(visit);
        RuleState state = RuleState.ofWord(form.text("state")).orElseThrow(Visit::notFound);
        Set<UUID> testers = new HashSet<>();
        for (String line : form.lines("testers")) {
            UUID tester = VisitorId.parse(line);
            if (tester == null) {
                form.wrong("testers", "rule.testers.wrong");
            } else {
                testers.add(tester);
            }
        }
        if (!form.isFine()) {
            return show(visit, 422, List.of(), form.field("testers"));
        }
        return found(visit)
                .compose(rule -> rules.setState(
                        visit.site(), rule, state, testers, visit.account().email()))
                .compose(outcome -> {
                    if (outcome instanceof Outcome.Wrong wrong) {
                        List<String> problems =
                                Wrongs.of(visit, wrong.problems()).rest();
                        return show(visit, 422, problems, form.field("testers"));
                    }
                    return visit.done(visit.sitePath("/rules/" + visit.pathParam("rule")), "rule_" + state.word());
                });
    }

    private Future<Void> show(Visit visit, int status, List<String> problems, @Nullable Field testers) {
        Optional<Decision> decision = visit.query("decision")
                .flatMap(word -> Stream.of(Decision.values())
                        .filter(each -> each.word().equals(word))
                        .findFirst());
        Keyset after = visit.query("cursor").flatMap(Keyset::parse).orElse(Keyset.NEWEST);
        return found(visit)
                .compose(rule -> Future.all(
                                log.of(visit.site(), rule.id(), decision, after, FIRINGS),
                                rules.versions(visit.site(), rule.id()),
                                rules.totals(visit.site()),
                                rules.available(visit.site()))
                        .compose(all -> {
                            Map<Integer, RuleTotals> totals = all.resultAt(2);
                            var page = page(
                                    visit,
                                    rule,
                                    new RuleView(visit, all.resultAt(3)),
                                    all.resultAt(0),
                                    all.resultAt(1),
                                    totals.getOrDefault(rule.id(), RuleTotals.NONE),
                                    testers == null ? testers(rule) : testers,
                                    problems);
                            return visit.show(status, "rules/show", "rules", page);
                        }));
    }

    private static Field testers(StoredRule rule) {
        return Field.of(
                "testers",
                String.join("\n", rule.testers().stream().map(VisitorId::text).toList()));
    }

    private static ShowPage page(
            Visit visit,
            StoredRule rule,
            RuleView view,
            Page<FiringLog.Firing> firings,
            List<RuleVersion> versions,
            RuleTotals totals,
            Field testers,
            List<String> problems) {
        Map<Integer, Rule> byVersion = new HashMap<>();
        versions.forEach(version -> byVersion.put(version.version(), version.rule()));
        String decision = visit.query("decision").orElse("");
        return new ShowPage(
                rule.id(),
                rule.rule().name(),
                rule.state().word(),
                rule.version(),
                view.lines(rule.rule()),
                totals,
                testers,
                problems,
                decision,
                Stream.of(Decision.values()).map(Decision::word).toList(),
                firings.items().stream()
                        .map(firing -> view.happened(firing, byVersion))
                        .toList(),
                visit.query("cursor").isPresent(),
                firings.next()
                        .map(next -> visit.sitePath("/rules/" + rule.id() + "?decision=" + Visit.encode(decision)
                                + "&cursor=" + next.text()))
                        .orElse(null),
                made(versions, view));
    }

    /** The newest first. */
    private static List<Made> made(List<RuleVersion> versions, RuleView view) {
        List<Made> made = new ArrayList<>();
        for (int i = 0; i < versions.size(); i++) {
            RuleVersion version = versions.get(i);
            List<String> changes = i + 1 == versions.size()
                    ? List.of()
                    : view.changes(versions.get(i + 1).rule(), version.rule());
            made.add(new Made(version.version(), view.who(version), version.createdAt(), changes));
        }
        return made;
    }
}
