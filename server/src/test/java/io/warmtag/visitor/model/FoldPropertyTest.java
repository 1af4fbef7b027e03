package io.warmtag.visitor.model;

import static io.warmtag.visitor.model.Life.DAY;
import static io.warmtag.visitor.model.Life.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.visitor.model.Stories.Story;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** The state is a function of the sets of events and orders, however they come in and whoever looks in between. */
class FoldPropertyTest {

    private static final long END = START + (Stories.DAYS + 400) * DAY;

    @Provide
    Arbitrary<Story> stories() {
        return Stories.stories();
    }

    @Provide
    Arbitrary<Long> instants() {
        return Stories.instants();
    }

    @Provide
    Arbitrary<ModelSettings> settings() {
        return Stories.settings();
    }

    @Property
    void givesOneStateForAnyOrderAndDuplication(@ForAll("stories") Story story, @ForAll Random random) {
        List<Object> arrivals = new ArrayList<>(story.events());
        arrivals.addAll(story.orders());
        arrivals.addAll(
                arrivals.stream().filter(arrival -> random.nextInt(4) == 0).toList());
        Collections.shuffle(arrivals, random);
        assertEquals(
                story.fold(END),
                new Store(story.history()).receive(arrivals, random).whole(END));
        assertEquals(
                story.fold(END).state(),
                new Store(story.history()).receive(arrivals, random).live(END));
    }

    /** The usual case: nearly everything takes the step of constant cost. */
    @Property
    void givesTheFoldsStateForEventsInTheirOrder(@ForAll("stories") Story story, @ForAll Random random) {
        List<PersonEvent> sorted = story.events().stream()
                .filter(event -> !event.concernsOrder())
                .sorted()
                .toList();
        PersonState state = PersonState.EMPTY;
        List<Transition> log = new ArrayList<>();
        for (PersonEvent event : sorted) {
            if (random.nextBoolean()) {
                long before = state.isEmpty() ? event.time() : between(state.position(), event.time(), random);
                state = step(TemperatureModel.advance(state, before, story.history()), log);
            }
            state = step(TemperatureModel.apply(state, event, story.history()), log);
            assertInstanceOf(Outcome.AlreadyApplied.class, TemperatureModel.apply(state, event, story.history()));
        }
        state = step(TemperatureModel.advance(state, END, story.history()), log);
        Folded folded = TemperatureModel.fold(PersonState.EMPTY, sorted, List.of(), story.history(), END);
        assertEquals(folded, new Folded(state, log, PersonState.NEVER));
    }

    @Property
    void goesOnFromACheckpointAsFromTheBeginning(@ForAll("stories") Story story, @ForAll("instants") long cut) {
        List<PersonEvent> early =
                story.events().stream().filter(event -> event.time() <= cut).toList();
        List<PersonEvent> late =
                story.events().stream().filter(event -> event.time() > cut).toList();
        Folded before = TemperatureModel.fold(PersonState.EMPTY, early, story.orders(), story.history(), cut);
        PersonState checkpoint = StateCodec.decode(StateCodec.encode(before.state()));
        Folded after = TemperatureModel.fold(checkpoint, late, story.orders(), story.history(), END);
        List<Transition> all = new ArrayList<>(before.transitions());
        all.addAll(after.transitions());
        assertEquals(story.fold(END), new Folded(after.state(), all, after.refoldAt()));
        assertEquals(after, TemperatureModel.fold(checkpoint, story.events(), story.orders(), story.history(), END));
    }

    /** From any state and all events that are not in it: what a fold of everything gives, or the answer that one is needed. */
    @Property
    void takesUpAStateAsIfItHadNeverBeenLeft(
            @ForAll("stories") Story story, @ForAll("instants") long now, @ForAll Random random) {
        // Of all that is told of one order together: a cancelling alone is no milestone.
        List<OrderFacts> orders = Milestone.merged(story.orders()).stream()
                .filter(order -> Milestone.of(List.of(order), story.history()).stream()
                        .allMatch(milestone -> milestone.at() <= now))
                .toList();
        boolean inOrder = random.nextBoolean();
        List<PersonEvent> known = new ArrayList<>();
        List<PersonEvent> newer = new ArrayList<>();
        for (PersonEvent event : story.events()) {
            boolean first = inOrder ? event.time() <= now : random.nextBoolean();
            (first ? known : newer).add(event);
        }
        PersonState left = TemperatureModel.fold(PersonState.EMPTY, known, orders, story.history(), now)
                .state();
        if (left.isEmpty()) {
            return;
        }
        Folded whole = TemperatureModel.fold(PersonState.EMPTY, story.events(), orders, story.history(), END);
        if (TemperatureModel.resume(left, newer, story.history(), END) instanceof Outcome.Applied resumed) {
            assertEquals(whole.state(), resumed.state());
        }
    }

    /** Orders come about with events, so that all of before the state are in it. */
    @Property
    void takesEventsAboutOrdersAsTheFoldDoes(
            @ForAll("stories") Story story, @ForAll("instants") long cut, @ForAll Random random) {
        List<OrderFacts> orders = new ArrayList<>(Milestone.merged(story.orders()));
        orders.removeIf(order -> order.deliveredAt() != null && order.deliveredAt() < order.placedAt());
        List<OrderFacts> knownOrders = new ArrayList<>();
        for (OrderFacts order : orders) {
            if (order.placedAt() <= cut) {
                knownOrders.add(new OrderFacts(
                        order.transactionId(),
                        order.placedAt(),
                        upTo(cut, order.deliveredAt()),
                        upTo(cut, order.cancelledAt())));
            }
        }
        List<PersonEvent> known = new ArrayList<>();
        List<PersonEvent> newer = new ArrayList<>();
        boolean late = random.nextInt(4) == 0;
        for (PersonEvent event : story.events()) {
            (event.time() <= cut && !(late && random.nextBoolean()) ? known : newer).add(event);
        }
        Folded left = TemperatureModel.fold(PersonState.EMPTY, known, knownOrders, story.history(), cut);
        Collections.shuffle(newer, random);
        Outcome outcome = TemperatureModel.apply(left.state(), newer, orders, story.history());
        if (outcome instanceof Outcome.Applied applied) {
            Folded whole = TemperatureModel.fold(
                    PersonState.EMPTY, story.events(), orders, story.history(), PersonState.NEVER);
            assertEquals(whole.state(), applied.state());
            List<Transition> all = new ArrayList<>(left.transitions());
            all.addAll(applied.transitions());
            assertEquals(whole.transitions(), all);
            takesTimeUpAfterOrders(whole.state(), left.state(), newer, orders, story.history());
        } else {
            assertTrue(late || newer.isEmpty());
        }
    }

    private static void takesTimeUpAfterOrders(
            PersonState whole,
            PersonState left,
            List<PersonEvent> newer,
            List<OrderFacts> orders,
            SettingsHistory history) {
        List<Transition> unused = new ArrayList<>();
        assertEquals(
                step(TemperatureModel.advance(whole, END, history), unused),
                step(TemperatureModel.resume(left, newer, orders, history, END), unused));
    }

    private static @Nullable Long upTo(long cut, @Nullable Long instant) {
        return instant == null || instant > cut ? null : instant;
    }

    @Property
    void isNotChangedByLooking(@ForAll("stories") Story story, @ForAll("instants") long now, @ForAll Random random) {
        PersonState state = story.fold(now).state();
        PersonState looked = state;
        List<Transition> log = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            looked = step(TemperatureModel.advance(looked, between(now, END, random), story.history()), log);
        }
        List<Transition> atOnce = new ArrayList<>();
        assertEquals(
                step(TemperatureModel.advance(state, END, story.history()), atOnce),
                step(TemperatureModel.advance(looked, END, story.history()), log));
        assertEquals(atOnce, log);
    }

    @Property
    void changesByItselfExactlyWhenItSaid(@ForAll("stories") Story story, @ForAll("instants") long now) {
        PersonState state = story.fold(now).state();
        Optional<NextChange> next = TemperatureModel.nextChange(state, story.history());
        while (next.isPresent()) {
            long at = next.get().at();
            assertTrue(at > now && at > state.position());
            List<Transition> early = new ArrayList<>();
            PersonState before = step(TemperatureModel.advance(state, at - 1, story.history()), early);
            assertEquals(List.of(), early);
            assertEquals(next, TemperatureModel.nextChange(before, story.history()));
            List<Transition> log = new ArrayList<>();
            state = step(TemperatureModel.advance(before, at, story.history()), log);
            assertEquals(1, log.size());
            assertEquals(next.get(), new NextChange(log.get(0).to(), log.get(0).at()));
            next = TemperatureModel.nextChange(state, story.history());
        }
        List<Transition> none = new ArrayList<>();
        assertEquals(
                state.standing(),
                step(TemperatureModel.advance(state, END * 2, story.history()), none)
                        .standing());
    }

    @Property
    void changesSubStateExactlyWhenItSaid(@ForAll("stories") Story story, @ForAll("instants") long now) {
        PersonState state = story.fold(now).state();
        SubState current = TemperatureModel.subState(state, story.history(), now);
        Optional<NextSubState> next = TemperatureModel.nextSubState(state, story.history(), now);
        long until = next.map(NextSubState::at).orElse(END);
        assertEquals(current, TemperatureModel.subState(state, story.history(), until - 1));
        assertEquals(current, TemperatureModel.subState(state, story.history(), (now + until) / 2));
        next.ifPresent(change -> {
            assertTrue(change.to() != current);
            assertEquals(change.to(), TemperatureModel.subState(state, story.history(), until));
        });
    }

    @Property
    void logsAnUnbrokenChain(@ForAll("stories") Story story) {
        Temperature temperature = Temperature.COLD;
        long instant = PersonState.NEVER;
        int number = 0;
        for (Transition transition : story.fold(END).transitions()) {
            assertEquals(temperature, transition.from());
            assertTrue(transition.to() != temperature && transition.at() >= instant);
            assertEquals(++number, transition.number());
            assertEquals(story.history().at(transition.at()).version(), transition.version());
            temperature = transition.to();
            instant = transition.at();
        }
        assertEquals(
                new Standing(temperature, story.fold(END).state().since(), number),
                story.fold(END).state().standing());
    }

    /** Against the definition: a sum over all events, without clamp and under one version. */
    @Property
    void scoresThePlainSumOfWhatDecayed(
            @ForAll("stories") Story story, @ForAll("settings") ModelSettings settings, @ForAll("instants") long now) {
        Weights weights = new Weights(Map.of("add_to_cart", 10.0, "begin_checkout", 15.0), Map.of("page_view", 1.0), 4);
        ModelSettings positive = settings.withWarm(WarmRule.defaults()).withWeights(weights);
        SettingsHistory history = SettingsHistory.always(positive);
        List<PersonEvent> past =
                story.events().stream().filter(event -> event.time() <= now).toList();
        double actions = 0;
        double views = 0;
        for (PersonEvent event : past) {
            double left = Math.pow(0.5, (double) (now - event.time()) / settings.halfLife());
            actions += weights.action(event.name()) * left;
            views += weights.view(event.name()) * left;
        }
        PersonState state = TemperatureModel.fold(PersonState.EMPTY, past, List.of(), history, now)
                .state();
        assertEquals(actions + Math.min(4, views), TemperatureModel.score(state, history, now), 1e-9);
    }

    @Property
    void explainsTheWholeScore(@ForAll("stories") Story story, @ForAll("instants") long cut) {
        long now = START + Stories.DAYS * DAY + 1;
        List<PersonEvent> early =
                story.events().stream().filter(event -> event.time() <= cut).toList();
        PersonState checkpoint = TemperatureModel.fold(PersonState.EMPTY, early, story.orders(), story.history(), cut)
                .state();
        for (PersonState from : List.of(PersonState.EMPTY, checkpoint)) {
            Explanation why = TemperatureModel.explain(from, story.events(), story.orders(), story.history(), now);
            double sum =
                    why.because().stream().mapToDouble(Contribution::decayed).sum();
            assertEquals(why.score(), sum, 1e-9);
            assertEquals(why.temperature() == Temperature.HOT, !why.hotOrders().isEmpty());
        }
    }

    /** Whatever comes late, the log remains a chain that ends where the person stands. */
    @Property
    void appendsToTheLogWhatLeadsToTheTruth(@ForAll("stories") Story story, @ForAll Random random) {
        List<PersonEvent> arrivals = new ArrayList<>(story.events());
        Collections.shuffle(arrivals, random);
        List<PersonEvent> known = new ArrayList<>();
        PersonState state = PersonState.EMPTY;
        Temperature logged = Temperature.COLD;
        for (PersonEvent event : arrivals) {
            known.add(event);
            Folded folded =
                    TemperatureModel.fold(PersonState.EMPTY, known, story.orders(), story.history(), event.time());
            for (Transition transition : folded.newSince(state.standing())) {
                assertEquals(logged, transition.from());
                logged = transition.to();
            }
            state = folded.state();
            assertEquals(state.temperature(), logged);
        }
    }

    @Provide
    Arbitrary<Double> scores() {
        return Arbitraries.doubles().between(0, 1e6).edgeCases(edges -> edges.add(5.0, 1.0, 4.0, 5.000000000000001));
    }

    @Property
    void findsTheFirstMillisecondBelowAmongAllCombinationsOfItsParts(
            @ForAll("scores") double acted,
            @ForAll("scores") double viewed,
            @ForAll("instants") long actedAt,
            @ForAll("instants") long viewedAt,
            @ForAll("settings") ModelSettings settings) {
        Score score = new Score(new DecayingSum(acted, actedAt), new DecayingSum(viewed, viewedAt));
        long from = Math.max(actedAt, viewedAt);
        long below = score.firstBelowLeave(from, settings);
        assertTrue(score.at(below, settings) < settings.warm().leave());
        assertTrue(below == from
                || score.at(below - 1, settings) >= settings.warm().leave());
    }

    private static long between(long low, long high, Random random) {
        return high <= low ? high : low + (long) (random.nextDouble() * (high - low));
    }

    private static PersonState step(Outcome outcome, List<Transition> log) {
        Outcome.Applied applied = assertInstanceOf(Outcome.Applied.class, outcome);
        log.addAll(applied.transitions());
        return applied.state();
    }
}
