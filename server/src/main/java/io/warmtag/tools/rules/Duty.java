package io.warmtag.tools.rules;

import io.vertx.core.json.JsonObject;
import io.warmtag.tools.rules.Story.Happened;
import io.warmtag.tools.rules.Story.Turned;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** For which occasions a rule must have fired for one person, or have held him out. */
final class Duty {
    private final Truth truth;
    private final Map<Integer, JsonObject> audiences;
    private final long until;

    /**
     * @param audiences the condition of each by id
     * @param until ms; what happened or became due later is not looked at
     */
    Duty(Map<Integer, JsonObject> audiences, boolean asksConsent, long until) {
        this.truth = new Truth(audiences, asksConsent);
        this.audiences = audiences;
        this.until = until;
    }

    /**
     * An occasion that a rule was waiting for.
     *
     * @param key as firings have it
     * @param occurred when it happened, ms
     * @param at when it is decided, ms
     */
    record Occasion(
            String key, long occurred, long at, @Nullable Happened event) {}

    /**
     * What must be.
     *
     * @param fired in their order
     * @param isCertain false when it depends on the moment at which somebody looked, as with an event that happened before a
     *     rule was due and came in after it
     */
    record Verdict(List<Occasion> fired, boolean isCertain) {}

    Verdict of(Definition rule, Story story) {
        var candidates = new ArrayList<Occasion>();
        boolean certain = true;
        for (Occasion each : occasions(rule, story)) {
            long at = rule.delay() == 0 ? each.at : Math.max(each.at, each.occurred + rule.delay());
            if (at > until) {
                continue;
            }
            certain &= !isUncertain(rule, story, each, at);
            if ((rule.delay() == 0 || !isOver(rule, story, each, at)) && isMeant(rule, story, each, at)) {
                candidates.add(new Occasion(each.key, each.occurred, at, each.event));
            }
        }
        candidates.sort(Comparator.comparingLong(Occasion::at));
        return new Verdict(rule.times() == 0 ? candidates : limited(rule, candidates), certain);
    }

    private List<Occasion> occasions(Definition rule, Story story) {
        return switch (rule.kind()) {
            case "event" ->
                story.events().stream()
                        .filter(event -> event.isOccasion()
                                && event.name.equals(rule.when().getString("event"))
                                && rule.passes(event))
                        .map(event -> new Occasion("e:" + event.id, event.time, event.received, event))
                        .toList();
            case "temperature" ->
                story.turns().stream()
                        .filter(turn -> isOrAny(rule.when().getString("from"), turn.from())
                                && isOrAny(rule.when().getString("to"), turn.to()))
                        .map(Duty::turned)
                        .toList();
            case "audience" -> moves(story, rule);
            default -> throw new IllegalArgumentException("the replay doesn't know rules of the kind " + rule.kind());
        };
    }

    private static Occasion turned(Turned turn) {
        return new Occasion("t:" + turn.number(), turn.at(), turn.known(), null);
    }

    private static boolean isOrAny(@Nullable String wanted, String is) {
        return wanted == null || wanted.equals(is);
    }

    /** Looks at him whenever something came in, and whenever time alone may have changed the answer. */
    private List<Occasion> moves(Story story, Definition rule) {
        int audience = rule.when().getInteger("audience");
        JsonObject condition = audiences.get(audience);
        if (condition == null) {
            throw new IllegalArgumentException("rule " + rule.id() + " waits for an audience that is gone");
        }
        var instants = new TreeSet<Long>();
        truth.turns(condition, story, instants);
        story.events().forEach(event -> instants.add(event.received));
        boolean wanted = rule.when().getString("change", "entered").equals("entered");
        boolean in = false;
        int number = 0;
        var moves = new ArrayList<Occasion>();
        for (long instant : instants.tailSet(instants.isEmpty() ? 0 : first(story))) {
            if (instant > until) {
                break;
            }
            if (truth.holds(condition, story, instant) != in) {
                in = !in;
                number++;
                if (in == wanted) {
                    moves.add(new Occasion(key(rule, audience, story.person(), number), instant, instant, null));
                }
            }
        }
        return moves;
    }

    private static long first(Story story) {
        return story.events().isEmpty() ? 0 : story.events().get(0).received;
    }

    private static String key(Definition rule, int audience, UUID person, int number) {
        String change = "m:" + rule.site() + ":" + audience + ":" + person + ":" + number;
        return "m:" + audience + ":" + UUID.nameUUIDFromBytes(change.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether something has happened, until a rule that waits is due, that it makes way for. */
    private static boolean isOver(Definition rule, Story story, Occasion occasion, long due) {
        return rule.unlessOrder()
                        && story.orders().stream()
                                .anyMatch(order -> order.placed() > occasion.occurred && order.placed() <= due)
                || story.events().stream()
                        .anyMatch(event -> rule.unlessEvents().contains(event.name)
                                && event.time > occasion.occurred
                                && event.received <= due);
    }

    private boolean isUncertain(Definition rule, Story story, Occasion occasion, long at) {
        return rule.delay() > 0
                        && story.events().stream()
                                .anyMatch(event -> (rule.unlessOrder() && event.name.equals("purchase")
                                                || rule.unlessEvents().contains(event.name))
                                        && event.time > occasion.occurred
                                        && event.time <= at
                                        && event.received > at)
                || rule.purpose() != null
                        && (occasion.event == null || Truth.said(occasion.event, rule.purpose()) == null)
                        && changesHisMind(rule.purpose(), story, at);
    }

    /** Who takes his consent back a moment later is to be left alone, if it is known by then. */
    private boolean changesHisMind(String purpose, Story story, long at) {
        boolean before = truth.grants(story.by(at), purpose);
        List<Happened> all = story.events();
        return IntStream.rangeClosed(1, all.size())
                .filter(known -> all.get(known - 1).received > at)
                .anyMatch(known -> truth.grants(all.subList(0, known), purpose) != before);
    }

    private boolean isMeant(Definition rule, Story story, Occasion occasion, long at) {
        JsonObject condition = rule.condition();
        return (condition == null || truth.holds(condition, story, at)) && consents(rule, story, occasion, at);
    }

    private boolean consents(Definition rule, Story story, Occasion occasion, long at) {
        String purpose = rule.purpose();
        boolean says = purpose != null && occasion.event != null && Truth.said(occasion.event, purpose) != null;
        return purpose == null || truth.grants(says ? List.of(occasion.event) : story.by(at), purpose);
    }

    private static List<Occasion> limited(Definition rule, List<Occasion> candidates) {
        var fired = new ArrayList<Occasion>();
        for (Occasion each : candidates) {
            long before = fired.stream()
                    .filter(one -> one.at > each.at - rule.withinMs())
                    .count();
            if (before < rule.times()) {
                fired.add(each);
            }
        }
        return fired;
    }
}
