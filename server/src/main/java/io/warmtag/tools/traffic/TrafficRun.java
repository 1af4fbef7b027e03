package io.warmtag.tools.traffic;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.warmtag.tools.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes steps from a plan at a steady rate until the time, the number or the caller says stop. */
public final class TrafficRun {
    private static final long TICK_MS = 5;
    private static final int MOST_UNDER_WAY = 2_000;
    private static final long DRAIN_MS = 30_000;

    private final Vertx vertx;
    private final Plan plan;
    private final Courier courier;
    private final Limits limits;
    private final boolean backOffice;
    private final Map<Integer, Visitor> slots = new HashMap<>();
    private final Promise<Void> over = Promise.promise();
    private long startedAt;
    private long events;
    private int underWay;
    private volatile boolean stopping;

    /**
     * Where a run ends.
     *
     * @param eventsPerSecond how many events become due in a second; they wait while too many are under way
     * @param seconds after these
     * @param events after so many
     */
    public record Limits(double eventsPerSecond, long seconds, long events) {}

    public TrafficRun(
            Vertx vertx,
            Plan plan,
            List<Target> targets,
            Audience audience,
            Acknowledged acknowledged,
            Tally tally,
            Limits limits) {
        this.vertx = vertx;
        this.plan = plan;
        this.courier = new Courier(vertx, targets, audience, acknowledged, tally);
        this.limits = limits;
        this.backOffice = audience.key().isPresent();
    }

    /** Succeeds when everything that was begun is answered or given up. */
    public Future<Void> start() {
        vertx.runOnContext(begin -> {
            startedAt = System.nanoTime();
            vertx.setPeriodic(TICK_MS, this::tick);
        });
        return over.future();
    }

    /** Begins nothing more. */
    public void stop() {
        stopping = true;
    }

    private void tick(long timer) {
        double seconds = (System.nanoTime() - startedAt) / 1e9;
        double due = Math.min(seconds * limits.eventsPerSecond, limits.events);
        while (events < due && underWay < MOST_UNDER_WAY) {
            begin(plan.next());
        }
        if (stopping || seconds >= limits.seconds || events >= limits.events) {
            vertx.cancelTimer(timer);
            drain();
        }
    }

    private void begin(Step step) {
        if (step.sender() == Step.Sender.BACK_OFFICE && !backOffice) {
            return;
        }
        events += step.acts().size();
        underWay++;
        courier.deliver(visitor(step), step).onComplete(done -> underWay--);
    }

    private Visitor visitor(Step step) {
        int number = step.persona().number();
        return slots.compute(
                step.slot(), (slot, here) -> here != null && here.number == number ? here : new Visitor(number));
    }

    private void drain() {
        long giveUp = vertx.setTimer(DRAIN_MS, timer -> courier.giveUp());
        vertx.setPeriodic(TICK_MS, timer -> {
            if (underWay == 0) {
                vertx.cancelTimer(timer);
                vertx.cancelTimer(giveUp);
                over.complete();
            }
        });
    }
}
