package io.warmtag.destination;

import java.time.Instant;
import java.util.Optional;

/** A kind whose other side can be asked how long a token holds. Pure. */
public interface TokenHolder extends Destination {
    /**
     * What the other side says of a token.
     *
     * @param dead why it does not hold any more
     * @param expires empty: never, or it isn't said
     */
    record Token(Optional<Reason> dead, Optional<Instant> expires) {}

    Request tokenQuestion(Config config);

    /** Empty when the answer says nothing of it. */
    Optional<Token> token(Reply reply, Instant now);
}
