package io.warmtag.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RereadTest {
    private final List<Promise<String>> readings = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();
    private final Reread<String> reread = new Reread<>(this::read, kept::add);

    private Future<String> read() {
        Promise<String> reading = Promise.promise();
        readings.add(reading);
        return reading.future();
    }

    @Test
    void readsOneAfterTheOtherAndOnceForAllWhoAskedMeanwhile() {
        Future<Void> first = reread.run();
        Future<Void> second = reread.run();
        Future<Void> third = reread.run();
        assertEquals(1, readings.size(), "an answer of a later question could be older");
        readings.get(0).complete("old");
        assertTrue(first.succeeded());
        assertFalse(second.isComplete(), "what it asked for may have changed after the first reading began");
        readings.get(1).complete("new");
        assertTrue(second.succeeded() && third.succeeded());
        assertEquals(List.of("old", "new"), kept);
        assertEquals(2, readings.size());
    }

    @Test
    void readsAgainAfterAFailure() {
        Future<Void> first = reread.run();
        Future<Void> second = reread.run();
        readings.get(0).fail("the database is away");
        assertTrue(first.failed());
        readings.get(1).complete("new");
        assertTrue(second.succeeded());
        assertEquals(List.of("new"), kept);
    }
}
