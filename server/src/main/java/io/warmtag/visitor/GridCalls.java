package io.warmtag.visitor;

import com.hazelcast.core.HazelcastInstanceNotActiveException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Calls of the grid, which throws when it has just been stopped: to whoever calls, that is a call without an answer. */
final class GridCalls {
    private GridCalls() {}

    static <T> CompletionStage<T> call(Supplier<CompletionStage<T>> call) {
        try {
            return call.get();
        } catch (HazelcastInstanceNotActiveException stopping) {
            return CompletableFuture.failedFuture(stopping);
        }
    }
}
