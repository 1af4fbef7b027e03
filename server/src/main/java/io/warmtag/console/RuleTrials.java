package io.warmtag.console;

import io.vertx.core.Future;
import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.rule.RuleBacktests;
import io.warmtag.rule.Rules;
import io.warmtag.rule.StoredRule;
import io.warmtag.rule.model.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Runs over the past what stands in a rule's form. */
final class RuleTrials {
    private static final int DAYS = 30;

    private final Rules rules;
    private final RuleBacktests backtests;

    RuleTrials(Rules rules, RuleBacktests backtests) {
        this.rules = rules;
        this.backtests = backtests;
    }

    /** A new one that has just become a draft; where it can't be run over the past, the page of its runs says why. */
    Future<Void> ofDraft(Visit visit, StoredRule rule) {
        return backtests.problem(visit.site(), rule.rule()).isPresent()
                ? visit.goTo(path(visit, rule))
                : rules.versions(visit.site(), rule.id())
                        .compose(versions -> backtests.start(visit.site(), rule, versions.get(0), DAYS, author(visit)))
                        .compose(run -> goTo(visit, rule, run));
    }

    /** What came of trying it unsaved: what is wrong, or nothing, and then the run is shown. */
    Future<List<Problem>> unsaved(Visit visit, StoredRule rule, Value.Fields json) {
        return rules.check(visit.site(), json).compose(checked -> {
            List<Problem> problems = new ArrayList<>(checked.problems());
            if (problems.isEmpty()) {
                backtests.problem(visit.site(), checked.rule()).ifPresent(problems::add);
            }
            return problems.isEmpty()
                    ? start(visit, rule, checked.rule()).map(problems)
                    : Future.succeededFuture(problems);
        });
    }

    private Future<Void> start(Visit visit, StoredRule rule, Rule draft) {
        return backtests.tryOut(visit.site(), rule, draft, DAYS, author(visit)).compose(run -> goTo(visit, rule, run));
    }

    /** What was tried unsaved, to be worked on. */
    Future<Rule> found(Visit visit, StoredRule rule, UUID run) {
        return backtests.draft(visit.site(), rule, run).map(draft -> draft.orElseThrow(Visit::notFound));
    }

    private static Future<Void> goTo(Visit visit, StoredRule rule, UUID run) {
        return visit.goTo(path(visit, rule) + "/" + run);
    }

    private static String path(Visit visit, StoredRule rule) {
        return visit.sitePath("/" + RuleBacktests.subject(rule) + "/backtests");
    }

    private static String author(Visit visit) {
        return visit.account().email();
    }
}
