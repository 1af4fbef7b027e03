package io.warmtag.tools.fill;

import java.util.SplittableRandom;

/** What the visitors did, one visitor after another; the same extent and seed give the same. */
final class Visits {
    private static final long HOUR_MS = 3_600_000;
    private static final long DAY_MS = 24 * HOUR_MS;
    private static final long MEAN_RETURN_MS = 5 * DAY_MS;
    /** So many people come again and again. */
    private static final int REGULARS = 10;

    private static final int REGULAR_VISITS = 60;

    /** By the hour in UTC: evenings in Dhaka are busy, nights are quiet. */
    private static final int[] BUSY = {2, 3, 4, 5, 5, 5, 4, 4, 4, 4, 5, 6, 7, 8, 9, 10, 10, 7, 4, 2, 1, 1, 1, 1};

    private static final int MOST_BUSY = 10;
    private static final int STAFF_VISITS = 40;

    private final Extent extent;
    private final long begin;
    private final SplittableRandom random;
    private long[] moments = new long[64];
    private int size;
    private int visitor;
    private long time;
    private long given;
    private double perVisit = 7;

    /** @param begin ms of the first day */
    Visits(Extent extent, long begin, long seed) {
        this.extent = extent;
        this.begin = begin;
        this.random = new SplittableRandom(seed);
    }

    /** All that the next visitor did, in the order of time; at least one event. */
    long[] next() {
        return next(visitor < REGULARS ? REGULAR_VISITS : visits());
    }

    /** All that the next bot did. */
    long[] nextBot() {
        return next(1 + random.nextInt(2));
    }

    /** All that the next one of the shop's own people did. */
    long[] nextOfStaff() {
        return next(STAFF_VISITS);
    }

    private long[] next(int visits) {
        size = 0;
        long came = arrival(visits);
        for (int i = 0; i < visits && came < extent.millis(); i++) {
            int before = size;
            time = came;
            visit();
            perVisit += (size - before - perVisit) / 10_000;
            double mean = visits >= STAFF_VISITS ? extent.millis() / (double) visits : MEAN_RETURN_MS;
            came = time + HOUR_MS / 2 + (long) (-mean * Math.log(1 - random.nextDouble()));
        }
        given += size;
        visitor++;
        return java.util.Arrays.copyOf(moments, size);
    }

    /** Drawn so that in the end there are as many events as wanted, although returns after the end are cut off. */
    private int visits() {
        double wanted = Math.max(1, extent.events() - given) / (double) Math.max(1, extent.visitors() - visitor);
        double more = 1 - Math.min(1, perVisit / wanted);
        int visits = 1;
        while (random.nextDouble() < more) {
            visits++;
        }
        return visits;
    }

    /** Rather evening than night, and on the last day not after its end. */
    private long arrival(int visits) {
        // Who comes often has begun early.
        long latest = visits >= STAFF_VISITS ? DAY_MS : extent.millis() - HOUR_MS / 6;
        while (true) {
            long at = random.nextLong(latest);
            if (random.nextInt(MOST_BUSY) < BUSY[(int) ((begin + at) % DAY_MS / HOUR_MS)]) {
                return at;
            }
        }
    }

    private void visit() {
        add(EventName.PAGE_VIEW);
        int looks = 1 + random.nextInt(3);
        for (int i = 0; i < looks; i++) {
            chance(0.5, EventName.PAGE_VIEW);
            add(EventName.VIEW_ITEM);
            chance(0.4, EventName.USER_ENGAGEMENT);
        }
        chance(0.1, EventName.SEARCH);
        chance(0.2, EventName.own(random));
        chance(0.000_004, EventName.SELDOM);
        double intent = random.nextDouble();
        if (intent < 0.06) {
            add(EventName.ADD_TO_CART);
            add(EventName.VIEW_CART);
            chance(0.1, EventName.REMOVE_FROM_CART);
        } else if (intent < 0.09) {
            add(EventName.ADD_TO_WISHLIST);
        }
        if (intent < 0.025) {
            add(EventName.BEGIN_CHECKOUT);
        }
        if (intent < 0.012) {
            add(EventName.ADD_PAYMENT_INFO);
            add(EventName.PURCHASE);
            add(EventName.PAGE_VIEW);
        }
    }

    private void chance(double probability, int name) {
        if (random.nextDouble() < probability) {
            add(name);
        }
    }

    private void add(int name) {
        if (time >= extent.millis()) {
            return;
        }
        if (size == moments.length) {
            moments = java.util.Arrays.copyOf(moments, 2 * size);
        }
        moments[size++] = Moment.of(time, visitor, name);
        time += 1_000 + random.nextInt(60_000);
    }
}
