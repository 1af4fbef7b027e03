package io.warmtag.delivery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.warmtag.delivery.VisitorStreams.Who;
import io.warmtag.visitor.RecentTransitions;
import io.warmtag.visitor.RecentTransitions.Changed;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells pages that listen when their visitor's temperature changes: one look a second at what was logged on any node, for all
 * of them together, and only while somebody listens.
 */
public final class TemperatureWatch {
    private static final Logger LOG = LoggerFactory.getLogger(TemperatureWatch.class);
    private static final long LOOK_EVERY_MS = 1_000;
    private static final Duration SPAN = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final RecentTransitions transitions;
    private final Readings readings;
    private final VisitorStreams streams;
    private final AtomicBoolean looking = new AtomicBoolean();
    private long timer = -1;
    private Set<Changed> known = Set.of();

    /** How warm a person is now, as pages are told. */
    public interface Readings {
        Future<Optional<JsonObject>> find(int site, UUID person);
    }

    public TemperatureWatch(Vertx vertx, RecentTransitions transitions, Readings readings, VisitorStreams streams) {
        this.vertx = vertx;
        this.transitions = transitions;
        this.readings = readings;
        this.streams = streams;
    }

    public void start() {
        timer = vertx.setPeriodic(LOOK_EVERY_MS, tick -> {
            Set<Integer> sites = streams.sites();
            if (!sites.isEmpty() && looking.compareAndSet(false, true)) {
                transitions
                        .within(SPAN, sites)
                        .onSuccess(this::tell)
                        .onComplete(done -> looking.set(false))
                        .onFailure(cause -> LOG.debug("no changes of temperature: {}", cause.getMessage()));
            }
        });
    }

    public void close() {
        vertx.cancelTimer(timer);
    }

    private void tell(List<Changed> changed) {
        for (Changed each : changed) {
            var who = new Who(each.site(), each.visitor());
            if (!known.contains(each) && streams.listeners().contains(who)) {
                Future.succeededFuture()
                        .compose(now -> readings.find(each.site(), each.visitor()))
                        .onSuccess(reading -> reading.ifPresent(told -> streams.tellTemperature(who, told)))
                        .onFailure(cause -> LOG.debug("no temperature for a page: {}", cause.getMessage()));
            }
        }
        known = new HashSet<>(changed);
    }
}
