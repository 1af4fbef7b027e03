package io.warmtag.api;

import io.vertx.core.Future;
import io.warmtag.rule.AudienceEditor.Use;
import io.warmtag.web.HttpProblem;
import java.util.List;
import java.util.stream.Collectors;

/** Keeps what rules that act need from being deleted: they would go on, and nothing would come of it. */
final class Using {
    private Using() {}

    /** Fails with the problem to answer when there are any. */
    static Future<Void> refuse(List<Use> rules) {
        return rules.isEmpty()
                ? Future.succeededFuture()
                : Future.failedFuture(new HttpProblem(
                        409,
                        "Rules that act use it: "
                                + rules.stream().map(Use::name).collect(Collectors.joining(", "))
                                + ". Pause them, or take it out of them, first."));
    }
}
