package io.warmtag.console;

import io.warmtag.report.Period;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Which days a report is of, as chosen in its address.
 *
 * @param code {@code 7}, {@code 28}, {@code 90} or {@code all}
 * @param choices of the same page
 */
record ReportPeriod(String code, Period period, List<Choice> choices) {
    private static final List<String> CODES = List.of("7", "28", "90", "all");
    private static final String USUAL = "28";

    /** @param path the address of the page, with this one chosen */
    record Choice(String code, String path, boolean current) {}

    /** @param path of the page, below the site */
    static ReportPeriod of(Visit visit, String path) {
        return of(visit, path, CODES, USUAL);
    }

    /** A week or four, for what is kept for these spans only. */
    static ReportPeriod ofSpans(Visit visit, String path) {
        return of(visit, path, CODES.subList(0, 2), CODES.get(0));
    }

    private static ReportPeriod of(Visit visit, String path, List<String> codes, String usual) {
        String code = visit.query("days").filter(codes::contains).orElse(usual);
        LocalDate today = LocalDate.ofInstant(visit.now(), visit.site().timeZone());
        Period period = code.equals("all") ? Period.all(today) : Period.last(Integer.parseInt(code), today);
        return new ReportPeriod(
                code,
                period,
                codes.stream()
                        .map(each -> new Choice(
                                each,
                                visit.sitePath(path + (each.equals(usual) ? "" : "?days=" + each)),
                                each.equals(code)))
                        .toList());
    }

    /** Whether there are as many days before to compare with. */
    boolean comparable() {
        return !period.isAll();
    }

    /** How much something has changed against the period before; empty when there is nothing to compare with. */
    Optional<String> change(Visit visit, long now, long before) {
        return comparable() && before > 0
                ? Optional.of(visit.formats().change((now - before) / (double) before))
                : Optional.empty();
    }
}
