package io.warmtag.destination;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.warmtag.destination.Outcome.Delivered;
import io.warmtag.destination.Outcome.Later;
import io.warmtag.destination.Outcome.Refused;
import io.warmtag.destination.Outcome.RefusedTogether;
import io.warmtag.destination.Outcome.Stop;
import io.warmtag.destination.Preparation.Facts;
import io.warmtag.destination.Preparation.Prepared;
import io.warmtag.secret.Seal;
import io.warmtag.web.Outside;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/** Sends what was claimed in one go: prepares it, sends one request after the other, and writes down each at once. */
final class Sending {
    /** Until a request that the other side asked to wait for is dropped from its promise. */
    private static final long MOST_WAIT_MS = 3_600_000;

    private final Tools tools;
    private final Lane lane;
    private final Target target;
    private final Destination kind;
    private final Config config;
    private final Masking masking;
    private final UUID claim;
    private long renewed;

    /** What all sendings of an engine share. */
    record Tools(
            Vertx vertx,
            OutboxStore outbox,
            FactsStore facts,
            Transport transport,
            Kinds kinds,
            Targets targets,
            Times times,
            LongSupplier clock) {}

    /** An event with the row it came from. */
    private record Ready(Claimed row, Item item) {}

    Sending(Tools tools, Lane lane, Config config, UUID claim) {
        this.tools = tools;
        this.lane = lane;
        this.target = lane.target();
        this.kind = tools.kinds.get(target.kind()).destination();
        this.config = config;
        this.masking = new Masking(config.secrets());
        this.claim = claim;
        this.renewed = tools.clock.getAsLong();
    }

    Future<Void> run(List<Claimed> rows, Seal seal) {
        boolean devices = kind.defaults().needsDevice();
        return tools.facts
                .load(target.site(), rows.stream().map(Claimed::person).toList(), devices, seal)
                .compose(facts -> sendAll(rows, facts));
    }

    private Future<Void> sendAll(List<Claimed> rows, Facts facts) {
        var preparation = new Preparation(target, kind, config, facts, now());
        var ready = new ArrayList<Ready>();
        var fates = new ArrayList<Fate>();
        for (Claimed row : rows) {
            Prepared prepared = preparation.of(row);
            prepared.item().ifPresent(item -> ready.add(new Ready(row, item)));
            prepared.fate().ifPresent(fates::add);
        }
        Future<Void> done = tools.outbox.settle(target, claim, fates);
        int batch = kind.defaults().batch();
        for (int from = 0; from < ready.size(); from += batch) {
            List<Ready> part = ready.subList(from, Math.min(ready.size(), from + batch));
            done = done.compose(before -> sendTogether(part));
        }
        return done;
    }

    private Future<Void> sendTogether(List<Ready> part) {
        List<Request> requests =
                kind.requests(config, part.stream().map(Ready::item).toList(), now());
        Future<Void> done = Future.succeededFuture();
        for (Request request : requests) {
            List<Ready> of = request.items().stream().map(part::get).toList();
            done = done.compose(before -> send(request, of));
        }
        return done;
    }

    private Future<Void> send(Request request, List<Ready> of) {
        if (lane.isPaused(tools.clock.getAsLong())) {
            // The one before has failed: these have done nothing wrong and wait for their turn.
            return release(of);
        }
        Promise<Void> turn = Promise.promise();
        long wait = lane.slot(tools.clock.getAsLong());
        if (wait <= 0) {
            turn.complete();
        } else {
            tools.vertx.setTimer(wait, timer -> turn.complete());
        }
        return turn.future()
                .compose(go -> held(of))
                .compose(held -> held ? exchange(request, of) : Future.succeededFuture());
    }

    private Future<Void> release(List<Ready> of) {
        long wait = Math.max(
                0,
                lane.nextTry(0)
                        .map(at -> at.toEpochMilli() - tools.clock.getAsLong())
                        .orElse(0L));
        return tools.outbox.settle(
                target,
                claim,
                of.stream()
                        .map(one -> Fate.waiting(one.row, wait, Reason.of("waits_for_destination")))
                        .toList());
    }

    /** Whether the rows are still ours: after a long wait another node may have them. */
    private Future<Boolean> held(List<Ready> of) {
        long now = tools.clock.getAsLong();
        if (now - renewed < tools.times.lease() / 3) {
            return Future.succeededFuture(true);
        }
        return tools.outbox.renew(target, of.stream().map(Ready::row).toList(), tools.times.lease(), claim);
    }

    private Future<Void> exchange(Request request, List<Ready> of) {
        long begun = tools.clock.getAsLong();
        return tools.transport.send(target, config, request).transform(sent -> {
            long ms = tools.clock.getAsLong() - begun;
            if (sent.succeeded()) {
                Reply reply = sent.result();
                return settle(request, of, kind.outcomes(request, reply), begun, ms, Optional.of(reply));
            }
            if (sent.cause() instanceof Outside.Refused refused) {
                Outcome outcome = Transport.outcome(refused);
                return settle(
                        request, of, java.util.Collections.nCopies(of.size(), outcome), begun, ms, Optional.empty());
            }
            return Future.failedFuture(sent.cause());
        });
    }

    private Future<Void> settle(
            Request request, List<Ready> of, List<Outcome> outcomes, long begun, long ms, Optional<Reply> reply) {
        Outcome worst = worst(outcomes);
        boolean halve = worst instanceof RefusedTogether && of.size() > 1;
        turnOf(worst, of.get(0).row.attempts());
        var fates = new ArrayList<Fate>();
        for (int i = 0; i < of.size(); i++) {
            fates.add(fate(of.get(i).row, outcomes.get(i), halve));
        }
        var tried = new Tried(
                begun,
                ms,
                target.sandbox(),
                masking.request(request),
                reply.map(Reply::status),
                reply.map(masking::answer),
                halve ? Tried.Kind.HALVED : tried(worst),
                why(worst).map(masking::reason));
        Optional<Instant> nextTry = lane.nextTry(tools.clock.getAsLong());
        return tools.outbox.settle(target, claim, fates, tried, nextTry).compose(written -> {
            if (worst instanceof Stop stop) {
                lane.pauseUntil(tools.clock.getAsLong() + tools.times.lease());
                return tools.targets.stop(target, masking.reason(stop.why()));
            }
            return halve ? halves(of) : Future.succeededFuture();
        });
    }

    /** One event that is refused spoils all of a request: it is found in a few steps, and the others get through. */
    private Future<Void> halves(List<Ready> of) {
        int middle = of.size() / 2;
        return sendTogether(of.subList(0, middle)).compose(first -> sendTogether(of.subList(middle, of.size())));
    }

    private void turnOf(Outcome worst, int attempts) {
        long now = tools.clock.getAsLong();
        if (worst instanceof Later later && later.slowDown()) {
            lane.pauseUntil(now + wait(later, attempts));
        } else if (worst instanceof Later) {
            lane.failed(now);
        } else {
            lane.wentWell();
        }
    }

    private long wait(Later later, int attempts) {
        long asked = later.after().map(java.time.Duration::toMillis).orElse(tools.times.retry(attempts));
        return Math.min(MOST_WAIT_MS, asked);
    }

    private Fate fate(Claimed row, Outcome outcome, boolean halve) {
        if (outcome instanceof Delivered) {
            return Fate.delivered(row);
        } else if (outcome instanceof Refused refused) {
            return Fate.dead(row, masking.reason(refused.why()));
        } else if (outcome instanceof RefusedTogether refused) {
            // Halved: still ours for as long as the halves take.
            return halve
                    ? Fate.waiting(row, tools.times.lease(), masking.reason(refused.why()))
                    : Fate.dead(row, masking.reason(refused.why()));
        } else if (outcome instanceof Later later) {
            long wait = Math.max(
                    later.slowDown() ? 0 : tools.times.retry(row.attempts()),
                    later.after().isPresent() ? wait(later, row.attempts()) : 0);
            return Fate.waiting(row, wait, masking.reason(later.why()));
        }
        return Fate.waiting(row, 0, why(outcome).map(masking::reason).orElseThrow());
    }

    /** What concerns the destination itself comes before what concerns one event. */
    private static Outcome worst(List<Outcome> outcomes) {
        return outcomes.stream()
                .max(java.util.Comparator.comparingInt(
                        outcome -> tried(outcome).isOfDestination() ? 2 : tried(outcome) == Tried.Kind.REFUSED ? 1 : 0))
                .orElse(Outcome.DELIVERED);
    }

    private static Tried.Kind tried(Outcome outcome) {
        if (outcome instanceof Delivered) {
            return Tried.Kind.DELIVERED;
        } else if (outcome instanceof Later) {
            return Tried.Kind.LATER;
        }
        return outcome instanceof Stop ? Tried.Kind.STOPPED : Tried.Kind.REFUSED;
    }

    private static Optional<Reason> why(Outcome outcome) {
        if (outcome instanceof Refused refused) {
            return Optional.of(refused.why());
        } else if (outcome instanceof RefusedTogether refused) {
            return Optional.of(refused.why());
        } else if (outcome instanceof Later later) {
            return Optional.of(later.why());
        }
        return outcome instanceof Stop stop ? Optional.of(stop.why()) : Optional.empty();
    }

    private Instant now() {
        return Instant.ofEpochMilli(tools.clock.getAsLong());
    }
}
