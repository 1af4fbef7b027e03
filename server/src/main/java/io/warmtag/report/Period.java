package io.warmtag.report;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Some days of a site's calendar.
 *
 * @param until the day after the last one
 */
public record Period(LocalDate from, LocalDate until) {
    private static final LocalDate BEGINNING = LocalDate.of(2000, 1, 1);

    /** @param today is the last one of them */
    public static Period last(int days, LocalDate today) {
        return new Period(today.minusDays(days - 1L), today.plusDays(1));
    }

    /** As far back as anything is known. */
    public static Period all(LocalDate today) {
        return new Period(BEGINNING, today.plusDays(1));
    }

    public boolean isAll() {
        return from.equals(BEGINNING);
    }

    /** As many days, just before. */
    public Period before() {
        return new Period(from.minusDays(days()), from);
    }

    public long days() {
        return ChronoUnit.DAYS.between(from, until);
    }
}
