package io.warmtag.rule.past;

import io.warmtag.rule.audience.model.Condition;
import io.warmtag.rule.audience.model.Course;
import io.warmtag.rule.audience.model.Evaluator;
import io.warmtag.rule.audience.model.Life;
import io.warmtag.rule.model.Decision;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.SettingsHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Coming into an audience, or going out of it. Who was in it when it was switched on doesn't come in.
 *
 * @param strangers whether somebody of whom nothing is known is in it: then the first thing that he does brings him in
 */
public record AudienceReplay(Evaluator evaluator, Condition condition, boolean entered, boolean strangers)
        implements Replay {

    public static AudienceReplay of(
            Evaluator evaluator, Condition condition, boolean entered, SettingsHistory history) {
        var nothing = new Life(PersonState.EMPTY, List.of(), List.of(), history, true);
        return new AudienceReplay(evaluator, condition, entered, evaluator.holds(condition, nothing.whole(), 0));
    }

    @Override
    public Found chances(Chapter chapter, List<Chapter> all) {
        List<Chance> chances = new ArrayList<>();
        for (Course.Change change : changes(chapter)) {
            chances.add(Chances.of(chapter, change.at(), true, List.of()));
        }
        return new Found(chances, 0, 0);
    }

    /** When he comes in or goes out. */
    List<Course.Change> changes(Chapter chapter) {
        Life life = chapter.life();
        boolean known = !life.events().isEmpty() && life.events().get(0).received() <= chapter.from();
        Course.Place start = known
                ? Course.at(chapter.from(), evaluator, condition, life)
                : new Course.Place(false, chapter.from(), Evaluator.NEVER);
        Course course = Course.from(start, evaluator, condition, life);
        course.advanceTo(chapter.until());
        return course.changes().stream()
                .filter(change -> change.entered() == entered)
                .toList();
    }

    @Override
    public Choice choice() {
        return new Choice() {
            @Override
            public void begins(UUID visitor, Before before) {}

            @Override
            public Chance.Decided decide(Chance chance) {
                return new Chance.Decided(chance, Decision.FIRED);
            }
        };
    }

    @Override
    public Looks looks() {
        return new Looks(List.of(condition), Set.of(), Set.of(), Set.of(), strangers, false, null);
    }
}
