package io.warmtag.rule.model;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * How often, and when not.
 *
 * @param perPerson null: as often as there are occasions
 * @param overall for all persons together; null: no end
 * @param quiet when nothing is done: steps wait for its end; null: never
 * @param start before it the rule doesn't fire
 * @param end from then on it doesn't fire, and steps that are left are given up
 * @param budget how often it fires at all, for all persons together, however many steps that is each time; null: no end
 * @param together whether its messages count among those of all rules, of which a site lets one person have so many only
 */
public record Limits(
        @Nullable Often perPerson,
        @Nullable Often overall,
        @Nullable Quiet quiet,
        @Nullable Instant start,
        @Nullable Instant end,
        @Nullable Integer budget,
        boolean together) {

    public static final Limits NONE = new Limits(null, null, null, null, null, null, true);

    /** At most so many times in so many days: of the person to the millisecond, overall by the site's calendar. */
    public record Often(int times, int days) {}

    /** From a time of day to another one, which may be the next morning's. */
    public record Quiet(LocalTime from, LocalTime to) {

        /** When something that is due may be done: then, or at the end of the quiet hours. */
        public Instant after(Instant due, ZoneId zone) {
            ZonedDateTime local = due.atZone(zone);
            LocalTime time = local.toLocalTime();
            boolean overnight = from.isAfter(to);
            boolean within =
                    overnight ? !time.isBefore(from) || time.isBefore(to) : !time.isBefore(from) && time.isBefore(to);
            if (!within) {
                return due;
            }
            ZonedDateTime end = local.with(to);
            return (time.isBefore(to) ? end : end.plusDays(1)).toInstant();
        }
    }

    /** Whether all persons together have only so much. */
    public boolean isShared() {
        return overall != null || budget != null;
    }

    public boolean allows(Instant at) {
        return (start == null || !at.isBefore(start)) && (end == null || at.isBefore(end));
    }
}
