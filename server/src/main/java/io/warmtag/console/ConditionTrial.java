package io.warmtag.console;

import io.vertx.core.Future;
import io.warmtag.catalog.Problem;
import io.warmtag.event.VisitorId;
import io.warmtag.rule.AudiencePreview.Tried;
import io.warmtag.rule.AudienceServices;
import io.warmtag.rule.audience.model.Condition;
import io.warmtag.rule.audience.model.ConditionReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** For how many a condition holds that somebody is still writing, in words, with some of them. */
record ConditionTrial(String text, String sentence, List<String> sample) {

    /** Empty while something is missing: then there is nothing to try. */
    static Future<Optional<ConditionTrial>> of(Visit visit, AudienceServices audiences, ConditionNode root) {
        List<Problem> problems = new ArrayList<>();
        Optional<Condition> condition = ConditionReader.read(ConditionForm.json(root), "condition", problems);
        int site = visit.site().id();
        if (condition.isEmpty()
                || !audiences.editor().problems(site, condition.get()).isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        String sentence = visit.say(audiences.directory().text(site).of(condition.get()));
        return audiences
                .preview()
                .count(site, condition.get())
                .map(tried -> Optional.of(new ConditionTrial(text(visit, tried), sentence, sample(tried))));
    }

    private static String text(Visit visit, Tried tried) {
        boolean everybody = tried.tried() >= tried.persons();
        long about = tried.tried() == 0 ? 0 : Math.round(tried.matched() * (double) tried.persons() / tried.tried());
        return visit.text(
                everybody ? "audiences.tried.all" : "audiences.tried.some",
                Map.of("matched", tried.matched(), "tried", tried.tried(), "persons", tried.persons(), "about", about));
    }

    private static List<String> sample(Tried tried) {
        return tried.sample().stream().map(VisitorId::text).toList();
    }
}
