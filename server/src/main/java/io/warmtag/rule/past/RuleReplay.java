package io.warmtag.rule.past;

import io.warmtag.catalog.Value;
import io.warmtag.event.Answer;
import io.warmtag.rule.audience.model.Bound;
import io.warmtag.rule.audience.model.Condition;
import io.warmtag.rule.audience.model.ConditionReader;
import io.warmtag.rule.audience.model.Evaluator;
import io.warmtag.rule.audience.model.FactEvent;
import io.warmtag.rule.audience.model.Life;
import io.warmtag.rule.audience.model.Needs;
import io.warmtag.rule.model.Delay;
import io.warmtag.rule.model.Rule;
import io.warmtag.rule.model.When;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rule's firing. What happened, what its condition says, its limits and its steps are taken as they are live, each at its own
 * time. A rule that fires once does so at its time, or when it is switched on if that lies outside of the past.
 *
 * @param condition what must be true when it fires; null: nothing
 * @param salt who is held out is drawn with it
 * @param zone the site's
 * @param fired how often it had fired before the past, by the site's calendar
 * @param products what became of them, if it waits for that
 */
public record RuleReplay(
        Rule rule,
        @Nullable Condition condition,
        Evaluator evaluator,
        long salt,
        ZoneId zone,
        Map<LocalDate, Long> fired,
        ProductPast products,
        List<Unknown> unknown)
        implements Replay {

    /**
     * Something that the rule was waiting for.
     *
     * @param occurred ms
     * @param at ms, when it came in
     * @param event behind it, if there is one
     * @param product ids of the product that it is about and of its variants, if a condition asks for it
     */
    private record Occasion(
            long occurred, long at, @Nullable FactEvent event, List<String> product) {
        Occasion(long at) {
            this(at, at, null, List.of());
        }
    }

    @Override
    public Found chances(Chapter chapter, List<Chapter> all) {
        List<Chance> chances = new ArrayList<>();
        int aside = 0;
        int waiting = 0;
        for (Occasion occasion : occasions(chapter)) {
            long due = due(occasion);
            // Who waits for it may be one with others by then.
            Chapter then = chapter.at(due, all);
            if (due > chapter.past().end()) {
                waiting++;
            } else if (isOvertaken(occasion, due, then.life())) {
                aside++;
            } else if (rule.limits().allows(Instant.ofEpochMilli(due)) && isMeant(occasion, due, then.life())) {
                boolean consents = consents(occasion, due, then.life());
                var ends = new StepsOfPast(rule, zone).of(then, all, occasion.occurred, due);
                chances.add(Chances.of(then, due, consents, ends));
            }
        }
        chances.sort(Comparator.comparingLong(Chance::at));
        return new Found(chances, aside, waiting);
    }

    private long due(Occasion occasion) {
        long delay = Duration.ofMinutes(rule.delay().minutes()).toMillis();
        return Math.max(occasion.at, occasion.occurred + delay);
    }

    private boolean isMeant(Occasion occasion, long at, Life life) {
        if (condition == null || occasion.product.isEmpty()) {
            return condition == null || evaluator.holds(condition, life.upTo(at), at);
        }
        Value.Fields bound = Bound.in(Objects.requireNonNull(rule.condition()), occasion.product);
        return ConditionReader.read(bound, "if", new ArrayList<>())
                .map(asked -> evaluator.holds(asked, life.upTo(at), at))
                .orElse(false);
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

    /** By the event itself when that is what it fires for and it says something, else by what the person answers. */
    private boolean consents(Occasion occasion, long due, Life life) {
        if (rule.purpose() != null && occasion.event != null && rule.delay().minutes() == 0) {
            Answer own = occasion.event.answer(rule.purpose());
            if (own.decides(life.asksConsent())) {
                return own.grants(life.asksConsent());
            }
        }
        return StepsOfPast.grants(rule, life, due);
    }

    private List<Occasion> occasions(Chapter chapter) {
        if (rule.when() instanceof When.Happens happens) {
            return happened(happens, chapter);
        } else if (rule.when() instanceof When.Turns turns) {
            return chapter.noted().turns().stream()
                    .filter(turned -> turned.logged() > chapter.from()
                            && turned.logged() <= chapter.until()
                            && turns.takes(turned.from(), turned.to()))
                    .map(turned -> new Occasion(turned.at(), turned.known(), null, List.of()))
                    .toList();
        } else if (rule.when() instanceof When.Moves moves) {
            return new AudienceReplay(evaluator, new Condition.Member(moves.audience()), moves.entered(), false)
                    .changes(chapter).stream()
                            .filter(change -> !change.quiet())
                            .map(change -> new Occasion(change.at()))
                            .toList();
        } else if (rule.when() instanceof When.Once once) {
            return once(once, chapter);
        } else if (rule.when() instanceof When.Dated dated) {
            return dated(dated, chapter);
        }
        return products.heardBy((When.Changes) rule.when(), chapter).stream()
                .map(change -> new Occasion(change.at(), change.at(), null, change.variants()))
                .toList();
    }

    private static List<Occasion> happened(When.Happens happens, Chapter chapter) {
        List<Occasion> occasions = new ArrayList<>();
        for (FactEvent event : chapter.life().events()) {
            if (event.received() > chapter.from()
                    && event.received() <= chapter.until()
                    && event.name().equals(happens.event())
                    && event.isOccasion()
                    && happens.where().stream().allMatch(test -> test.passes(event.data()))) {
                occasions.add(new Occasion(event.time(), event.received(), event, List.of()));
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
        return isHere && evaluator.holds(member, chapter.life().upTo(at), at) ? List.of(new Occasion(at)) : List.of();
    }

    /** Once a day, whichever of his visitors said it. */
    private List<Occasion> dated(When.Dated dated, Chapter chapter) {
        if (chapter.noted().days().isEmpty()) {
            return List.of();
        }
        List<Occasion> occasions = new ArrayList<>();
        LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(chapter.from()), zone);
        LocalDate last = LocalDate.ofInstant(Instant.ofEpochMilli(chapter.until()), zone);
        for (; !day.isAfter(last); day = day.plusDays(1)) {
            long at = dated.due(day, zone).toEpochMilli();
            LocalDate today = day;
            if (at > chapter.from()
                    && at <= chapter.until()
                    && known(chapter.noted().days(), at).stream().anyMatch(said -> dated.takes(said, today))) {
                occasions.add(new Occasion(at));
            }
        }
        return occasions;
    }

    /** What his profiles said at an instant. */
    private static Collection<LocalDate> known(List<ProfileDay> days, long at) {
        Map<UUID, LocalDate> known = new HashMap<>();
        for (ProfileDay each : days) {
            if (each.heard() <= at) {
                if (each.day() == null) {
                    known.remove(each.visitor());
                } else {
                    known.put(each.visitor(), each.day());
                }
            }
        }
        return known.values();
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
        if (rule.when() instanceof When.Changes changes) {
            names.addAll(ProductPast.events(changes));
            data.addAll(ProductPast.events(changes));
        }
        String purpose = rule.purpose();
        return new Looks(
                conditions,
                names,
                data,
                purpose == null ? Set.of() : Needs.ofAnswer(purpose),
                purpose != null,
                rule.when() instanceof When.Turns,
                rule.when() instanceof When.Dated dated ? dated.property() : null);
    }
}
