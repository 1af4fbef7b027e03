package io.warmtag.tools.fuzz;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sends a range of attempts, some at a time, and counts the replies. On one event loop. */
final class FuzzRun {
    private static final int AT_A_TIME = 32;
    private static final int MOST_REMEMBERED_OF_A_KIND = 5;

    private final FuzzClient client;
    private final Attempts attempts;
    private final int end;
    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<Wrong> wrong = new ArrayList<>();
    private final Promise<Void> over = Promise.promise();
    private int next;
    private int underWay;

    /** A reply that no server may give. */
    record Wrong(int number, Attempt attempt, Reply reply) {}

    FuzzRun(FuzzClient client, Attempts attempts, int from, int count) {
        this.client = client;
        this.attempts = attempts;
        this.next = from;
        this.end = from + count;
    }

    /** Fails when the server takes no more connections. */
    Future<Void> start(Vertx vertx) {
        vertx.runOnContext(loop -> {
            for (int i = 0; i < AT_A_TIME; i++) {
                proceed();
            }
        });
        return over.future();
    }

    private void proceed() {
        if (next < end) {
            int number = next++;
            Attempt attempt = attempts.get(number);
            underWay++;
            client.send(attempt)
                    .onSuccess(reply -> {
                        underWay--;
                        count(number, attempt, reply);
                        proceed();
                    })
                    .onFailure(over::tryFail);
        } else if (underWay == 0) {
            over.tryComplete();
        }
    }

    private void count(int number, Attempt attempt, Reply reply) {
        counts.merge(reply.name(), 1, Integer::sum);
        if (!reply.isAllowed(attempt.whole())) {
            counts.merge("not allowed", 1, Integer::sum);
            long known = wrong.stream()
                    .filter(before -> before.reply().equals(reply))
                    .count();
            if (known < MOST_REMEMBERED_OF_A_KIND) {
                wrong.add(new Wrong(number, attempt, reply));
            }
        }
        if (number % 10_000 == 9_999) {
            System.err.println("  " + (number + 1) + " sent");
        }
    }

    Map<String, Integer> counts() {
        return counts;
    }

    List<Wrong> wrong() {
        return wrong;
    }
}
