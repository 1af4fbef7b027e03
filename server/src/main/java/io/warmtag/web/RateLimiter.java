package io.warmtag.web;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A token bucket for each source address; a burst of two seconds' worth is let through. Shared by all event loops.
 * Addresses that have been quiet are forgotten, so that the memory is bounded by the traffic of seconds.
 */
public final class RateLimiter {
    private static final Logger LOG = LoggerFactory.getLogger(RateLimiter.class);
    private static final long WARNING_EVERY = 3_600_000;
    private static final int BURST_SECONDS = 2;
    private static final int MOST_SOURCES = 200_000;

    private final int perSecond;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final AtomicLong warned = new AtomicLong(-WARNING_EVERY);

    private static final class Bucket {
        private double tokens;
        private long at;

        private Bucket(double tokens, long at) {
            this.tokens = tokens;
            this.at = at;
        }
    }

    /** @param perSecond requests; 0 lets everything through */
    public RateLimiter(int perSecond) {
        this.perSecond = perSecond;
    }

    public boolean isOff() {
        return perSecond == 0;
    }

    /** Takes one token of the address; false when it has none left. {@code now} in ms. */
    public boolean allows(String address, long now) {
        if (perSecond == 0) {
            return true;
        }
        if (buckets.size() > MOST_SOURCES) {
            forgetQuiet(now);
        }
        double most = (double) perSecond * BURST_SECONDS;
        Bucket bucket = buckets.computeIfAbsent(address, unknown -> new Bucket(most, now));
        synchronized (bucket) {
            bucket.tokens = Math.min(most, bucket.tokens + Math.max(0, now - bucket.at) * perSecond / 1000.0);
            bucket.at = now;
            if (bucket.tokens >= 1) {
                bucket.tokens--;
                return true;
            }
        }
        warnOfProxy(now);
        return false;
    }

    /** Once an hour: when there is nobody else to be limited, the address is likely a proxy's, with everybody behind it. */
    private void warnOfProxy(long now) {
        long before = warned.get();
        if (now - before < WARNING_EVERY) {
            return;
        }
        forgetQuiet(now);
        if (buckets.size() == 1 && warned.compareAndSet(before, now)) {
            LOG.warn(
                    "all site traffic comes from one address, and the rate limit refuses some of it: if a proxy stands"
                            + " before this server, name it in WARMTAG_TRUSTED_PROXIES; for a test, set WARMTAG_RATE_LIMIT=off");
        }
    }

    /** Call now and then: a bucket that would be full again is as good as none. */
    public void forgetQuiet(long now) {
        buckets.values().removeIf(bucket -> {
            synchronized (bucket) {
                return now - bucket.at > BURST_SECONDS * 1000L;
            }
        });
    }
}
