package io.warmtag.visitor.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Why a person has his temperature.
 *
 * @param since ms
 * @param because the score's parts, newest first
 * @param hotOrders the orders that make him hot, newest first
 */
public record Explanation(
        Temperature temperature,
        SubState subState,
        double score,
        long since,
        List<Contribution> because,
        List<OrderFacts> hotOrders,
        Optional<NextChange> next,
        Optional<NextSubState> nextSubState) {

    static Explanation of(
            PersonState state,
            PersonState checkpoint,
            Collection<PersonEvent> events,
            Collection<OrderFacts> orders,
            SettingsHistory history,
            long now) {
        return new Explanation(
                state.temperature(),
                TemperatureModel.subState(state, history, now),
                TemperatureModel.score(state, history, now),
                state.since(),
                contributions(checkpoint, Fold.sequence(checkpoint, events), history, now),
                hotOrders(orders, history, now),
                TemperatureModel.nextChange(state, history),
                TemperatureModel.nextSubState(state, history, now));
    }

    private static List<Contribution> contributions(
            PersonState checkpoint, List<PersonEvent> events, SettingsHistory history, long now) {
        List<Contribution> lines = new ArrayList<>();
        DecayingSum carried = checkpoint.score().actions();
        if (carried.value() > 0) {
            double decayed = decayed(carried.value(), carried.since(), now, history);
            lines.add(new Contribution.OfCheckpoint(carried.since(), carried.value(), decayed));
        }
        addActions(carried, events, history, now, lines);
        addViews(checkpoint.score().views(), events, history, now, lines);
        lines.sort(Comparator.comparingLong(Contribution::time).reversed());
        return List.copyOf(lines);
    }

    private static void addActions(
            DecayingSum carried,
            List<PersonEvent> events,
            SettingsHistory history,
            long now,
            List<Contribution> lines) {
        double sum = carried.value();
        long since = carried.since();
        for (PersonEvent event : events) {
            double weight = history.at(event.time()).weights().action(event.name());
            if (weight != 0) {
                double before = decayed(sum, since, event.time(), history);
                double applied = Math.max(weight, 0 - before);
                lines.add(new Contribution.OfEvent(
                        event.id(),
                        event.name(),
                        event.time(),
                        weight,
                        applied,
                        decayed(applied, event.time(), now, history)));
                sum = before + applied;
                since = event.time();
            }
        }
    }

    private static void addViews(
            DecayingSum carried,
            List<PersonEvent> events,
            SettingsHistory history,
            long now,
            List<Contribution> lines) {
        double uncapped = decayed(carried.value(), carried.since(), now, history);
        long newest = carried.since();
        int count = 0;
        for (PersonEvent event : events) {
            Weights weights = history.at(event.time()).weights();
            double weight = weights.action(event.name()) == 0 ? weights.view(event.name()) : 0;
            if (weight != 0) {
                uncapped += decayed(weight, event.time(), now, history);
                newest = event.time();
                count++;
            }
        }
        if (uncapped > 0) {
            double counted = Math.min(history.at(now).weights().viewCap(), uncapped);
            lines.add(new Contribution.OfViews(count, newest, uncapped, counted));
        }
    }

    private static double decayed(double value, long since, long instant, SettingsHistory history) {
        return value == 0 ? 0 : value * DecayingSum.factor(history.halvings(since, instant));
    }

    private static List<OrderFacts> hotOrders(Collection<OrderFacts> orders, SettingsHistory history, long now) {
        long window = history.at(now).buyers().hotWindow();
        return Milestone.merged(orders).stream()
                .filter(order -> order.countsFrom(history) <= now && now - order.countsFrom(history) <= window)
                .filter(order -> order.cancelledAt() == null || order.cancelledAt() > now)
                .sorted(Comparator.<OrderFacts>comparingLong(order -> order.countsFrom(history))
                        .reversed()
                        .thenComparing(OrderFacts::transactionId))
                .toList();
    }
}
