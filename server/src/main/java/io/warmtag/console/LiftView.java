package io.warmtag.console;

import io.warmtag.report.Figures;
import io.warmtag.report.Met;
import io.warmtag.report.Money;
import io.warmtag.report.model.Comparison;
import io.warmtag.report.model.Comparison.Verdict;
import io.warmtag.report.model.Lift;
import io.warmtag.web.Formats;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a rule changes, said in words.
 *
 * @param verdict about how many buy, as a code
 * @param buyers the sentence about it
 * @param missing how many more people it takes; empty when nothing needs to be said of that
 * @param revenue the sentence about what they spend; empty while the first one can't be said either
 * @param groups those it treated, then those it held out
 */
record LiftView(String verdict, String buyers, String missing, String revenue, List<Group> groups) {

    /**
     * @param open those whose window isn't over: not in the figures behind
     * @param rate buyers of 100
     * @param perPerson what each spent on average
     */
    record Group(boolean heldOut, long people, long open, long buyers, String rate, String perPerson) {}

    static LiftView of(Visit visit, Figures figures, boolean holdsOut) {
        Lift lift = figures.lift(holdsOut);
        return new LiftView(
                lift.buyers().verdict().code(),
                buyers(visit, lift.buyers()),
                missing(visit, lift.buyers()),
                revenue(visit, lift),
                List.of(group(visit, false, figures.treated()), group(visit, true, figures.heldOut())));
    }

    /** The first sentence alone, for a list. */
    static String brief(Visit visit, Figures figures, boolean holdsOut) {
        Comparison buyers = figures.lift(holdsOut).buyers();
        return visit.text("lift.brief." + buyers.verdict().code(), arguments(visit.formats(), buyers));
    }

    private static String buyers(Visit visit, Comparison buyers) {
        return visit.text("lift.buyers." + buyers.verdict().code(), arguments(visit.formats(), buyers));
    }

    private static Map<String, Object> arguments(Formats formats, Comparison buyers) {
        double low = buyers.interval().low();
        double high = buyers.interval().high();
        boolean fewer = buyers.verdict() == Verdict.FEWER;
        return Map.of(
                "difference", ofHundred(formats, Math.abs(buyers.difference())),
                "low", ofHundred(formats, fewer ? -high : Math.abs(low)),
                "high", ofHundred(formats, fewer ? -low : Math.abs(high)));
    }

    private static String missing(Visit visit, Comparison buyers) {
        boolean said = buyers.verdict() == Verdict.TOO_EARLY || buyers.verdict() == Verdict.NOTHING_SEEN;
        return said && buyers.missing() > 0
                ? visit.text(
                        "lift.missing",
                        Map.of(
                                "people",
                                rounded(buyers.missing()),
                                "target",
                                ofHundred(visit.formats(), buyers.target())))
                : "";
    }

    /** Two digits are all that such an estimate is worth. */
    private static long rounded(long number) {
        long unit = (long) Math.pow(10, Math.max(0, (int) Math.log10(number) - 1));
        return (number + unit - 1) / unit * unit;
    }

    private static String revenue(Visit visit, Lift lift) {
        Comparison revenue = lift.revenue();
        if (!lift.buyers().isKnown()) {
            return "";
        }
        boolean fewer = revenue.verdict() == Verdict.FEWER;
        double low = revenue.interval().low();
        double high = revenue.interval().high();
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("difference", money(visit, Math.abs(revenue.difference())));
        arguments.put("low", money(visit, fewer ? -high : Math.abs(low)));
        arguments.put("high", money(visit, fewer ? -low : Math.abs(high)));
        arguments.put(
                "total",
                money(visit, Math.abs(revenue.difference()) * lift.treated().persons()));
        return visit.text("lift.revenue." + revenue.verdict().code(), arguments);
    }

    private static Group group(Visit visit, boolean heldOut, Met met) {
        return new Group(
                heldOut,
                met.over().persons(),
                met.open(),
                met.over().buyers(),
                ofHundred(visit.formats(), met.over().rate()),
                money(visit, met.over().mean()));
    }

    private static String ofHundred(Formats formats, double part) {
        return formats.decimal(100 * part, 1);
    }

    private static String money(Visit visit, double minor) {
        double major = Money.major(minor, visit.site().currency());
        // Of large sums the small change says nothing.
        return visit.formats().money(Math.abs(major) >= 100 ? Math.rint(major) : major);
    }
}
