package io.warmtag.destination;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.warmtag.web.Outside;
import io.warmtag.web.Outside.Refusal;
import io.warmtag.web.Outside.Refused;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Brings a request to where its destination leads: outside, or to the built-in double. */
public final class Transport {
    private static final int MOST_ANSWER = 64 * 1024;
    private static final String AGENT = "Warmtag";

    private final Kinds kinds;
    private final Outside outside;
    private final Predicate<URI> local;
    private final LongSupplier clock;

    /** @param local addresses that may lead to this machine */
    public Transport(Kinds kinds, Outside outside, Predicate<URI> local, LongSupplier clock) {
        this.kinds = kinds;
        this.outside = outside;
        this.local = local;
        this.clock = clock;
    }

    /** Fails with {@link Refused} when there is no answer. */
    Future<Reply> send(Target target, Config config, Request request) {
        if (target.sandbox()) {
            Instant now = Instant.ofEpochMilli(clock.getAsLong());
            return Future.succeededFuture(kinds.get(target.kind()).sandbox().answer(config, request, now));
        }
        URI address;
        try {
            address = URI.create(request.url());
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(new Refused(Refusal.ADDRESS, "not an address"));
        }
        var headers = new HashMap<>(request.headers());
        headers.put("user-agent", AGENT);
        var call = new Outside.Call(
                HttpMethod.valueOf(request.method()),
                address,
                headers,
                Buffer.buffer(request.body()),
                target.settings().pace().timeoutMs(),
                MOST_ANSWER,
                true);
        return outside.send(call, local).map(Transport::reply);
    }

    private static Reply reply(Outside.Answer answer) {
        Map<String, String> headers = new HashMap<>();
        answer.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return new Reply(answer.status(), headers, answer.body().toString());
    }

    /** What it means that there was no answer. */
    static Outcome outcome(Refused refused) {
        return switch (refused.refusal()) {
            // Whoever set it up has to give another address; the name may lead elsewhere by then.
            case ADDRESS, PRIVATE ->
                new Outcome.Stop(new Reason("private_address", String.valueOf(refused.getMessage())));
            case UNKNOWN_HOST -> Outcome.later("unknown_host", String.valueOf(refused.getMessage()));
            case TIMEOUT -> Outcome.later("timeout", "");
            case TOO_LARGE, TOO_MANY_REDIRECTS, NO_ANSWER ->
                Outcome.later("no_answer", String.valueOf(refused.getMessage()));
        };
    }
}
