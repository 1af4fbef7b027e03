package io.warmtag.visitor;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Calls of the grid that follow from the answer to another: it takes none on the thread that brings an answer. */
final class FollowingCalls {
    private final Context context;

    FollowingCalls(Vertx vertx) {
        this.context = vertx.getOrCreateContext();
    }

    <T> Future<T> call(Supplier<CompletionStage<T>> call) {
        Promise<T> answer = Promise.promise();
        context.runOnContext(
                go -> Future.fromCompletionStage(GridCalls.call(call)).onComplete(answer));
        return answer.future();
    }

    void run(Runnable call) {
        context.runOnContext(go -> call.run());
    }
}
