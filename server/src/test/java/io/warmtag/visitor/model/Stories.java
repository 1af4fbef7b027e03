package io.warmtag.visitor.model;

import static io.warmtag.visitor.model.Life.DAY;
import static io.warmtag.visitor.model.Life.HOUR;
import static io.warmtag.visitor.model.Life.START;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random lives under random settings, dense with coincidences: equal instants, boundaries, cancelled orders. */
final class Stories {

    static final int DAYS = 40;

    /** @param orders facts of one order may come in several reports */
    record Story(List<PersonEvent> events, List<OrderFacts> orders, SettingsHistory history) {

        Folded fold(long now) {
            return TemperatureModel.fold(PersonState.EMPTY, events, orders, history, now);
        }
    }

    private Stories() {}

    static Arbitrary<Story> stories() {
        return Combinators.combine(
                        events().list().ofMaxSize(40), orders().list().ofMaxSize(6), histories())
                .as((events, orders, history) -> new Story(withIds(events), orders, history));
    }

    /** Around four instants a day, to the millisecond before and after. */
    static Arbitrary<Long> instants() {
        return Combinators.combine(Arbitraries.integers().between(0, DAYS * 4), Arbitraries.of(-1, 0, 0, 0, 1))
                .as((quarter, offset) -> START + quarter * 6 * HOUR + offset);
    }

    private static Arbitrary<PersonEvent> events() {
        Arbitrary<String> names = Arbitraries.of(
                "add_to_cart",
                "add_to_cart",
                "remove_from_cart",
                "begin_checkout",
                "page_view",
                "page_view",
                "view_item",
                "scroll",
                "purchase",
                "order_cancelled",
                "order_delivered");
        return Combinators.combine(names, instants()).as((name, at) -> new PersonEvent(Life.id(0), name, at));
    }

    /** Ids that are in no relation to the times. */
    private static List<PersonEvent> withIds(List<PersonEvent> events) {
        List<PersonEvent> named = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            PersonEvent event = events.get(i);
            named.add(new PersonEvent(Life.id((i * 37) % 101), event.name(), event.time()));
        }
        return named;
    }

    private static Arbitrary<OrderFacts> orders() {
        return Combinators.combine(
                        Arbitraries.of("A", "B", "C", "D"),
                        instants(),
                        instants().injectNull(0.5),
                        instants().injectNull(0.5))
                .as(OrderFacts::new);
    }

    private static Arbitrary<SettingsHistory> histories() {
        Arbitrary<Long> from =
                Arbitraries.frequencyOf(Tuple.of(9, instants()), Tuple.of(1, Arbitraries.just(SettingsHistory.ALWAYS)));
        return Combinators.combine(
                        settings(),
                        Combinators.combine(from, settings())
                                .as(SettingsHistory.Dated::new)
                                .list()
                                .ofMaxSize(3))
                .as((first, later) -> {
                    List<SettingsHistory.Dated> dated = new ArrayList<>();
                    dated.add(new SettingsHistory.Dated(SettingsHistory.ALWAYS, first));
                    for (SettingsHistory.Dated next : later) {
                        ModelSettings numbered = next.settings().withVersion(dated.size() + 1);
                        dated.add(new SettingsHistory.Dated(next.effectiveFrom(), numbered));
                    }
                    return SettingsHistory.of(dated);
                });
    }

    static Arbitrary<ModelSettings> settings() {
        ModelSettings defaults = ModelSettings.defaults();
        BuyerRule quick = new BuyerRule(CountsWhen.DELIVERED, 5 * DAY, 2 * DAY, 1.5, 3 * DAY);
        Weights bold = new Weights(
                Map.of("add_to_cart", 4.0, "scroll", -3.0, "purchase", 9.0, "order_cancelled", -30.0),
                Map.of("page_view", 2.5),
                6);
        return Arbitraries.of(
                defaults,
                defaults.withBuyers(quick),
                defaults.withBuyers(quick.countingWhen(CountsWhen.PLACED)).withHalfLife(HOUR),
                defaults.withWarm(new WarmRule(7, 3, 0)).withWeights(bold).withHalfLife(3 * DAY),
                defaults.withWarm(new WarmRule(12, 11.5, 2 * DAY)).withHalfLife(365 * DAY),
                defaults.withWeights(new Weights(Weights.defaults().actions(), Map.of("scroll", 1.0), 0)));
    }
}
