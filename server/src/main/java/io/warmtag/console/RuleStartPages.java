package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.catalog.Problem;
import io.warmtag.rule.Frequencies;
import io.warmtag.rule.ReadyMade;
import io.warmtag.rule.RuleDesk;
import io.warmtag.rule.model.Frequency;
import io.warmtag.text.Digits;
import io.warmtag.web.Routes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules to start from, and what one person may have of all rules together. */
public final class RuleStartPages implements Routes {
    private static final String PATH = "/console/sites/:site/rules";

    private final Console console;
    private final RuleDesk desk;

    record StartPage(List<String> starts) {}

    record LimitsPage(Field perDay, Field perWeek) {}

    public RuleStartPages(Console console, RuleDesk desk) {
        this.console = console;
        this.desk = desk;
    }

    @Override
    public void mount(Router router) {
        router.get(PATH + "/start").handler(console.sitePage(this::start));
        router.post(PATH + "/starts").handler(console.sitePage(this::begin));
        router.get(PATH + "/limits").handler(console.sitePage(this::limits));
        router.post(PATH + "/limits").handler(console.sitePage(this::setLimits));
    }

    private Future<Void> start(Visit visit) {
        List<String> codes = ReadyMade.ALL.stream().map(ReadyMade::code).toList();
        return visit.show(200, "rules/start", "rules", new StartPage(codes));
    }

    private Future<Void> begin(Visit visit) {
        String code = EntityPages.form(visit, "start");
        return desk.starter()
                .begin(visit.site(), code, visit.language(), visit.account().email())
                .compose(made -> visit.done(
                        visit.sitePath(
                                "/rules/" + made.orElseThrow(Visit::notFound).id()),
                        "rule_begun"));
    }

    private Future<Void> limits(Visit visit) {
        return desk.frequencies()
                .of(visit.site())
                .compose(now -> show(visit, 200, text(now.perDay()), text(now.perWeek()), Wrongs.none()));
    }

    private static String text(@Nullable Integer most) {
        return most == null ? "" : most.toString();
    }

    private static Future<Void> show(Visit visit, int status, String perDay, String perWeek, Wrongs wrongs) {
        return visit.show(
                status,
                "rules/limits",
                "rules",
                new LimitsPage(field("per_day", perDay, wrongs), field("per_week", perWeek, wrongs)));
    }

    private static Field field(String name, String value, Wrongs wrongs) {
        String wrong = wrongs.take(name);
        return new Field(name, value, wrong.isEmpty() ? null : wrong);
    }

    private Future<Void> setLimits(Visit visit) {
        List<Problem> problems = new ArrayList<>();
        String perDay = EntityPages.form(visit, "per_day");
        String perWeek = EntityPages.form(visit, "per_week");
        var frequency = new Frequency(most("per_day", perDay, problems), most("per_week", perWeek, problems));
        problems.addAll(Frequencies.problems(frequency));
        return problems.isEmpty()
                ? desk.frequencies()
                        .set(visit.site(), frequency, visit.account().email())
                        .compose(set -> visit.done(visit.sitePath("/rules/limits"), "saved"))
                : show(visit, 422, perDay, perWeek, Wrongs.of(visit, problems));
    }

    private static @Nullable Integer most(String field, String typed, List<Problem> problems) {
        String latin = Digits.latin(typed);
        if (latin.matches("\\d{1,9}")) {
            return Integer.valueOf(latin);
        }
        if (!latin.isEmpty()) {
            problems.add(Problem.of(field, "problem.field.whole"));
        }
        return null;
    }
}
