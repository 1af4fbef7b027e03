package io.warmtag.tools.fill;

import io.warmtag.visitor.RowState;
import io.warmtag.visitor.model.Cause;
import io.warmtag.visitor.model.Folded;
import io.warmtag.visitor.model.NextChange;
import io.warmtag.visitor.model.OrderFacts;
import io.warmtag.visitor.model.PersonEvent;
import io.warmtag.visitor.model.PersonState;
import io.warmtag.visitor.model.SettingsHistory;
import io.warmtag.visitor.model.TemperatureModel;
import io.warmtag.visitor.model.Transition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Folds people by the default settings and writes what the server would have written of them. */
final class PersonRows {
    private static final long DAY_MS = 86_400_000;
    private static final SettingsHistory HISTORY = SettingsHistory.defaults();

    private final int site;
    private final long begin;
    private final long now;
    private final BinaryCopy persons;
    private final BinaryCopy transitions;
    private final BinaryCopy orders;
    /** By day since the beginning and temperature, how many more there are at the day's end than at its begin. */
    private final long[][] changes;

    /**
     * @param connections three, because each table's rows go their own way
     * @param begin of the past, in ms
     * @param now its end
     */
    PersonRows(List<Connection> connections, int site, long begin, long now) throws SQLException {
        this.site = site;
        this.begin = begin;
        this.now = now;
        this.persons = new BinaryCopy(
                connections.get(0),
                "person (site_id, id, temperature, since, score, first_seen, last_seen, next_change, changes,"
                        + " state, last_event, revision)",
                12,
                "");
        this.transitions = new BinaryCopy(
                connections.get(1),
                "transition (site_id, person, number, from_state, to_state, at, cause, cause_id, model_version, logged_at)",
                10,
                "");
        this.orders = new BinaryCopy(
                connections.get(2),
                "customer_order (site_id, transaction_id, person, placed_at, value, currency, first_seen)",
                7,
                "");
        this.changes = new long[(int) ((now - begin) / DAY_MS) + 2][3];
    }

    void add(UUID person, long[] moments) throws SQLException {
        List<PersonEvent> events = new ArrayList<>(moments.length);
        List<OrderFacts> bought = new ArrayList<>();
        for (long moment : moments) {
            long time = begin + Moment.sinceBegin(moment);
            events.add(new PersonEvent(Moment.id(moment, begin), EventName.ALL.get(Moment.name(moment)), time));
            if (Moment.name(moment) == EventName.PURCHASE) {
                bought.add(OrderFacts.placed(Moment.transaction(moment), time));
                order(person, moment, time);
            }
        }
        Folded folded = TemperatureModel.fold(PersonState.EMPTY, events, bought, HISTORY, now);
        long first = events.get(0).time();
        changes[day(first)][0]++;
        for (Transition transition : folded.transitions()) {
            transition(person, transition);
        }
        person(person, first, folded.state());
    }

    private void order(UUID person, long moment, long time) throws SQLException {
        orders.row()
                .whole(site)
                .text(Moment.transaction(moment))
                .uuid(person)
                .time(time)
                .numeric(500 + 10 * Moment.draw(moment, 3, 900))
                .text("BDT")
                .time(time + Moment.delay(moment));
    }

    private void transition(UUID person, Transition transition) throws SQLException {
        int day = day(transition.at());
        changes[day][transition.from().ordinal()]--;
        changes[day][transition.to().ordinal()]++;
        Cause cause = transition.cause();
        transitions
                .row()
                .whole(site)
                .uuid(person)
                .whole(transition.number())
                .small(transition.from().ordinal())
                .small(transition.to().ordinal())
                .time(transition.at())
                .text(cause instanceof Cause.ByEvent ? "event" : cause instanceof Cause.ByOrder ? "order" : "time")
                .text(
                        cause instanceof Cause.ByEvent event
                                ? event.id().toString()
                                : cause instanceof Cause.ByOrder order ? order.transactionId() : null)
                .whole(transition.version())
                .time(transition.at() + 1_000);
    }

    private void person(UUID person, long first, PersonState state) throws SQLException {
        persons.row()
                .whole(site)
                .uuid(person)
                .small(state.temperature().ordinal())
                .time(state.since())
                .real(TemperatureModel.score(state, HISTORY, now))
                .time(first)
                .time(state.lastSeen())
                .time(TemperatureModel.nextChange(state, HISTORY)
                        .map(NextChange::at)
                        .orElse(null))
                .whole(state.standing().changes())
                .bytes(RowState.bytes(state).getBytes())
                .uuid(Objects.requireNonNull(state.lastEvent()).id())
                .whole(1);
    }

    private int day(long time) {
        return (int) ((time - begin) / DAY_MS);
    }

    void end() throws SQLException {
        persons.end();
        transitions.end();
        orders.end();
    }

    /** How many are cold, warm and hot at the end of each day; the last line is now. */
    List<long[]> temperatures() {
        var all = new ArrayList<long[]>();
        long[] sums = new long[3];
        for (long[] day : changes) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += day[i];
            }
            all.add(sums.clone());
        }
        return all;
    }
}
