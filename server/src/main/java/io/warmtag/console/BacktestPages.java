package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.event.VisitorId;
import io.warmtag.rule.Audience;
import io.warmtag.rule.AudienceServices;
import io.warmtag.rule.Available;
import io.warmtag.rule.BacktestStore.Named;
import io.warmtag.rule.BacktestStore.Run;
import io.warmtag.rule.Backtests;
import io.warmtag.rule.RuleBacktests;
import io.warmtag.rule.RuleVersion;
import io.warmtag.rule.Rules;
import io.warmtag.rule.StoredRule;
import io.warmtag.rule.model.Rule;
import io.warmtag.web.Routes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an audience or a rule would have done in the past: runs that go on by themselves, and what came of them. */
public final class BacktestPages implements Routes {
    private static final String PATH = "/console/sites/:site/";
    private static final int USUAL_DAYS = 30;
    private static final int SHOWN = 20;
    private static final int NAMED = 50;
    private static final int MOST_EXPORTED = 1_000;

    private final Console console;
    private final AudienceServices audiences;
    private final Rules rules;
    private final RuleBacktests ofRules;
    private final Backtests backtests;

    /**
     * What is run.
     *
     * @param section {@code audiences} or {@code rules}
     * @param versions of a rule, the newest first
     */
    record Subject(String section, int id, String name, List<RuleVersion> versions) {
        String path() {
            return section + "/" + id;
        }

        private @Nullable Rule rule(Run run) {
            Integer version = run.version();
            return version == null
                    ? RuleBacktests.draft(run).orElse(null)
                    : RuleBacktests.version(versions, version)
                            .map(RuleVersion::rule)
                            .orElse(null);
        }
    }

    /** @param problem why it can't be run, or empty */
    record IndexPage(
            Subject of,
            String home,
            String problem,
            int days,
            List<Integer> versions,
            List<BacktestView.Listed> runs) {}

    /**
     * A run.
     *
     * @param here its address
     * @param found null while there is nothing yet
     * @param next the address of further people; null when these are all
     */
    record RunPage(
            Subject of,
            String home,
            String here,
            Run run,
            String reason,
            BacktestView.@Nullable Found found,
            List<BacktestView.Person> people,
            @Nullable String next) {}

    public BacktestPages(Console console, AudienceServices audiences, Rules rules, RuleBacktests ofRules) {
        this.console = console;
        this.audiences = audiences;
        this.rules = rules;
        this.ofRules = ofRules;
        this.backtests = audiences.backtests();
    }

    @Override
    public void mount(Router router) {
        mount(router, PATH + "audiences/:audience/backtests");
        mount(router, PATH + "rules/:rule/backtests");
        router.get(PATH + "rules/:rule/backtests").handler(console.sitePage(visit -> index(visit, 200)));
    }

    private void mount(Router router, String all) {
        router.post(all).handler(console.sitePage(this::start));
        router.get(all + "/:run").handler(console.sitePage(this::show));
        router.get(all + "/:run/people.csv").handler(console.sitePage(this::export));
        router.post(all + "/:run/cancel").handler(console.sitePage(this::cancel));
    }

    private Future<Subject> subject(Visit visit) {
        if (visit.ctx().pathParam("rule") == null) {
            Audience audience = audience(visit);
            return Future.succeededFuture(new Subject("audiences", audience.id(), audience.name(), List.of()));
        }
        return rule(visit)
                .compose(rule -> rules.versions(visit.site(), rule.id())
                        .map(versions ->
                                new Subject("rules", rule.id(), rule.rule().name(), versions)));
    }

    private Audience audience(Visit visit) {
        return EntityPages.number(visit.pathParam("audience"))
                .flatMap(id -> audiences.directory().find(visit.site().id(), id))
                .orElseThrow(Visit::notFound);
    }

    private Future<StoredRule> rule(Visit visit) {
        int id = EntityPages.number(visit.pathParam("rule")).orElseThrow(Visit::notFound);
        return rules.find(visit.site(), id).map(found -> found.orElseThrow(Visit::notFound));
    }

    private Future<Void> index(Visit visit, int status) {
        return rule(visit)
                .compose(rule -> subject(visit)
                        .compose(of -> backtests
                                .of(visit.site().id(), of.path(), SHOWN)
                                .compose(runs -> visit.show(
                                        status,
                                        "backtests/index",
                                        of.section,
                                        new IndexPage(
                                                of,
                                                visit.sitePath("/" + of.path()),
                                                ofRules.problem(visit.site(), rule.rule())
                                                        .map(problem -> visit.say(problem.message()))
                                                        .orElse(""),
                                                USUAL_DAYS,
                                                of.versions.stream()
                                                        .map(RuleVersion::version)
                                                        .toList(),
                                                runs.stream()
                                                        .map(run -> BacktestView.listed(visit, run))
                                                        .toList())))));
    }

    private Future<Void> start(Visit visit) {
        var form = new Form(visit);
        double typed = form.number("days");
        OptionalInt days = typed >= 1 && typed <= Backtests.MOST_DAYS && typed == Math.rint(typed)
                ? OptionalInt.of((int) typed)
                : OptionalInt.empty();
        return subject(visit).compose(of -> {
            String home = visit.sitePath("/" + of.path() + (of.section.equals("rules") ? "/backtests" : ""));
            return days.isEmpty()
                    ? visit.done(home, "backtest.days")
                    : start(visit, of, days.getAsInt())
                            .compose(run -> run.isEmpty()
                                    ? visit.goTo(home)
                                    : visit.goTo(visit.sitePath("/" + of.path() + "/backtests/" + run.get())));
        });
    }

    /** Empty when it can't be run: the page says why. */
    private Future<Optional<UUID>> start(Visit visit, Subject of, int days) {
        String author = visit.account().email();
        if (of.section.equals("audiences")) {
            return backtests
                    .start(audiences.entering(audience(visit), days, author))
                    .map(Optional::of);
        }
        int wanted = EntityPages.number(new Form(visit).text("version"))
                .orElse(of.versions.get(0).version());
        RuleVersion version = RuleBacktests.version(of.versions, wanted).orElseThrow(Visit::notFound);
        if (ofRules.problem(visit.site(), version.rule()).isPresent()) {
            return Future.succeededFuture(Optional.empty());
        }
        return rule(visit)
                .compose(rule -> ofRules.start(visit.site(), rule, version, days, author))
                .map(Optional::of);
    }

    static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Future<Run> run(Visit visit, Subject of) {
        UUID id = id(visit.pathParam("run")).orElseThrow(Visit::notFound);
        return backtests
                .find(visit.site().id(), id)
                .map(found ->
                        found.filter(run -> run.subject().equals(of.path())).orElseThrow(Visit::notFound));
    }

    private Future<Void> show(Visit visit) {
        Keyset after = visit.query("cursor").flatMap(Keyset::parse).orElse(Keyset.NEWEST);
        return subject(visit)
                .compose(of -> run(visit, of)
                        .compose(run -> Future.all(
                                        rules.available(visit.site()), backtests.named(run.id(), after, NAMED))
                                .compose(all -> visit.show(
                                        200,
                                        "backtests/run",
                                        of.section,
                                        page(visit, of, run, all.resultAt(0), all.resultAt(1))))));
    }

    private static RunPage page(Visit visit, Subject of, Run run, Available available, Page<Named> people) {
        String here = BacktestView.path(visit, run);
        String reason = run.result() == null ? "" : run.result().getString("reason", "");
        return new RunPage(
                of,
                visit.sitePath("/" + of.path()),
                here,
                run,
                reason,
                BacktestView.found(visit, run, of.rule(run), available).orElse(null),
                people.items().stream().map(BacktestView::person).toList(),
                people.next().map(next -> here + "?cursor=" + next.text()).orElse(null));
    }

    private Future<Void> cancel(Visit visit) {
        return subject(visit)
                .compose(of -> run(visit, of))
                .compose(run -> backtests
                        .cancel(visit.site().id(), run.id())
                        .compose(done -> visit.goTo(BacktestView.path(visit, run))));
    }

    /** One a line, written page by page: a million of them don't fit into memory. */
    private Future<Void> export(Visit visit) {
        return subject(visit).compose(of -> run(visit, of)).compose(run -> {
            var response = visit.ctx().response();
            response.setChunked(true)
                    .putHeader("Content-Type", "text/csv; charset=utf-8")
                    .putHeader("Cache-Control", "no-store")
                    .putHeader(
                            "Content-Disposition",
                            "attachment; filename=\"" + run.subject().replace('/', '-') + "-backtest.csv\"");
            return response.write("visitor,at,held_out,bought\r\n").compose(begun -> export(visit, run, Keyset.NEWEST));
        });
    }

    private Future<Void> export(Visit visit, Run run, Keyset after) {
        return backtests.named(run.id(), after, MOST_EXPORTED).compose(page -> {
            var lines = new StringBuilder();
            page.items()
                    .forEach(named -> lines.append(VisitorId.text(named.person()))
                            .append(',')
                            .append(named.at())
                            .append(',')
                            .append(named.heldOut())
                            .append(',')
                            .append(named.bought())
                            .append("\r\n"));
            var response = visit.ctx().response();
            return page.next().isPresent()
                    ? response.write(lines.toString())
                            .compose(written -> export(visit, run, page.next().get()))
                    : response.end(lines.toString());
        });
    }
}
