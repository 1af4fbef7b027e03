package io.warmtag.rule.audience.model;

import io.warmtag.event.Answer;
import io.warmtag.rule.audience.model.Condition.Bought;
import io.warmtag.rule.audience.model.Condition.Deed;
import io.warmtag.rule.audience.model.Condition.Events;
import io.warmtag.rule.audience.model.Condition.Group;
import io.warmtag.rule.audience.model.Condition.HasConsent;
import io.warmtag.rule.audience.model.Condition.HasScore;
import io.warmtag.rule.audience.model.Condition.HasTemperature;
import io.warmtag.rule.audience.model.Condition.IsBuyer;
import io.warmtag.rule.audience.model.Condition.Measure;
import io.warmtag.rule.audience.model.Condition.Member;
import io.warmtag.rule.audience.model.Condition.Products;
import io.warmtag.rule.audience.model.Condition.Reach;
import io.warmtag.rule.audience.model.Condition.Visits;
import io.warmtag.visitor.model.SettingsHistory;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What conditions look at, so that nothing else is read.
 *
 * @param names of the events that may change an answer; those about orders are always among them
 * @param everyName any event may
 * @param data names of the events whose data is looked into
 * @param fields of the context of every event that are looked into, as paths: {@code url}, {@code campaign.utm_source}
 * @param contacts whether it matters what is known to reach people by; it may come with any event
 */
public record Needs(Set<String> names, boolean everyName, Set<String> data, Set<String> fields, boolean contacts) {
    /** Looks at nothing. */
    public static final Needs NOTHING = new Needs(Set.of(), false, Set.of(), Set.of(), false);

    /** Events that tell of an order. */
    public static final Set<String> ABOUT_ORDERS =
            Set.of("purchase", "order_confirmed", "order_delivered", "order_cancelled", "order_returned", "refund");

    public Needs {
        names = Set.copyOf(names);
        data = Set.copyOf(data);
        fields = Set.copyOf(fields);
    }

    /** @param audiences as the {@link Evaluator} has them */
    public static Needs of(
            Collection<? extends Condition> conditions,
            SettingsHistory history,
            IntFunction<@Nullable Condition> audiences) {
        var found = new Found(history, audiences);
        conditions.forEach(found::add);
        return new Needs(
                found.names, !found.fields.isEmpty() || found.contacts, found.data, found.fields, found.contacts);
    }

    /** Whether the context of every event is looked into. */
    public boolean context() {
        return !fields.isEmpty();
    }

    /** Where it stands in a context what somebody answers about a purpose. */
    public static Set<String> ofAnswer(String purpose) {
        return Set.of("consent." + purpose, Answer.KEYED, "url?");
    }

    public boolean wants(String name) {
        return everyName || names.contains(name);
    }

    /** All names, as when somebody is looked for of whom nothing is known. */
    public Needs everybody() {
        return new Needs(names, true, data, fields, contacts);
    }

    /** This and further events, and into the data of some. */
    public Needs with(Set<String> moreNames, Set<String> moreData) {
        return and(new Needs(moreNames, false, moreData, Set.of(), false));
    }

    /** What both look at. */
    public Needs and(Needs other) {
        var allNames = new HashSet<>(names);
        allNames.addAll(other.names);
        var allData = new HashSet<>(data);
        allData.addAll(other.data);
        var allFields = new HashSet<>(fields);
        allFields.addAll(other.fields);
        return new Needs(allNames, everyName || other.everyName, allData, allFields, contacts || other.contacts);
    }

    private static final class Found {
        private final SettingsHistory history;
        private final IntFunction<@Nullable Condition> audiences;
        private final Set<String> names = new HashSet<>(ABOUT_ORDERS);
        private final Set<String> data = new HashSet<>();
        private final Set<String> fields = new HashSet<>();
        private boolean contacts;

        private Found(SettingsHistory history, IntFunction<@Nullable Condition> audiences) {
            this.history = history;
            this.audiences = audiences;
        }

        private void add(Condition condition) {
            if (condition instanceof Group group) {
                group.of().forEach(this::add);
            } else if (condition instanceof Member member) {
                Condition of = audiences.apply(member.audience());
                List<Condition> more = of == null ? List.of() : List.of(of);
                more.forEach(this::add);
            } else if (condition instanceof Events events) {
                names.add(events.name());
                if (!events.data().isEmpty() || !events.items().isEmpty() || events.measure() == Measure.SUM) {
                    data.add(events.name());
                }
            } else if (condition instanceof Products products) {
                names.add(products.deed().event());
                data.add(products.deed().event());
            } else if (condition instanceof Bought bought) {
                List.of(HistoryLeaves.deed(bought.of()), Deed.BOUGHT.event()).forEach(name -> {
                    names.add(name);
                    data.add(name);
                });
            } else if (condition instanceof Visits visits) {
                fields.add(VisitLeaves.path(visits.test().path()));
            } else if (condition instanceof HasConsent consent) {
                fields.addAll(ofAnswer(consent.purpose()));
            } else if (condition instanceof Reach) {
                contacts = true;
            } else if (condition instanceof HasTemperature
                    || condition instanceof IsBuyer
                    || condition instanceof HasScore) {
                history.inOrder().forEach(dated -> {
                    names.addAll(dated.settings().weights().actions().keySet());
                    names.addAll(dated.settings().weights().views().keySet());
                });
            }
        }
    }
}
