package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.console.AudienceMemberPages.FoundView;
import io.warmtag.event.VisitorId;
import io.warmtag.rule.AudienceDirectory;
import io.warmtag.rule.FiringLog;
import io.warmtag.rule.RuleDesk;
import io.warmtag.rule.RuleVersion;
import io.warmtag.rule.StoredRule;
import io.warmtag.rule.Why;
import io.warmtag.rule.Why.Check;
import io.warmtag.rule.model.Rule;
import io.warmtag.web.Routes;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Why a rule did something for a person, or didn't; and what all rules did with one visitor. */
public final class RuleWhyPages implements Routes {
    private static final int FIRINGS = 50;

    private final Console console;
    private final RuleDesk desk;
    private final AudienceDirectory audiences;

    /** @param verdict yes, no or open */
    record CheckView(String verdict, String text) {}

    record WhyPage(
            int rule,
            String name,
            String visitor,
            List<CheckView> checks,
            @Nullable FoundView found,
            List<RuleView.Happened> past) {}

    /** @param asked every rule that acts, to ask why */
    record PersonPage(String id, List<OfPerson> firings, List<Named> asked) {}

    record OfPerson(int rule, String name, RuleView.Happened firing) {}

    record Named(int id, String name) {}

    public RuleWhyPages(Console console, RuleDesk desk, AudienceDirectory audiences) {
        this.console = console;
        this.desk = desk;
        this.audiences = audiences;
    }

    @Override
    public void mount(Router router) {
        router.get("/console/sites/:site/rules/:rule/visitors").handler(console.sitePage(this::find));
        router.get("/console/sites/:site/rules/:rule/visitors/:visitor").handler(console.sitePage(this::why));
        router.get("/console/sites/:site/visitors/:visitor/rules").handler(console.sitePage(this::person));
    }

    /** From the field in which a visitor's id is typed, to his page. */
    private Future<Void> find(Visit visit) {
        UUID visitor = VisitorId.parse(visit.query("visitor").orElse(""));
        String rule = visit.sitePath("/rules/" + visit.pathParam("rule"));
        return visitor == null
                ? visit.done(rule, "rule_why_visitor")
                : visit.goTo(rule + "/visitors/" + VisitorId.text(visitor));
    }

    private static UUID visitor(Visit visit) {
        return Optional.ofNullable(VisitorId.parse(visit.pathParam("visitor"))).orElseThrow(Visit::notFound);
    }

    private Future<Void> why(Visit visit) {
        UUID visitor = visitor(visit);
        Optional<Integer> id = EntityPages.number(visit.pathParam("rule"));
        return desk.rules().find(visit.site(), id.orElseThrow(Visit::notFound)).compose(found -> {
            StoredRule rule = found.orElseThrow(Visit::notFound);
            return Future.all(
                            desk.whys().of(visit.site(), rule, visitor),
                            desk.rules().available(visit.site()),
                            desk.rules().versions(visit.site(), rule.id()))
                    .compose(all -> {
                        Why why = all.resultAt(0);
                        Map<Integer, Rule> versions = new HashMap<>();
                        all.<List<RuleVersion>>resultAt(2).forEach(one -> versions.put(one.version(), one.rule()));
                        var view = new RuleView(visit, all.resultAt(1));
                        var page = new WhyPage(
                                rule.id(),
                                rule.rule().name(),
                                VisitorId.text(visitor),
                                why.checks().stream()
                                        .map(check -> check(visit, check))
                                        .toList(),
                                why.condition() == null
                                        ? null
                                        : AudienceMemberPages.found(
                                                visit,
                                                audiences.text(visit.site().id()),
                                                why.condition()),
                                why.past().stream()
                                        .map(firing -> view.happened(firing, versions))
                                        .toList());
                        return visit.show(200, "rules/why", "rules", page);
                    });
        });
    }

    private static CheckView check(Visit visit, Check check) {
        Map<String, Object> arguments = new HashMap<>();
        check.arguments().forEach((name, value) -> arguments.put(name, said(visit, value)));
        return new CheckView(
                check.verdict().name().toLowerCase(Locale.ROOT), visit.text("why." + check.code(), arguments));
    }

    private static Object said(Visit visit, Object value) {
        if (value instanceof Instant at) {
            return visit.formats().dateTime(at);
        }
        return value instanceof LocalDate day
                ? visit.formats().number(day.getDayOfMonth()) + "/"
                        + visit.formats().number(day.getMonthValue())
                : value;
    }

    /** What rules did with one visitor. */
    private Future<Void> person(Visit visit) {
        UUID id = visitor(visit);
        return Future.all(
                        desk.log().ofPerson(visit.site(), id, FIRINGS),
                        desk.rules().of(visit.site()),
                        desk.rules().available(visit.site()))
                .compose(all -> {
                    List<FiringLog.Firing> firings = all.resultAt(0);
                    List<StoredRule> rules = all.resultAt(1);
                    Map<Integer, StoredRule> known = new HashMap<>();
                    rules.forEach(rule -> known.put(rule.id(), rule));
                    var view = new RuleView(visit, all.resultAt(2));
                    List<OfPerson> shown = firings.stream()
                            .flatMap(firing -> Optional.ofNullable(known.get(firing.rule())).stream()
                                    .map(rule -> new OfPerson(
                                            rule.id(),
                                            rule.rule().name(),
                                            view.happened(firing, Map.of(rule.version(), rule.rule())))))
                            .toList();
                    List<Named> asked = rules.stream()
                            .filter(rule -> rule.state().acts())
                            .map(rule -> new Named(rule.id(), rule.rule().name()))
                            .toList();
                    return visit.show(
                            200, "rules/person", "visitors", new PersonPage(VisitorId.text(id), shown, asked));
                });
    }
}
