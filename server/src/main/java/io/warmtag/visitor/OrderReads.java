package io.warmtag.visitor;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.warmtag.visitor.Applies.Share;
import io.warmtag.visitor.model.OrderFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the orders of those whose events concern one: of all who came while the last statement ran in one. */
final class OrderReads {
    private static final Logger LOG = LoggerFactory.getLogger(OrderReads.class);
    private static final int VISITORS_IN_A_STATEMENT = 200;

    private final Context context;
    private final Function<List<PersonKey>, Future<Map<PersonKey, List<OrderFacts>>>> read;
    private final Consumer<Map<PersonKey, Share>> apply;
    private final BiConsumer<PersonKey, Waiting> foldEverything;
    private final AtomicInteger waiting = new AtomicInteger();

    // Below: touched on the context only.
    private final Map<PersonKey, Share> asked = new LinkedHashMap<>();
    private boolean reading;

    /**
     * @param read of each visitor, what is stored now
     * @param apply brings events in, together with the orders
     * @param foldEverything what to do instead when the orders could not be read
     */
    OrderReads(
            Vertx vertx,
            Function<List<PersonKey>, Future<Map<PersonKey, List<OrderFacts>>>> read,
            Consumer<Map<PersonKey, Share>> apply,
            BiConsumer<PersonKey, Waiting> foldEverything) {
        this.context = vertx.getOrCreateContext();
        this.read = read;
        this.apply = apply;
        this.foldEverything = foldEverything;
    }

    int waiting() {
        return waiting.get();
    }

    /** Asks for the orders of a visitor, that his events may be brought in; from any thread. */
    void request(PersonKey key, Share share) {
        waiting.incrementAndGet();
        context.runOnContext(go -> {
            Share earlier = asked.putIfAbsent(key, share);
            if (earlier != null) {
                earlier.add(share);
                waiting.decrementAndGet();
            }
            next();
        });
    }

    private void next() {
        if (reading || asked.isEmpty()) {
            return;
        }
        reading = true;
        Map<PersonKey, Share> shares = new HashMap<>();
        for (PersonKey key :
                asked.keySet().stream().limit(VISITORS_IN_A_STATEMENT).toList()) {
            shares.put(key, Objects.requireNonNull(asked.remove(key)));
        }
        read.apply(new ArrayList<>(shares.keySet()))
                .onComplete(result -> context.runOnContext(go -> {
                    reading = false;
                    waiting.addAndGet(-shares.size());
                    if (result.succeeded()) {
                        shares.forEach(
                                (key, share) -> share.orders = result.result().get(key));
                        apply.accept(shares);
                    } else {
                        LOG.warn(
                                "the orders of {} visitors not read: {}",
                                shares.size(),
                                result.cause().toString());
                        shares.forEach(
                                (key, share) -> foldEverything.accept(key, new Waiting(share::inState, share::inRow)));
                    }
                    next();
                }));
    }
}
