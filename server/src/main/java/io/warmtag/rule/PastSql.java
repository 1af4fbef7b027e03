package io.warmtag.rule;

import io.warmtag.event.NewEvent;
import io.warmtag.event.OrderReport.Stage;
import io.warmtag.rule.audience.model.Needs;
import io.warmtag.rule.past.Chapter.Span;
import io.warmtag.visitor.PersonStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The queries that the past of a site is read by: each gives rows that begin with the person they are about. COPY takes no
 * parameters.
 *
 * @param occasions names of events of which it has to be known whether they were imported; of those of orders it always is
 * @param property the date in profiles that is asked for; null: none is
 * @param rule whose earlier firings count; null: none's
 */
record PastSql(
        int site,
        Needs needs,
        Collection<String> occasions,
        boolean turns,
        @Nullable String property,
        @Nullable Integer rule,
        Span past) {
    static final byte EVENT = 0;
    static final byte ORDER = 1;
    static final byte CHECKPOINT = 2;
    static final byte TURN = 3;
    static final byte DRAWN = 4;
    static final byte FIRED = 5;
    static final byte REACHABLE = 6;
    static final byte DAY = 7;

    /** Nothing else is imported. */
    private static final List<String> ORDERS =
            Stream.of(Stage.values()).map(Stage::eventName).toList();

    /** The last column of events. */
    static final int CONTEXT = 7;

    /** So many of a table's pages are read at once: a second's work or so. */
    private static final long PAGES = 8_192;

    /** A query, and what its rows are. */
    record Part(byte kind, String sql) {}

    /** A table with events. */
    record Table(String name, long pages) {}

    /** @param whole whether most of what is in the tables is this site's: then they are read from end to end, else by their indexes */
    List<Part> parts(List<Table> tables, boolean whole) {
        List<Part> parts = new ArrayList<>();
        for (Table table : tables) {
            if (!whole || table.pages <= PAGES) {
                parts.add(events(table, ""));
                continue;
            }
            for (long first = 0; first < table.pages; first += PAGES) {
                boolean last = first + PAGES >= table.pages;
                String end = last ? "" : " and ctid < '(" + (first + PAGES) + ",0)'";
                parts.add(events(table, " and ctid >= '(" + first + ",0)'" + end));
            }
        }
        parts.add(new Part(ORDER, """
                select person, transaction_id, coalesce(placed_at, confirmed_at, delivered_at), delivered_at, cancelled_at,
                       value::text, currency
                from customer_order
                where site_id = %d and coalesce(placed_at, confirmed_at, delivered_at) is not null""".formatted(site)));
        parts.add(
                new Part(CHECKPOINT, "select person, state from person_checkpoint where site_id = %d".formatted(site)));
        if (needs.contacts()) {
            parts.add(new Part(
                    REACHABLE,
                    "select visitor, kind, first_seen from identity where site_id = %d and kind in (1, 2)"
                            .formatted(site)));
        }
        if (turns) {
            // Those that are an occasion: see PersonWriter.
            parts.add(
                    new Part(TURN, """
                    select person, from_state, to_state, at, %s, logged_at from transition
                    where site_id = %d and cause not in ('refold', 'settings', 'joined', 'parted') and not imported
                      and at >= logged_at - interval '1 hour'
                      and logged_at > %s and logged_at <= %s""".formatted(PersonStore.KNOWN, site, instant(past.start()), instant(past.end()))));
        }
        if (property != null) {
            parts.add(new Part(
                    DAY,
                    "select visitor, heard_at, day::text from profile_day where site_id = " + site + " and name in ("
                            + list(List.of(property)) + ")"));
        }
        if (rule != null) {
            parts.add(new Part(
                    DRAWN,
                    "select person, held_out from rule_person where site_id = %d and rule = %d".formatted(site, rule)));
            parts.add(new Part(FIRED, """
                    select person, at from firing
                    where site_id = %d and rule = %d and not test and decision in (0, 1) and at <= %s""".formatted(site, rule, instant(past.start()))));
        }
        return parts;
    }

    private Part events(Table table, String where) {
        Collection<String> occasions = new TreeSet<>(this.occasions);
        occasions.addAll(ORDERS);
        String names = needs.everyName() ? "" : " and name in (" + list(needs.names()) + ")";
        String imported = "case when name in (" + list(occasions) + ") then context = '{\"imported\":true}' end";
        String data =
                needs.data().isEmpty() ? "null::text" : "case when name in (" + list(needs.data()) + ") then data end";
        return new Part(
                EVENT,
                "select visitor, id, name, time, received, " + imported + ", " + data + ", "
                        + (needs.context() ? "context" : "null::text") + " from only " + table.name
                        + " where site_id = " + site + " and (mark = 0 or name = '" + NewEvent.CONSENT_WITHDRAWN
                        + "') and visitor is not null and received <= "
                        + instant(past.end()) + names + where);
    }

    private static String instant(long ms) {
        return "to_timestamp(" + ms + " / 1000.0)";
    }

    private static String list(Collection<String> names) {
        return names.isEmpty()
                ? "null"
                : names.stream()
                        .sorted()
                        .map(name -> "'" + name.replace("'", "''") + "'")
                        .collect(Collectors.joining(", "));
    }
}
