package io.warmtag.rule.past;

import io.warmtag.rule.audience.model.Life;
import io.warmtag.rule.model.Rule;
import io.warmtag.rule.model.StepFate;
import io.warmtag.rule.model.Steps;
import io.warmtag.rule.past.Chance.End;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** What becomes of a rule's steps after it has fired: each is done when it is due, unless what it was for is over. */
record StepsOfPast(Rule rule, ZoneId zone) {
    private static final String WAITING = "waiting";

    /**
     * @param all see {@link Replay#chances}
     * @param occurred ms of what it fired for
     * @param at ms, when it fired
     */
    List<End> of(Chapter chapter, List<Chapter> all, long occurred, long at) {
        List<End> ends = new ArrayList<>();
        Instant before = Instant.ofEpochMilli(at);
        String over = "";
        for (int place : Steps.actions(rule)) {
            if (!over.isEmpty()) {
                ends.add(new End(place, over, false));
                continue;
            }
            Instant due = Steps.due(rule, place, before);
            boolean postponed = false;
            StepFate fate = fate(chapter, all, occurred, due);
            while (fate instanceof StepFate.Later later && !isAhead(chapter, due)) {
                postponed = true;
                due = later.at();
                fate = fate(chapter, all, occurred, due);
            }
            String state =
                    isAhead(chapter, due) ? WAITING : fate instanceof StepFate.GivenUp givenUp ? givenUp.why() : "done";
            ends.add(new End(place, state, postponed));
            over = state.equals("done") ? "" : state;
            before = due;
        }
        return ends;
    }

    private static boolean isAhead(Chapter chapter, Instant due) {
        return due.toEpochMilli() > chapter.past().end();
    }

    private StepFate fate(Chapter chapter, List<Chapter> all, long occurred, Instant due) {
        long known = due.toEpochMilli();
        Life life = chapter.at(known, all).life();
        boolean ordered = life.ordered(occurred, known);
        return StepFate.of(rule, ordered, grants(rule, life, known), due, zone);
    }

    /** Whether what somebody answered as of an instant is enough for a rule. */
    static boolean grants(Rule rule, Life life, long known) {
        return rule.purpose() == null || life.answer(rule.purpose(), known).grants(life.asksConsent());
    }
}
