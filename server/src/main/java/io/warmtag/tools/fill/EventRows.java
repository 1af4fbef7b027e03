package io.warmtag.tools.fill;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.IntFunction;

/** Writes events into a table, in the order of their times, and counts them by hour and name as the server does. */
final class EventRows {
    private static final long HOUR_MS = 3_600_000;
    private static final long DAY_MS = 24 * HOUR_MS;
    /** As long as the server keeps hours apart. */
    private static final int HOURS_KEPT_DAYS = 9;

    private static final int DAY_SHARD = -1;

    private final int site;
    private final long begin;
    private final Shapes shapes;
    private final IntFunction<UUID> visitors;
    private final IntFunction<Short> marks;
    private final long firstHour;
    private final long[][] counts;
    private final long[][] last;

    /**
     * @param visitors by their numbers
     * @param marks of the visitors with these numbers
     */
    EventRows(int site, long begin, long end, Shapes shapes, IntFunction<UUID> visitors, IntFunction<Short> marks) {
        this.site = site;
        this.begin = begin;
        this.shapes = shapes;
        this.visitors = visitors;
        this.marks = marks;
        this.firstHour = begin / HOUR_MS;
        int hours = (int) (end / HOUR_MS - firstHour) + 2;
        this.counts = new long[hours][EventName.ALL.size()];
        this.last = new long[hours][EventName.ALL.size()];
    }

    /** Writes {@code moments[from]} up to before {@code moments[to]}; the table was made in the same transaction. */
    void copy(Connection connection, String table, long[] moments, int from, int to) throws SQLException {
        var rows = new BinaryCopy(
                connection,
                table + " (site_id, id, visitor, name, time, received, mark, remarks, data, context)",
                10,
                ", freeze");
        for (int i = from; i < to; i++) {
            add(rows, moments[i]);
        }
        rows.end();
    }

    private void add(BinaryCopy rows, long moment) throws SQLException {
        long time = begin + Moment.sinceBegin(moment);
        long received = time + Moment.delay(moment);
        int name = Moment.name(moment);
        rows.row()
                .whole(site)
                .uuid(Moment.id(moment, begin))
                .uuid(visitors.apply(Moment.visitor(moment)))
                .text(EventName.ALL.get(name))
                .time(time)
                .time(received)
                .small(marks.apply(Moment.visitor(moment)))
                .nothing()
                .bytes(shapes.data(moment))
                .bytes(shapes.context(moment));
        int hour = (int) (received / HOUR_MS - firstHour);
        counts[hour][name]++;
        last[hour][name] = Math.max(last[hour][name], received);
    }

    /** Writes the counts: by the hour, of two writers, and by the day what is more than some days old. */
    void copyCounts(Connection connection, long now) throws SQLException {
        long kept = Instant.ofEpochMilli(now)
                        .truncatedTo(ChronoUnit.DAYS)
                        .minus(HOURS_KEPT_DAYS, ChronoUnit.DAYS)
                        .toEpochMilli()
                / HOUR_MS;
        var rows = new BinaryCopy(connection, "event_count (site_id, hour, name, shard, count, last)", 6, "");
        int hour = 0;
        while (hour < counts.length) {
            long first = firstHour + hour;
            boolean isDay = first < kept;
            int until = isDay ? (int) Math.min(counts.length, (first / 24 + 1) * 24 - firstHour) : hour + 1;
            for (int name = 0; name < EventName.ALL.size(); name++) {
                long count = 0;
                long newest = 0;
                for (int each = hour; each < until; each++) {
                    count += counts[each][name];
                    newest = Math.max(newest, last[each][name]);
                }
                if (isDay) {
                    row(rows, first / 24 * DAY_MS, name, DAY_SHARD, count, newest);
                } else {
                    row(rows, first * HOUR_MS, name, 0, count - count / 2, newest);
                    row(rows, first * HOUR_MS, name, 1, count / 2, newest);
                }
            }
            hour = until;
        }
        rows.end();
    }

    private void row(BinaryCopy rows, long time, int name, int shard, long count, long newest) throws SQLException {
        if (count > 0) {
            rows.row()
                    .whole(site)
                    .time(time)
                    .text(EventName.ALL.get(name))
                    .small(shard)
                    .large(count)
                    .time(newest);
        }
    }
}
