package io.warmtag.report;

import io.vertx.core.Future;
import io.warmtag.db.Database;
import io.warmtag.report.CostTable.Line;
import io.warmtag.site.Site;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes what campaigns cost. Lines of one import about the same day and campaign are added up (networks export a line for each
 * ad); together they replace what was imported of that day and campaign before, so that the same table twice changes nothing.
 */
public final class CostImport {
    /** Lines of one import. */
    public static final int MOST_LINES = 10_000;

    private final Database database;

    private record Key(LocalDate day, Campaign campaign) {}

    /** @param field what is wrong: date, source, medium, campaign, cost, clicks or impressions */
    public record Mistake(int line, String field) {}

    /** What is wrong with a table as a whole. */
    public enum Unusable {
        /** The first line names no column for the date or none for the cost. */
        NO_COLUMNS,
        TOO_MANY_LINES
    }

    /**
     * What came of it.
     *
     * @param taken lines
     * @param stored days and campaigns
     * @param unusable empty when the good lines were taken
     */
    public record Report(int taken, int stored, List<Mistake> mistakes, Optional<Unusable> unusable) {}

    public CostImport(Database database) {
        this.database = database;
    }

    /**
     * Takes the good lines of a table.
     *
     * @param source for lines that name none; empty: each has to
     * @param medium likewise
     */
    public Future<Report> take(Site site, String csv, String source, String medium) {
        var usual = new Campaign(source.trim(), medium.trim(), "");
        return CostTable.read(csv, Money.minorUnits(site.currency()), usual)
                .map(lines -> take(site, lines))
                .orElseGet(() -> unusable(Unusable.NO_COLUMNS));
    }

    /** Takes some entries, each with its fields as texts; nothing at all when something is wrong with one. */
    public Future<Report> takeAll(Site site, List<Map<String, String>> entries) {
        long minor = Money.minorUnits(site.currency());
        List<Line> lines = new ArrayList<>();
        for (Map<String, String> entry : entries) {
            lines.add(CostTable.line(lines.size(), minor, new Campaign("", "", ""), entry));
        }
        List<Mistake> mistakes = mistakes(lines);
        return mistakes.isEmpty()
                ? take(site, lines)
                : Future.succeededFuture(new Report(0, 0, mistakes, Optional.empty()));
    }

    private Future<Report> take(Site site, List<Line> lines) {
        if (lines.size() > MOST_LINES) {
            return unusable(Unusable.TOO_MANY_LINES);
        }
        Map<Key, CostDraft> sums = new LinkedHashMap<>();
        int taken = 0;
        for (Line line : lines) {
            CostDraft draft = line.draft();
            if (draft != null) {
                sums.merge(new Key(draft.day(), draft.campaign()), draft, CostDraft::plus);
                taken++;
            }
        }
        var report = new Report(taken, sums.size(), mistakes(lines), Optional.empty());
        return new CostStore(database).put(site, sums.values()).map(report);
    }

    private static List<Mistake> mistakes(Collection<Line> lines) {
        List<Mistake> mistakes = new ArrayList<>();
        for (Line line : lines) {
            String field = line.field();
            if (field != null) {
                mistakes.add(new Mistake(line.line(), field));
            }
        }
        return mistakes;
    }

    private static Future<Report> unusable(Unusable why) {
        return Future.succeededFuture(new Report(0, 0, List.of(), Optional.of(why)));
    }
}
