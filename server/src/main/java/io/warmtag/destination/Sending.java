package io.warmtag.destination;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.warmtag.destination.Outcome.Delivered;
import io.warmtag.destination.Outcome.Later;
import io.warmtag.destination.Outcome.RefusedTogether;
import io.warmtag.destination.Outcome.Stop;
import io.warmtag.destination.Preparation.Prepared;
import io.warmtag.secret.Seal;
import io.warmtag.web.Outside;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what was claimed in one go: prepares it, sends one request after the other, and writes down each at once. */
final class Sending {
    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

    private final Tools tools;
    private final Lane lane;
    private final Target target;
    private final Destination kind;
    private final Config config;
    private final Masking masking;
    private final Verdict verdict;
    private final UUID claim;
    private long renewed;

    /** What all sendings of an engine share. */
    record Tools(
            Vertx vertx,
            OutboxStore outbox,
            Preparing preparing,
            Transport transport,
            Kinds kinds,
            Targets targets,
            Times times,
            LongSupplier clock) {}

    /** An event with the row it came from. */
    private record Ready(Claimed row, Item item) {}

    /** @param reply empty: there was none, and {@code failure} says what that means */
    private record Exchanged(long begun, long ms, Optional<Reply> reply, Outcome failure) {}

    Sending(Tools tools, Lane lane, Config config, UUID claim) {
        this.tools = tools;
        this.lane = lane;
        this.target = lane.target();
        this.kind = tools.kinds.get(target.kind()).destination();
        this.config = config;
        this.masking = new Masking(config.secrets(), kind.unkept());
        this.verdict = new Verdict(tools.times, masking);
        this.claim = claim;
        this.renewed = tools.clock.getAsLong();
    }

    Future<Void> run(List<Claimed> rows, Seal seal) {
        return tools.preparing.of(target, kind, config, rows, seal, now()).compose(prepared -> sendAll(rows, prepared));
    }

    private Future<Void> sendAll(List<Claimed> rows, List<Prepared> all) {
        var ready = new ArrayList<Ready>();
        var fates = new ArrayList<Fate>();
        for (int i = 0; i < rows.size(); i++) {
            Claimed row = rows.get(i);
            Prepared prepared = all.get(i);
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
        List<Request> requests;
        try {
            requests = kind.requests(config, part.stream().map(Ready::item).toList(), now());
        } catch (RuntimeException e) {
            return part.size() > 1 ? halves(part) : settle(List.of(Fate.dead(part.get(0).row, fault(e))));
        }
        Future<Void> done = Future.succeededFuture();
        for (Request request : requests) {
            List<Ready> of = request.items().stream().map(part::get).toList();
            done = done.compose(before -> send(request, of));
        }
        return done;
    }

    private Future<Void> send(Request request, List<Ready> of) {
        List<Claimed> rows = of.stream().map(Ready::row).toList();
        if (lane.isPaused(tools.clock.getAsLong())) {
            // The one before has failed: these have done nothing wrong and wait for their turn.
            return release(rows);
        }
        return turn().compose(go -> held(rows))
                .compose(held -> held
                        ? exchange(request).compose(exchanged -> settle(request, of, exchanged))
                        : settle(rows.stream()
                                .map(row -> Fate.waiting(row, 0, Reason.of("waits_for_destination")))
                                .toList()));
    }

    private Future<Void> turn() {
        Promise<Void> turn = Promise.promise();
        long wait = lane.slot(tools.clock.getAsLong());
        if (wait <= 0) {
            turn.complete();
        } else {
            tools.vertx.setTimer(wait, timer -> turn.complete());
        }
        return turn.future();
    }

    private Future<Void> release(List<Claimed> rows) {
        long wait = Math.max(
                0,
                lane.nextTry(0)
                        .map(at -> at.toEpochMilli() - tools.clock.getAsLong())
                        .orElse(0L));
        return settle(rows.stream()
                .map(row -> Fate.waiting(row, wait, Reason.of("waits_for_destination")))
                .toList());
    }

    /** Without a request. */
    Future<Void> settle(List<Fate> fates) {
        return tools.outbox.settle(target, claim, fates);
    }

    /** Whether the rows are still ours: after a long wait another node may have them, and of whom was erased nothing leaves. */
    private Future<Boolean> held(List<Claimed> rows) {
        long now = tools.clock.getAsLong();
        if (now - renewed < tools.times.lease() / 3) {
            return tools.outbox.isOurs(target, rows, claim);
        }
        return tools.outbox.renew(target, rows, tools.times.lease(), claim);
    }

    private Future<Exchanged> exchange(Request request) {
        long begun = tools.clock.getAsLong();
        return Future.succeededFuture()
                .compose(go -> tools.transport.send(target, config, request))
                .transform(sent -> {
                    long ms = tools.clock.getAsLong() - begun;
                    return Future.succeededFuture(
                            sent.succeeded()
                                    ? new Exchanged(begun, ms, Optional.of(sent.result()), Outcome.DELIVERED)
                                    : new Exchanged(begun, ms, Optional.empty(), failure(sent.cause())));
                });
    }

    private Outcome failure(Throwable cause) {
        return cause instanceof Outside.Refused refused
                ? Transport.outcome(refused)
                : new Outcome.Refused(fault(cause));
    }

    private List<Outcome> outcomes(Request request, Exchanged exchanged) {
        int items = request.items().size();
        try {
            return exchanged
                    .reply
                    .map(reply -> kind.outcomes(request, reply))
                    .orElseGet(() -> Collections.nCopies(items, exchanged.failure));
        } catch (RuntimeException e) {
            return Collections.nCopies(items, new Outcome.Refused(fault(e)));
        }
    }

    Reason fault(Throwable cause) {
        LOG.warn("destination {} of site {} can't cope with something", target.id(), target.site(), cause);
        return masking.reason(Reason.fault(cause));
    }

    /** What is kept of a request that these are in: what its persons are called is hidden as well. */
    private Masking masking(List<Ready> of) {
        return masking.with(of.stream()
                .flatMap(each -> kind.unkept(config, each.item).stream())
                .collect(Collectors.toSet()));
    }

    private Future<Void> settle(Request request, List<Ready> of, Exchanged exchanged) {
        Masking hiding = masking(of);
        var judging = new Verdict(tools.times, hiding);
        List<Outcome> outcomes = outcomes(request, exchanged);
        Outcome worst = Verdict.worst(outcomes);
        boolean halve = worst instanceof RefusedTogether && of.size() > 1;
        turnOf(worst);
        var fates = new ArrayList<Fate>();
        var delivered = new ArrayList<Item>();
        for (int i = 0; i < of.size(); i++) {
            fates.add(judging.fate(of.get(i).row, outcomes.get(i), halve));
            if (outcomes.get(i) instanceof Delivered) {
                delivered.add(of.get(i).item);
            }
        }
        Future<Void> learnt = exchanged
                .reply
                .map(reply -> tools.preparing.settled(target, kind, delivered, reply))
                .orElseGet(Future::succeededFuture);
        return learnt.compose(noted -> settle(request, exchanged, hiding, worst, fates, halve))
                .compose(written -> halve ? halves(of) : Future.succeededFuture());
    }

    private Future<Void> settle(
            Request request, Exchanged exchanged, Masking hiding, Outcome worst, List<Fate> fates, boolean halve) {
        var tried = new Tried(
                exchanged.begun,
                exchanged.ms,
                target.sandbox(),
                hiding.request(request),
                exchanged.reply.map(Reply::status),
                exchanged.reply.map(hiding::answer),
                halve ? Tried.Kind.HALVED : Verdict.tried(worst),
                Verdict.why(worst).map(hiding::reason));
        Optional<Instant> nextTry = lane.nextTry(tools.clock.getAsLong());
        return tools.outbox.settle(target, claim, fates, tried, nextTry).compose(written -> {
            if (!(worst instanceof Stop stop)) {
                return Future.succeededFuture();
            }
            lane.pauseUntil(tools.clock.getAsLong() + tools.times.lease());
            return tools.targets.stop(target, hiding.reason(stop.why()));
        });
    }

    /** One event that is refused spoils all of a request: it is found in a few steps, and the others get through. */
    private Future<Void> halves(List<Ready> of) {
        int middle = of.size() / 2;
        return sendTogether(of.subList(0, middle)).compose(first -> sendTogether(of.subList(middle, of.size())));
    }

    /**
     * Sends one of several requests that a row stands for.
     *
     * @param last the row is delivered with it; before, it stays ours
     * @param taken done with a good answer, before the row is settled
     * @return whether it was taken; else the row has its fate
     */
    Future<Boolean> part(Request request, Claimed row, boolean last, Function<Reply, Future<Void>> taken) {
        if (lane.isPaused(tools.clock.getAsLong())) {
            return release(List.of(row)).map(false);
        }
        return turn().compose(go -> exchange(request)).compose(exchanged -> {
            Outcome outcome = outcomes(request, exchanged).get(0);
            boolean good = outcome instanceof Delivered;
            turnOf(outcome);
            Fate fate = good && !last
                    ? Fate.waiting(row, tools.times.lease(), Reason.of("list_saying"))
                    : verdict.fate(row, outcome, false);
            Future<Void> noted = good ? taken.apply(exchanged.reply.orElseThrow()) : Future.succeededFuture();
            return noted.compose(done -> settle(request, exchanged, masking, outcome, List.of(fate), false))
                    .map(good);
        });
    }

    private void turnOf(Outcome worst) {
        long now = tools.clock.getAsLong();
        if (!(worst instanceof Later later)) {
            lane.wentWell();
            return;
        }
        if (later.slowDown()) {
            lane.pauseUntil(now + verdict.pause(later));
        }
        if (later.after().isEmpty()) {
            lane.failed(now);
        }
    }

    Tools tools() {
        return tools;
    }

    Target target() {
        return target;
    }

    Config config() {
        return config;
    }

    Instant now() {
        return Instant.ofEpochMilli(tools.clock.getAsLong());
    }
}
