package io.warmtag.rule.past;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.catalog.Problem;
import io.warmtag.catalog.Value;
import io.warmtag.catalog.ValueJson;
import io.warmtag.rule.audience.model.Condition;
import io.warmtag.rule.audience.model.ConditionReader;
import io.warmtag.rule.audience.model.Evaluator;
import io.warmtag.rule.audience.model.FactEvent;
import io.warmtag.rule.audience.model.FactOrder;
import io.warmtag.rule.audience.model.Life;
import io.warmtag.rule.model.Holdout;
import io.warmtag.rule.model.PersonPast;
import io.warmtag.rule.model.Rule;
import io.warmtag.rule.model.RuleReader;
import io.warmtag.rule.past.Chapter.Span;
import io.warmtag.visitor.model.OrderFacts;
import io.warmtag.visitor.model.PersonEvent;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.SettingsHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A rule that is run over a whole life decides as one that knows of each moment only what had arrived by then: nothing of the
 * future shines through, whatever comes late, and in whatever order.
 */
class RuleReplayPropertyTest {
    private static final long START = Instant.parse("2026-05-01T00:00:00Z").toEpochMilli();
    private static final long HOUR = 3_600_000;
    private static final Span PAST = new Span(START, START + 72 * HOUR);
    private static final Condition NO_ORDER = condition("{'kind':'orders','most':0}");
    private static final Evaluator EVALUATOR = new Evaluator(id -> NO_ORDER);

    private static final List<String> CONDITIONS = List.of(
            "{'kind':'temperature','is':['warm']}",
            "{'kind':'event','name':'view_item','least':2,'minutes':300}",
            "{'kind':'event','name':'add_to_cart','measure':'sum','field':'value','least':900}",
            "{'kind':'event','name':'view_item','measure':'last','least':30,'most':400}",
            "{'kind':'visit','which':'first','field':'utm_source','op':'is','values':['google']}",
            "{'kind':'visit','which':'last','field':'device','op':'is','values':['mobile']}",
            "{'kind':'visit','which':'any','field':'url','op':'contains','values':['sale'],'minutes':600}",
            "{'kind':'consent','purpose':'ad_storage','granted':true}",
            "{'kind':'orders','stage':'kept','least':1}",
            "{'kind':'any','of':[{'kind':'audience','audience':1},{'kind':'score','least':12}]}");

    private static Condition condition(String json) {
        var problems = new ArrayList<Problem>();
        return ConditionReader.read(ValueJson.read(json.replace('\'', '"')), "if", problems)
                .orElseThrow(() -> new AssertionError(problems));
    }

    /** An order with what tells of it. */
    private record Bought(FactEvent event, FactEvent gone) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nothingOfTheFutureShinesThrough(long seed) {
        var random = new Random(seed);
        int fired = 0;
        for (int i = 0; i < 60; i++) {
            var person = new UUID(random.nextLong(), random.nextLong());
            List<FactEvent> events = new ArrayList<>();
            List<Bought> bought = new ArrayList<>();
            live(random, events, bought);
            for (String condition : CONDITIONS) {
                Rule rule = rule(random.nextInt(3) * 45);
                var replay = new RuleReplay(
                        rule,
                        condition(condition),
                        EVALUATOR,
                        seed,
                        ZoneId.of("Asia/Dhaka"),
                        Map.of(),
                        ProductPast.NONE,
                        List.of());
                List<String> whole = whole(replay, person, events, bought);
                assertEquals(byMoments(replay, person, events, bought), whole, condition);
                fired += whole.size();
            }
        }
        int times = fired;
        assertTrue(times > 200, () -> "too little happened: " + times);
    }

    private static Rule rule(int after) {
        String delay = after == 0 ? "" : ",'after':" + after + ",'unless':{'order':true,'events':['remove_from_cart']}";
        String json = "{'name':'x','holdout':30,'purpose':'ad_user_data','when':{'kind':'event','event':'add_to_cart'"
                + delay + "},'limits':{'per_person':{'times':2,'days':1}}}";
        var problems = new ArrayList<Problem>();
        Rule rule = RuleReader.read((Value.Fields) ValueJson.read(json.replace('\'', '"')), problems);
        assertEquals(List.of(), problems);
        return rule;
    }

    private static void live(Random random, List<FactEvent> events, List<Bought> bought) {
        int count = 5 + random.nextInt(25);
        for (int i = 0; i < count; i++) {
            long received = START - 24 * HOUR + (long) (random.nextDouble() * 96 * HOUR);
            String name = List.of(
                            "view_item", "view_item", "add_to_cart", "add_to_cart", "remove_from_cart", "purchase")
                    .get(random.nextInt(6));
            FactEvent event = event(random, name, received);
            events.add(event);
            if (name.equals("purchase")) {
                FactEvent gone = event(random, "order_cancelled", received + random.nextInt((int) (10 * HOUR)));
                events.add(gone);
                bought.add(new Bought(event, gone));
            }
        }
        events.sort(Comparator.comparingLong(FactEvent::received));
    }

    private static FactEvent event(Random random, String name, long received) {
        long late = random.nextInt(4) > 0 ? 0 : random.nextInt((int) (2 * HOUR));
        String consent = random.nextInt(3) == 0
                ? ""
                : ",\"consent\":{\"ad_storage\":\"%s\",\"ad_user_data\":\"%s\"}".formatted(word(random), word(random));
        String campaign = random.nextBoolean() ? "" : ",\"campaign\":{\"utm_source\":\"google\"}";
        String keyed = random.nextInt(5) > 0 ? "" : ",\"keyed\":true";
        String context = "{\"url\":\"/%s\",\"device\":\"%s\"%s%s%s}"
                .formatted(
                        random.nextBoolean() ? "sale" : "new",
                        random.nextBoolean() ? "mobile" : "desktop",
                        consent,
                        keyed,
                        campaign);
        var id = new UUID((received - late) << 16 | 0x7000, random.nextLong());
        return FactEvent.ofPast(
                new PersonEvent(id, name, received - late),
                received,
                "{\"value\":" + random.nextInt(1_000) + "}",
                ValueJson.read(context),
                false);
    }

    private static String word(Random random) {
        return List.of("granted", "granted", "granted", "denied", "denied", "default")
                .get(random.nextInt(6));
    }

    /** His newest word counts; of who has said nothing, what the shop vouches for. */
    private static boolean answers(List<FactEvent> inOrder) {
        boolean answer = false;
        boolean word = false;
        for (FactEvent event : inOrder) {
            String said = event.answer("ad_user_data").said();
            if ("granted".equals(said) || "denied".equals(said)) {
                answer = "granted".equals(said);
                word = true;
            } else if (said == null && !word && event.answer("ad_user_data").keyed()) {
                answer = true;
            }
        }
        return answer;
    }

    private static Life lifeBy(long known, List<FactEvent> events, List<Bought> bought) {
        List<FactOrder> orders = bought.stream()
                .filter(each -> each.event.received() <= known)
                .map(each -> new FactOrder(
                        new OrderFacts(
                                each.event.id().toString(),
                                each.event.time(),
                                null,
                                each.gone.received() <= known ? Long.valueOf(each.gone.time()) : null),
                        null,
                        null))
                .toList();
        List<FactEvent> arrived =
                events.stream().filter(event -> event.received() <= known).toList();
        return new Life(PersonState.EMPTY, arrived, orders, SettingsHistory.defaults(), true);
    }

    private static List<String> whole(RuleReplay replay, UUID person, List<FactEvent> events, List<Bought> bought) {
        Life life = lifeBy(Long.MAX_VALUE, events, bought);
        var chapter =
                new Chapter(person, Set.of(person), life, Noted.NOTHING, Map.of(), PAST.start(), PAST.end(), PAST);
        Replay.Choice choice = replay.choice();
        choice.begins(person, Before.NOTHING);
        List<String> decided = new ArrayList<>();
        for (Chance chance : replay.chances(chapter, List.of(chapter)).chances()) {
            decided.add(chance.at() + " " + choice.decide(chance).decision());
        }
        return decided;
    }

    /** The same in the plainest way: at each moment with a life that ends there. */
    private static List<String> byMoments(RuleReplay replay, UUID person, List<FactEvent> events, List<Bought> bought) {
        Rule rule = replay.rule();
        long delay = Duration.ofMinutes(rule.delay().minutes()).toMillis();
        record Due(FactEvent event, long at) {}
        List<Due> dues = events.stream()
                .filter(event -> event.name().equals("add_to_cart")
                        && event.received() > PAST.start()
                        && event.received() - event.time() <= HOUR)
                .map(event -> new Due(event, Math.max(event.received(), event.time() + delay)))
                .filter(due -> due.at <= PAST.end())
                .sorted(Comparator.comparingLong(Due::at))
                .toList();
        var past = new PersonPast(Holdout.draws(replay.salt(), person, rule.holdout()));
        List<String> decided = new ArrayList<>();
        for (Due due : dues) {
            Life life = lifeBy(due.at, events, bought);
            boolean overtaken = delay > 0
                    && (bought.stream()
                                    .anyMatch(each ->
                                            each.event.received() <= due.at && each.event.time() > due.event.time())
                            || events.stream()
                                    .anyMatch(event -> event.received() <= due.at
                                            && event.time() > due.event.time()
                                            && event.name().equals("remove_from_cart")));
            Condition condition = java.util.Objects.requireNonNull(replay.condition());
            if (overtaken || !EVALUATOR.holds(condition, life.whole(), due.at)) {
                continue;
            }
            String said = due.event.answer("ad_user_data").said();
            boolean consents = delay == 0 && said != null
                    ? "granted".equals(said)
                    : answers(events.stream()
                            .filter(event -> event.received() <= due.at)
                            .sorted(Comparator.comparing(
                                    (FactEvent event) -> event.id().toString()))
                            .toList());
            var decision = past.decide(rule, Instant.ofEpochMilli(due.at), consents, true);
            past.remember("", decision, Instant.ofEpochMilli(due.at));
            decided.add(due.at + " " + decision);
        }
        return decided;
    }
}
