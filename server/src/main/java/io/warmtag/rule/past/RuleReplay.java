package io.warmtag.rule.past;

import io.warmtag.rule.audience.model.Condition;
import io.warmtag.rule.audience.model.Evaluator;
import io.warmtag.rule.audience.model.FactEvent;
import io.warmtag.rule.audience.model.Life;
import io.warmtag.rule.model.Delay;
import io.warmtag.rule.model.Rule;
import io.warmtag.rule.model.When;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A rule's firing. What happened, what its condition says, its limits and its steps are taken as they are live, each at its own
 * time. A rule that fires once does so at its time, or when it is switched on if that lies outside of the past.
 *
 * @param condition what must be true when it fires; null: nothing
 * @param salt who is held out is drawn with it
 * @param zone the site's
 * @param fired how often it had fired before the past, by the site's calendar
 */
public record RuleReplay(
        Rule rule,
        @Nullable Condition condition,
        Evaluator evaluator,
        long salt,
        ZoneId zone,
        Map<LocalDate, Long> fired)
        implements Replay {

    /**
     * Something that the rule was waiting for.
     *
     * @param occurred ms
     * @param at ms, when it came in
     * @param event behind it, if there is one
     */
    private record Occasion(
            long occurred, long at, @Nullable FactEvent event) {}

    /** Whether rules that are waiting for this can be run over the past. */
    public static boolean canReplay(When when) {
        return when instanceof When.Happens
                || when instanceof When.Turns
                || when instanceof When.Moves
                || when instanceof When.Once;
    }

    @Override
    public Found chances(Chapter chapter) {
        List<Chance> chances = new ArrayList<>();
        int aside = 0;
        int waiting = 0;
        for (Occasion occasion : occasions(chapter)) {
            long due = due(occasion);
            if (due > chapter.until()) {
                waiting += chapter.isLast() ? 1 : 0;
            } else if (isOvertaken(occasion, due, chapter.life())) {
                aside++;
            } else if (rule.limits().allows(Instant.ofEpochMilli(due)) && isMeant(chapter.life(), due)) {
                boolean consents = consents(occasion, due, chapter.life());
                var ends = new StepsOfPast(rule, zone).of(chapter, occasion.occurred, due);
                chances.add(Chances.of(chapter, due, consents, ends));
            }
        }
        chances.sort(Comparator.comparingLong(Chance::at));
        return new Found(chances, aside, waiting);
    }

    private long due(Occasion occasion) {
        long delay = Duration.ofMinutes(rule.delay().minutes()).toMillis();
        return Math.max(occasion.at, occasion.occurred + delay);
    }

    private boolean isMeant(Life life, long at) {
        return condition == null || evaluator.holds(condition, life.upTo(at), at);
    }

    private boolean isOvertaken(Occasion occasion, long due, Life life) {
        Delay delay = rule.delay();
        if (delay.minutes() == 0) {
            return false;
        }
        return delay.unlessOrder() && life.ordered(occasion.occurred, due)
                || !delay.unlessEvents().isEmpty()
                        && life.upTo(due).events().stream()
                                .anyMatch(event -> event.time() > occasion.occurred
                                        && delay.unlessEvents().contains(event.name()));
    }

    /** By the event itself when that is what it fires for, else by the newest one. */
    private boolean consents(Occasion occasion, long due, Life life) {
        boolean atOnce = occasion.event != null && rule.delay().minutes() == 0;
        return StepsOfPast.grants(rule, life, atOnce ? occasion.event : life.newest(due));
    }

    private List<Occasion> occasions(Chapter chapter) {
        if (rule.when() instanceof When.Happens happens) {
            return happened(happens, chapter);
        } else if (rule.when() instanceof When.Turns turns) {
            return chapter.turns().stream()
                    .filter(turned -> turned.logged() > chapter.from()
                            && turned.logged() <= chapter.until()
                            && turns.takes(turned.from(), turned.to()))
                    .map(turned -> new Occasion(turned.at(), turned.at(), null))
                    .toList();
        } else if (rule.when() instanceof When.Moves moves) {
            return new AudienceReplay(evaluator, new Condition.Member(moves.audience()), moves.entered(), false)
                    .changes(chapter).stream()
                            .filter(change -> !change.quiet())
                            .map(change -> new Occasion(change.at(), change.at(), null))
                            .toList();
        } else if (rule.when() instanceof When.Once once) {
            return once(once, chapter);
        }
        throw new IllegalArgumentException("can't be run over the past: " + rule.when());
    }

    private static List<Occasion> happened(When.Happens happens, Chapter chapter) {
        List<Occasion> occasions = new ArrayList<>();
        for (FactEvent event : chapter.life().events()) {
            if (event.received() > chapter.from()
                    && event.received() <= chapter.until()
                    && event.name().equals(happens.event())
                    && event.isOccasion()
                    && happens.where().stream().allMatch(test -> test.passes(event.data()))) {
                occasions.add(new Occasion(event.time(), event.received(), event));
            }
        }
        return occasions;
    }

    private List<Occasion> once(When.Once once, Chapter chapter) {
        long wanted = once.at() == null ? Long.MIN_VALUE : once.at().toEpochMilli();
        boolean isWithin =
                wanted > chapter.past().start() && wanted <= chapter.past().end();
        long at = isWithin ? wanted : chapter.past().start();
        boolean isHere = isWithin ? at > chapter.from() && at <= chapter.until() : chapter.isFirst();
        Condition member = new Condition.Member(once.audience());
        return isHere && evaluator.holds(member, chapter.life().upTo(at), at)
                ? List.of(new Occasion(at, at, null))
                : List.of();
    }

    @Override
    public Choice choice() {
        return new RuleChoice(this);
    }

    @Override
    public boolean isShared() {
        return rule.limits().isShared();
    }

    @Override
    public Looks looks() {
        List<Condition> conditions = new ArrayList<>();
        if (condition != null) {
            conditions.add(condition);
        }
        if (rule.when() instanceof When.Moves moves) {
            conditions.add(new Condition.Member(moves.audience()));
        } else if (rule.when() instanceof When.Once once) {
            conditions.add(new Condition.Member(once.audience()));
        }
        Set<String> names = new TreeSet<>(rule.delay().unlessEvents());
        Set<String> data = new TreeSet<>();
        if (rule.when() instanceof When.Happens happens) {
            names.add(happens.event());
            if (!happens.where().isEmpty()) {
                data.add(happens.event());
            }
        }
        boolean asks = rule.purpose() != null;
        return new Looks(
                conditions,
                names,
                data,
                asks ? Set.of("consent." + rule.purpose()) : Set.of(),
                asks,
                rule.when() instanceof When.Turns);
    }
}
