package io.warmtag.rule;

import static io.warmtag.rule.DecidingStore.utc;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.warmtag.rule.model.Frequency;
import io.warmtag.rule.model.Rule;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The steps of firings, in the transaction of whoever does them. */
final class StepStore {
    // The offsets: a plan made while the tables were empty has to stay good when they aren't.
    private static final String TAKE = """
            select step.firing, step.number, attempts, firing.site_id, firing.rule, firing.person, state.state, definition,
                   case when firing.occasion_key like 'p:%'
                        then (select data from product_change where number = substr(firing.occasion_key, 3)::bigint)
                        else event.data end as data, event.context,
                   exists (select from visitors_of(firing.site_id, firing.person) as his (visitor)
                           join customer_order known on known.site_id = firing.site_id and known.person = his.visitor
                           where placed_at > firing.occurred_at) as ordered,
                   per_day, per_week, coalesce(joined.person, firing.person) as whole, firing.test
            from (select firing, number, attempts from firing_step where state = 'waiting' and due <= $1
                  order by due, firing, number limit $2 for no key update skip locked) step
            cross join lateral (select * from firing known where known.id = step.firing offset 0) firing
            join rule state on state.site_id = firing.site_id and state.id = firing.rule
            join rule_version on rule_version.site_id = firing.site_id and rule_version.rule = firing.rule
                             and rule_version.version = firing.version
            left join rule_frequency on rule_frequency.site_id = firing.site_id
            left join lateral (select person from person_visitor
                               where site_id = firing.site_id and visitor = firing.person offset 0) joined on true
            left join lateral (select data, context from event
                               where site_id = firing.site_id and id = firing.event offset 0) event on true""";

    private static final String END = """
            update firing_step step
            set state = new.state, due = coalesce(new.due, step.due), attempts = step.attempts + new.tries, note = new.note,
                ended_at = case when new.state = 'waiting' then null else $1::timestamptz end
            from unnest($2::uuid[], $3::smallint[], $4::text[], $5::timestamptz[], $6::smallint[], $7::text[])
                 as new (firing, number, state, due, tries, note)
            where step.firing = new.firing and step.number = new.number""";

    private static final String GIVE_UP = """
            update firing_step step set state = 'given_up', note = new.note, ended_at = $1
            from unnest($2::uuid[], $3::text[]) as new (firing, note)
            where step.firing = new.firing and step.state = 'waiting'""";

    private static final String NEXT = """
            update firing_step step set due = new.due
            from unnest($1::uuid[], $2::smallint[], $3::timestamptz[]) as new (firing, number, due)
            where step.firing = new.firing and step.number = new.number and step.state = 'waiting'""";

    /**
     * A step whose time has come.
     *
     * @param state of its rule now
     * @param definition of the version that fired
     * @param ordered whether the person has placed an order since
     * @param data of the event that it fired for; empty when there is none
     * @param context of that event; empty when there is none
     * @param quota what the person may have of all rules together; null when this rule's messages don't count
     */
    record Due(
            UUID firing,
            int number,
            int attempts,
            int site,
            int rule,
            UUID person,
            RuleState state,
            Rule definition,
            boolean ordered,
            JsonObject data,
            JsonObject context,
            @Nullable Quota quota) {}

    /** @param person the whole one, who may have several visitors */
    record Quota(UUID person, Frequency frequency) {}

    /** The step after one that has ended. */
    record Next(int number, Instant due) {}

    /** What becomes of a step. */
    record Ending(
            Due step,
            String state,
            @Nullable Instant due,
            int tries,
            @Nullable String note,
            Optional<Next> next) {
        static Ending done(Due step, Optional<Next> next) {
            return new Ending(step, "done", null, 1, null, next);
        }

        /** With all that would have followed. */
        static Ending givenUp(Due step, String note) {
            return new Ending(step, "given_up", null, 0, note, Optional.empty());
        }

        /** It alone: what follows has its turn. */
        static Ending skipped(Due step, String note, Optional<Next> next) {
            return new Ending(step, "given_up", null, 0, note, next);
        }

        static Ending later(Due step, Instant due) {
            return new Ending(step, "waiting", due, 0, "quiet", Optional.empty());
        }

        static Ending again(Due step, String note, Instant due) {
            return new Ending(step, "waiting", due, 1, note, Optional.empty());
        }

        static Ending failed(Due step, String note, Optional<Next> next) {
            return new Ending(step, "failed", null, 1, note, next);
        }

        private boolean givesUp() {
            return state.equals("given_up") && next.isEmpty();
        }
    }

    private StepStore() {}

    /** Locks those that are due and nobody else is doing. */
    static Future<List<Due>> take(SqlConnection transaction, Instant now, int most) {
        return transaction.preparedQuery(TAKE).execute(Tuple.of(utc(now), most)).map(rows -> {
            var due = new ArrayList<Due>(rows.size());
            Map<String, Rule> read = new HashMap<>();
            for (Row row : rows) {
                Rule definition = read.computeIfAbsent(row.getString("definition"), RuleStore::read);
                due.add(new Due(
                        row.getUUID("firing"),
                        row.getShort("number"),
                        row.getShort("attempts"),
                        row.getInteger("site_id"),
                        row.getInteger("rule"),
                        row.getUUID("person"),
                        RuleState.ofWord(row.getString("state")).orElseThrow(),
                        definition,
                        row.getBoolean("ordered"),
                        json(row.getString("data")),
                        json(row.getString("context")),
                        definition.limits().together() && !row.getBoolean("test") ? quota(row) : null));
            }
            return due;
        });
    }

    private static Quota quota(Row row) {
        return new Quota(row.getUUID("whole"), new Frequency(row.getInteger("per_day"), row.getInteger("per_week")));
    }

    private static JsonObject json(@Nullable String text) {
        return text == null ? new JsonObject() : new JsonObject(text);
    }

    static Future<Void> end(SqlConnection transaction, List<Ending> endings, Instant now) {
        List<Ending> givenUp = endings.stream().filter(Ending::givesUp).toList();
        List<Ending> others = endings.stream().filter(each -> !each.givesUp()).toList();
        List<Ending> followed =
                others.stream().filter(each -> each.next().isPresent()).toList();
        return endOthers(transaction, others, now)
                .compose(done -> giveUp(transaction, givenUp, now))
                .compose(done -> follow(transaction, followed));
    }

    private static Future<Void> endOthers(SqlConnection transaction, List<Ending> endings, Instant now) {
        if (endings.isEmpty()) {
            return Future.succeededFuture();
        }
        return transaction
                .preparedQuery(END)
                .execute(Tuple.of(utc(now))
                        .addArrayOfUUID(all(endings, each -> each.step.firing, UUID[]::new))
                        .addArrayOfShort(all(endings, each -> (short) each.step.number, Short[]::new))
                        .addArrayOfString(all(endings, Ending::state, String[]::new))
                        .addArrayOfOffsetDateTime(
                                all(endings, each -> each.due == null ? null : utc(each.due), OffsetDateTime[]::new))
                        .addArrayOfShort(all(endings, each -> (short) each.tries, Short[]::new))
                        .addArrayOfString(all(endings, Ending::note, String[]::new)))
                .mapEmpty();
    }

    private static Future<Void> giveUp(SqlConnection transaction, List<Ending> endings, Instant now) {
        if (endings.isEmpty()) {
            return Future.succeededFuture();
        }
        return transaction
                .preparedQuery(GIVE_UP)
                .execute(Tuple.of(utc(now))
                        .addArrayOfUUID(all(endings, each -> each.step.firing, UUID[]::new))
                        .addArrayOfString(all(endings, Ending::note, String[]::new)))
                .mapEmpty();
    }

    private static Future<Void> follow(SqlConnection transaction, List<Ending> endings) {
        if (endings.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Next> nexts = endings.stream().flatMap(each -> each.next.stream()).toList();
        return transaction
                .preparedQuery(NEXT)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(all(endings, each -> each.step.firing, UUID[]::new))
                        .addArrayOfShort(all(nexts, each -> (short) each.number, Short[]::new))
                        .addArrayOfOffsetDateTime(all(nexts, each -> utc(each.due), OffsetDateTime[]::new)))
                .mapEmpty();
    }

    private static <S, T> T[] all(List<S> from, Function<S, @Nullable T> each, IntFunction<T[]> array) {
        return from.stream().map(each).toArray(array);
    }
}
