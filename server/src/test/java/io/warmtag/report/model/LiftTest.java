package io.warmtag.report.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.report.model.Comparison.Verdict;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiftTest {
    private static final int EXPERIMENTS = 2_000;

    /** Newcombe, Statistics in Medicine 17 (1998), pages 857 and 873: tables of examples. */
    @ParameterizedTest
    @CsvSource({
        "81, 263, 0.2553, 0.3662",
        "15, 148, 0.0624, 0.1605",
        "0, 20, 0.0000, 0.1611",
        "1, 29, 0.0061, 0.1718",
    })
    void knowsTheIntervalOfARate(long hits, long persons, double low, double high) {
        assertInterval(low, high, Intervals.rate(hits, persons));
    }

    @ParameterizedTest
    @CsvSource({
        "56, 70, 48, 80, 0.0524, 0.3339",
        "9, 10, 3, 10, 0.1705, 0.8090",
        "6, 7, 2, 7, 0.0582, 0.8062",
        "5, 56, 0, 29, -0.0381, 0.1926",
        "0, 10, 0, 20, -0.1611, 0.2775",
        "0, 10, 0, 10, -0.2775, 0.2775",
        "10, 10, 0, 20, 0.6791, 1.0000",
        "10, 10, 0, 10, 0.6075, 1.0000",
    })
    void knowsTheIntervalOfADifference(long x, long n, long y, long m, double low, double high) {
        assertInterval(low, high, Intervals.difference(new Sample(n, x, 0, 0), new Sample(m, y, 0, 0)));
    }

    @Test
    void knowsStudentsAndWelchsInterval() {
        assertEquals(2.5706, Intervals.student(5), 0.0005);
        assertEquals(2.2281, Intervals.student(10), 0.0001);
        assertEquals(2.0423, Intervals.student(30), 0.0001);
        assertEquals(1.9799, Intervals.student(120), 0.0001);
        // Two samples of 15 with means 20.8 and 23.0, variances 7.9 and 3.8: 24.9 degrees of freedom.
        assertInterval(-4.019, -0.381, Intervals.differenceOfMeans(sample(15, 20.8, 7.9), sample(15, 23.0, 3.8)));
    }

    private static Sample sample(long n, double mean, double variance) {
        return new Sample(n, n, n * mean, variance * (n - 1) + n * mean * mean);
    }

    private static void assertInterval(double low, double high, Interval interval) {
        assertEquals(low, interval.low(), 0.0005);
        assertEquals(high, interval.high(), 0.0005);
    }

    /** A shop in which one knows the truth. Orders are log-normal, as they are: most are small, a few are large. */
    private record Shop(double rate, double otherRate, long treated, long heldOut) {
        private static final double MIDDLE = 1_200;
        private static final double SPREAD = 0.8;

        Lift lift(Random random) {
            return Lift.of(sample(random, treated, rate), sample(random, heldOut, otherRate), true);
        }

        double difference() {
            return rate - otherRate;
        }

        double revenueDifference() {
            return difference() * MIDDLE * Math.exp(SPREAD * SPREAD / 2);
        }

        private static Sample sample(Random random, long persons, double rate) {
            long buyers = 0;
            double revenue = 0;
            double squares = 0;
            for (long i = 0; i < persons; i++) {
                if (random.nextDouble() < rate) {
                    double order = MIDDLE * Math.exp(SPREAD * random.nextGaussian());
                    buyers++;
                    revenue += order;
                    squares += order * order;
                }
            }
            return new Sample(persons, buyers, revenue, squares);
        }
    }

    /** How often the interval holds the truth, of those experiments of which anything is said. */
    private static double coverage(Shop shop, boolean ofRevenue) {
        int said = 0;
        int held = 0;
        for (int seed = 0; seed < EXPERIMENTS; seed++) {
            Lift lift = shop.lift(new Random(seed));
            Comparison comparison = ofRevenue ? lift.revenue() : lift.buyers();
            double truth = ofRevenue ? shop.revenueDifference() : shop.difference();
            if (comparison.isKnown()) {
                said++;
                held += comparison.interval().low() <= truth
                                && truth <= comparison.interval().high()
                        ? 1
                        : 0;
            }
        }
        assertTrue(said > EXPERIMENTS / 2, "said of " + said);
        return held / (double) said;
    }

    @ParameterizedTest
    @CsvSource({
        "0.02, 0.02, 900, 100",
        "0.03, 0.02, 1800, 200",
        "0.05, 0.05, 450, 50",
        "0.15, 0.10, 900, 100",
        "0.01, 0.02, 9000, 1000",
        "0.30, 0.25, 100, 100",
    })
    void holdsTheTruthAboutBuyersNineteenTimesOutOfTwenty(double rate, double other, long treated, long heldOut) {
        double coverage = coverage(new Shop(rate, other, treated, heldOut), false);
        assertTrue(coverage > 0.935 && coverage < 0.985, "coverage " + coverage);
    }

    @ParameterizedTest
    @CsvSource({
        "0.05, 0.05, 5400, 600",
        "0.10, 0.08, 4500, 500",
        "0.03, 0.03, 9000, 1000",
        "0.20, 0.20, 300, 300",
    })
    void holdsTheTruthAboutRevenueNearlyAsOften(double rate, double other, long treated, long heldOut) {
        double coverage = coverage(new Shop(rate, other, treated, heldOut), true);
        assertTrue(coverage > 0.925 && coverage < 0.98, "coverage " + coverage);
    }

    @Test
    void seldomSeesWhatIsNotThere() {
        var shop = new Shop(0.04, 0.04, 3_600, 400);
        int seen = 0;
        for (int seed = 0; seed < EXPERIMENTS; seed++) {
            Verdict verdict = shop.lift(new Random(seed)).buyers().verdict();
            seen += verdict == Verdict.MORE || verdict == Verdict.FEWER ? 1 : 0;
        }
        assertTrue(seen / (double) EXPERIMENTS < 0.065, "saw something " + seen + " times");
    }

    @Test
    void saysHowManyPeopleItTakesToSeeADifferenceWorthKnowing() {
        Lift now = Lift.of(new Sample(900, 45, 0, 0), new Sample(100, 5, 0, 0), true);
        Comparison buyers = now.buyers();
        assertEquals(Verdict.NOTHING_SEEN, buyers.verdict());
        assertEquals(0.0125, buyers.target(), 0.0005);
        long people = 1_000 + buyers.missing();
        // With so many, four times out of five it shows, where it is there.
        var shop = new Shop(0.05 + buyers.target() / 2, 0.05 - buyers.target() / 2, people * 9 / 10, people / 10);
        int seen = 0;
        for (int seed = 0; seed < 500; seed++) {
            seen += shop.lift(new Random(seed)).buyers().verdict() == Verdict.MORE ? 1 : 0;
        }
        assertTrue(seen > 365 && seen < 450, "seen " + seen + " times of 500, with " + people);
    }

    @Test
    void saysNothingTooEarlyOrWithoutAnybodyHeldOut() {
        var some = new Sample(900, 60, 0, 0);
        assertEquals(
                Verdict.NO_HOLDOUT, Lift.of(some, Sample.NONE, false).buyers().verdict());
        assertEquals(
                Verdict.TOO_EARLY, Lift.of(some, Sample.NONE, true).buyers().verdict());
        assertEquals(
                Verdict.TOO_EARLY,
                Lift.of(some, new Sample(20, 20, 0, 0), true).buyers().verdict());
        assertEquals(
                Verdict.TOO_EARLY,
                Lift.of(new Sample(900, 9, 0, 0), new Sample(100, 0, 0, 0), true)
                        .buyers()
                        .verdict());
        Comparison first = Lift.of(Sample.NONE, Sample.NONE, true).buyers();
        assertEquals(Verdict.TOO_EARLY, first.verdict());
        assertTrue(first.missing() > 1_000, "missing " + first.missing());
    }

    @Test
    void tellsMoreFromFewer() {
        var many = new Sample(1_000, 100, 100_000, 20_000_000);
        var few = new Sample(1_000, 50, 50_000, 10_000_000);
        assertEquals(Verdict.MORE, Lift.of(many, few, true).buyers().verdict());
        assertEquals(Verdict.MORE, Lift.of(many, few, true).revenue().verdict());
        assertEquals(Verdict.FEWER, Lift.of(few, many, true).buyers().verdict());
        assertEquals(Verdict.FEWER, Lift.of(few, many, true).revenue().verdict());
    }
}
